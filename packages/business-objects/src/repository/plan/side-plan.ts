import type { Cell, Column, Condition, Row, Value } from '@caruso/storage-manager/contract';
import type { SideMapping } from '../../model/model.js';
import { equalities, equals, isComparable } from './column-conditions.js';

/** Another table that holds a part of an object, in one row at most. Its columns are named `<side>.<column>` in rows. */
export class SidePlan {
  readonly name: string;
  readonly table: string;
  readonly required: boolean;
  /** The columns of this table that hold the object's key, in its order. */
  readonly on: readonly Column[];
  readonly where: Condition | undefined;
  readonly #prefix: string;
  readonly #compared: readonly Column[];

  /**
   * @param keys the columns of the object's key
   * @param columns all columns of the object, of which those of this table are taken
   */
  constructor(mapping: SideMapping, keys: readonly Column[], columns: readonly Column[]) {
    this.name = mapping.name;
    this.table = mapping.table;
    this.required = mapping.required;
    this.where = mapping.where;
    this.#prefix = `${mapping.name}.`;
    this.on = mapping.on.map((name, index) => ({ ...(keys[index] ?? { type: 'string' as const }), name }));
    this.#compared = columns
      .filter((column) => this.holds(column) && isComparable(column))
      .map((each) => this.#own(each));
  }

  /** The columns that tell whether there is a row, as they are selected. */
  get presence(): readonly Column[] {
    return this.on.map((column) => ({ ...column, name: this.#prefix + column.name }));
  }

  holds({ name }: Column): boolean {
    return name.startsWith(this.#prefix);
  }

  /** Whether the object has a row in this table. */
  isIn(row: Row): boolean {
    return this.presence.every(({ name }) => (row[name] ?? null) !== null);
  }

  /** What of the cells lies here, with the names the table has. */
  cells(cells: readonly Cell[]): readonly Cell[] {
    return cells.flatMap((cell) => (this.holds(cell.column) ? [{ ...cell, column: this.#own(cell.column) }] : []));
  }

  /** What a new row must have to take part at all. */
  implied(cells: readonly Cell[]): readonly Cell[] {
    return equalities(this.where).filter(({ column }) => !cells.some((cell) => cell.column.name === column.name));
  }

  /** The row of this table as it was read. @param counted whether a counter of the object is compared instead */
  unchanged(row: Row, counted: boolean): Condition {
    const own = this.bare(row);
    const columns = counted ? this.on : [...this.on, ...this.#compared];
    const same = [...new Map(columns.map((column) => [column.name, column])).values()];
    return {
      all: [...same.map((column) => equals(column, own[column.name] ?? null)), ...(this.where ? [this.where] : [])],
    };
  }

  /** The values of this table by the names it has. */
  bare(row: Row): Row {
    const own: Record<string, Value> = {};
    for (const [name, value] of Object.entries(row)) {
      if (name.startsWith(this.#prefix)) own[name.slice(this.#prefix.length)] = value;
    }
    return own;
  }

  #own(column: Column): Column {
    return { ...column, name: column.name.slice(this.#prefix.length) };
  }
}
