import type { Row, Value } from '../contract.js';
import { rowReader } from '../rows.js';
import type { Dialect } from './dialect.js';
import { type Selection, writeSelect } from './select.js';
import { columnOrigin } from './source.js';
import type { SqlStatement } from './sql-statement.js';
import { type Comparand, rebind, SqlText, type TypeOf } from './sql-text.js';

/** How selections of one shape are written and read: worked out once, used for all that differ in their values only. */
export class SelectPlan {
  /** The selection it was made for. */
  readonly first: SqlStatement;
  /** Turns what a driver read into a row. */
  readonly row: (values: readonly unknown[]) => Row;
  readonly #store: string;
  readonly #comparands: readonly Comparand[];

  constructor(store: string, dialect: Dialect, selection: Selection, typeOf: TypeOf = () => undefined) {
    const sql = new SqlText(store, dialect, typeOf);
    this.first = { sql: writeSelect(sql, selection), parameters: sql.parameters };
    this.#store = store;
    this.#comparands = sql.comparands;
    this.row = rowReader(
      store,
      (column) => {
        const origin = columnOrigin(selection, column.name);
        return dialect.codecs(column, typeOf(origin.table, origin.column));
      },
      selection.columns,
    );
  }

  /**
   * The statement with other values, in the order of the shape's.
   *
   * @returns undefined when it has to be written in another way for one of them
   * @throws StorageErrors.ValueDoesNotFit
   */
  with(values: readonly Value[]): SqlStatement | undefined {
    const parameters = rebind(this.#store, this.#comparands, values);
    return parameters && { sql: this.first.sql, parameters, reused: true };
  }
}
