import type { Column, Condition } from '../contract.js';
import { writeCondition } from './condition.js';
import type { Dialect } from './dialect.js';
import type { SqlStatement } from './sql-statement.js';
import { SqlText } from './sql-text.js';

/** What to read; see the contract's `select`. */
export interface Selection {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly where?: Condition | undefined;
  readonly order?: readonly Ordering[] | undefined;
  readonly limit?: number | undefined;
}

export interface Ordering {
  readonly column: Column;
  readonly descending?: boolean | undefined;
  readonly nulls?: 'first' | 'last' | undefined;
}

/** Writes a selection; the columns come back in the order they were asked for. */
export function writeSelect(store: string, dialect: Dialect, selection: Selection): SqlStatement {
  const sql = new SqlText(store, dialect);
  const columns = selection.columns.map((column) => {
    const name = sql.name(column.name);
    return dialect.codecs(column).selected?.(name) ?? name;
  });
  const parts = [`SELECT ${columns.join(', ')} FROM ${sql.table(selection.table)}`];
  if (selection.where) parts.push(`WHERE ${writeCondition(sql, selection.where)}`);
  if (selection.order?.length) parts.push(`ORDER BY ${selection.order.map((term) => ordering(sql, term)).join(', ')}`);
  if (selection.limit !== undefined) parts.push(`LIMIT ${selection.limit}`);
  return { sql: parts.join(' '), parameters: sql.parameters };
}

function ordering(sql: SqlText, { column, descending = false, nulls = 'last' }: Ordering): string {
  if (column.type === 'json') throw sql.misapplied(column, 'order');
  const name = sql.name(column.name);
  return sql.dialect.orderTerm(sql.dialect.codecs(column).compared?.(name) ?? name, descending, nulls);
}
