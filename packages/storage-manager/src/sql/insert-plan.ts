import type { Bound, Codec } from '../codec/codec.js';
import type { Cell, Column, Row, Value } from '../contract.js';
import { rowReader } from '../rows.js';
import type { Dialect } from './dialect.js';
import type { SqlStatement } from './sql-statement.js';
import { SqlText, type TypeOf } from './sql-text.js';

export interface Insert {
  readonly table: string;
  readonly cells: readonly Cell[];
  readonly generated?: Column | undefined;
  readonly takes?: { readonly column: Column; readonly from: number } | undefined;
  readonly returning?: readonly Column[] | undefined;
}

/** Many rows of the same columns. */
export interface InsertMany {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
}

/** How inserts of one shape are written: worked out once, used for every row. */
export class InsertPlan {
  readonly #sql: SqlText;
  readonly #dialect: Dialect;
  readonly #table: string;
  readonly #columns: readonly Column[];
  readonly #returning: readonly Column[];
  readonly #codecs: readonly Codec[];
  #row: ((values: readonly unknown[]) => Row) | undefined;
  #text = '';
  #rows = 0;

  constructor(
    store: string,
    dialect: Dialect,
    table: string,
    columns: readonly Column[],
    { returning = [], typeOf }: { readonly returning?: readonly Column[]; readonly typeOf?: TypeOf | undefined } = {},
  ) {
    this.#sql = new SqlText(store, dialect, typeOf, table);
    this.#dialect = dialect;
    this.#table = table;
    this.#columns = columns;
    this.#returning = returning;
    this.#codecs = columns.map((column) => this.#sql.codec(column));
  }

  /** How many rows one statement may have. */
  get mostRows(): number {
    const { mostRows, mostParameters } = this.#dialect;
    const width = this.#columns.length;
    return width === 0 ? 1 : Math.max(1, Math.min(mostRows, Math.floor(mostParameters / width)));
  }

  /** Whether `insert` names the same table and columns, and the same ones are to be told of the stored row. */
  fits({ table, cells }: Insert, returning: readonly Column[]): boolean {
    if (table !== this.#table || cells.length !== this.#columns.length) return false;
    if (returning.length !== this.#returning.length) return false;
    for (let index = 0; index < returning.length; index += 1) {
      if (!same(returning[index], this.#returning[index])) return false;
    }
    for (let index = 0; index < cells.length; index += 1) {
      if (!same(cells[index]?.column, this.#columns[index])) return false;
    }
    return true;
  }

  /** One insert of several rows that all fit. @throws StorageErrors.ValueDoesNotFit */
  statement(rows: readonly Insert[]): SqlStatement {
    const parameters: Bound[] = [];
    for (const { cells } of rows) {
      for (let index = 0; index < cells.length; index += 1) {
        const cell = cells[index];
        if (cell) this.#bind(parameters, index, cell.value);
      }
    }
    const reused = this.#rows === rows.length && rows.length === 1;
    return { sql: this.#textFor(rows.length), parameters, reused };
  }

  /** One insert of the rows from `from` to before `to`. @throws StorageErrors.ValueDoesNotFit */
  statementOf(rows: InsertMany['rows'], from: number, to: number): SqlStatement {
    const parameters: Bound[] = [];
    for (let row = from; row < to; row += 1) {
      const values = rows[row] ?? [];
      for (let index = 0; index < this.#columns.length; index += 1) {
        this.#bind(parameters, index, values[index] ?? null);
      }
    }
    return { sql: this.#textFor(to - from), parameters };
  }

  /** An insert of one row, to be carried out with the parameters of each. */
  get textOfOne(): string {
    return this.#textFor(1);
  }

  /** Makes the function that gives the parameters of a row; they are those of the last one it was called with. */
  parameters(): (values: readonly Value[]) => readonly Bound[] {
    const [codecs, columns, sql] = [this.#codecs, this.#columns, this.#sql];
    const bound: Bound[] = columns.map(() => null);
    return (values) => {
      for (let index = 0; index < columns.length; index += 1) {
        const [codec, column] = [codecs[index], columns[index]];
        if (codec && column) bound[index] = sql.stored(codec, column, values[index] ?? null);
      }
      return bound;
    };
  }

  /** Makes the function that turns what the statement returns into a row. */
  get row(): (values: readonly unknown[]) => Row {
    this.#row ??= rowReader(this.#sql.store, (column) => this.#sql.codec(column), this.#returning);
    return this.#row;
  }

  #bind(parameters: Bound[], index: number, value: Value): void {
    const codec = this.#codecs[index];
    const column = this.#columns[index];
    if (codec && column) parameters.push(this.#sql.stored(codec, column, value));
  }

  #textFor(rows: number): string {
    if (this.#rows !== rows) {
      this.#text = this.#write(rows);
      this.#rows = rows;
    }
    return this.#text;
  }

  #write(rows: number): string {
    const columns = this.#columns;
    const told = this.#returning.map((column) => {
      const name = this.#sql.name(column.name);
      return this.#sql.codec(column).selected?.(name) ?? name;
    });
    const returning = told.length > 0 ? ` RETURNING ${told.join(', ')}` : '';
    const table = this.#sql.table(this.#table);
    if (columns.length === 0) return `${this.#dialect.insertDefaults(table)}${returning}`;
    const names = columns.map(({ name }) => this.#sql.name(name)).join(', ');
    const tuples = Array.from({ length: rows }, (_, row) => `(${this.#placeholders(row * columns.length)})`);
    return `INSERT INTO ${table} (${names}) VALUES ${tuples.join(', ')}${returning}`;
  }

  #placeholders(start: number): string {
    return this.#codecs
      .map((codec, index) => {
        const placeholder = this.#dialect.placeholder(start + index);
        return codec.parameter?.(placeholder) ?? placeholder;
      })
      .join(', ');
  }
}

function same(a: Column | undefined, b: Column | undefined): boolean {
  return a === b || (a?.name === b?.name && a?.type === b?.type && a?.scale === b?.scale && a?.also === b?.also);
}
