import type { Column, Condition, Join, Value } from '../contract.js';
import { writeCondition } from './condition.js';
import { writeSource } from './source.js';
import type { SqlText } from './sql-text.js';

/** What to read; see the contract's `select`. */
export interface Selection {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly joins?: readonly Join[] | undefined;
  readonly where?: Condition | undefined;
  readonly distinct?: boolean | undefined;
  readonly order?: readonly Ordering[] | undefined;
  readonly limit?: number | undefined;
}

export interface Ordering {
  readonly column: Column;
  readonly descending?: boolean | undefined;
  readonly nulls?: 'first' | 'last' | undefined;
  /** Values that count as absent. */
  readonly absent?: readonly Value[] | undefined;
}

/** Writes a selection; the columns come back in the order they were asked for. */
export function writeSelect(sql: SqlText, selection: Selection): string {
  return writeSource(sql, selection, writeCondition, (source) => {
    const columns = selection.columns.map((column) => {
      const name = sql.name(column.name);
      return sql.codec(column).selected?.(name) ?? name;
    });
    const parts = [`SELECT ${selection.distinct ? 'DISTINCT ' : ''}${columns.join(', ')} FROM ${source}`];
    if (selection.where) parts.push(`WHERE ${writeCondition(sql, selection.where)}`);
    if (selection.order?.length) {
      parts.push(`ORDER BY ${selection.order.map((term) => ordering(sql, term)).join(', ')}`);
    }
    if (selection.limit !== undefined) parts.push(`LIMIT ${selection.limit}`);
    return parts.join(' ');
  });
}

function ordering(sql: SqlText, { column, descending = false, nulls = 'last', absent = [] }: Ordering): string {
  if (column.type === 'json') throw sql.misapplied(column, 'order');
  const codec = sql.codec(column);
  const name = sql.name(column.name);
  const compared = codec.compared?.(name) ?? name;
  const present = () =>
    absent.reduce((term: string, value) => `NULLIF(${term}, ${sql.bindCompared(codec, column, value)})`, compared);
  return sql.dialect.orderTerm(present, descending, nulls);
}
