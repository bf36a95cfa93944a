import type { Bound, Codec } from '../codec/codec.js';
import type { Cell, Column } from '../contract.js';
import type { Dialect } from './dialect.js';
import type { SqlStatement } from './sql-statement.js';
import { SqlText } from './sql-text.js';

export interface Insert {
  readonly table: string;
  readonly cells: readonly Cell[];
  readonly generated?: Column | undefined;
}

/** How inserts of one shape are written: worked out once, used for every row. */
export class InsertPlan {
  readonly #sql: SqlText;
  readonly #dialect: Dialect;
  readonly #shape: Insert;
  readonly #codecs: readonly Codec[];
  #text = '';
  #rows = 0;

  constructor(store: string, dialect: Dialect, shape: Insert) {
    this.#sql = new SqlText(store, dialect);
    this.#dialect = dialect;
    this.#shape = shape;
    this.#codecs = shape.cells.map(({ column }) => dialect.codecs(column));
  }

  /** Whether `insert` names the same table and columns. */
  fits({ table, cells, generated }: Insert): boolean {
    const shape = this.#shape;
    if (table !== shape.table || cells.length !== shape.cells.length || !same(generated, shape.generated)) return false;
    for (let index = 0; index < cells.length; index += 1) {
      if (!same(cells[index]?.column, shape.cells[index]?.column)) return false;
    }
    return true;
  }

  /** One insert of several rows that all fit. @throws StorageErrors.ValueDoesNotFit */
  statement(rows: readonly Insert[]): SqlStatement {
    if (this.#rows !== rows.length) {
      this.#text = this.#write(rows.length);
      this.#rows = rows.length;
    }
    const parameters: Bound[] = [];
    for (const { cells } of rows) {
      for (let index = 0; index < cells.length; index += 1) {
        const cell = cells[index];
        const codec = this.#codecs[index];
        if (cell && codec) parameters.push(this.#sql.stored(codec, cell.column, cell.value));
      }
    }
    return { sql: this.#text, parameters };
  }

  #write(rows: number): string {
    const { table, cells, generated } = this.#shape;
    const returning = generated ? ` RETURNING ${this.#sql.name(generated.name)}` : '';
    if (cells.length === 0) return `${this.#dialect.insertDefaults(this.#sql.table(table))}${returning}`;
    const columns = cells.map(({ column }) => this.#sql.name(column.name)).join(', ');
    const tuples = Array.from({ length: rows }, (_, row) => `(${this.#placeholders(row * cells.length)})`);
    return `INSERT INTO ${this.#sql.table(table)} (${columns}) VALUES ${tuples.join(', ')}${returning}`;
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
  return a === b || (a?.name === b?.name && a?.type === b?.type && a?.scale === b?.scale);
}
