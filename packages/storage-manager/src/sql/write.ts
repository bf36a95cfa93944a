import type { Cell, Condition } from '../contract.js';
import { writeCondition } from './condition.js';
import type { Dialect } from './dialect.js';
import type { SqlStatement } from './sql-statement.js';
import { SqlText, type TypeOf } from './sql-text.js';

export interface Update {
  readonly table: string;
  readonly set: readonly Cell[];
  readonly where: Condition;
  readonly expect?: number | undefined;
}

export interface Delete {
  readonly table: string;
  readonly where: Condition;
  readonly expect?: number | undefined;
}

export function writeUpdate(
  store: string,
  dialect: Dialect,
  { table, set, where }: Update,
  typeOf?: TypeOf,
): SqlStatement {
  const sql = new SqlText(store, dialect, typeOf, table);
  const assignments = set.map(
    ({ column, value }) => `${sql.name(column.name)} = ${sql.bindStored(sql.codec(column), column, value)}`,
  );
  const text = `UPDATE ${sql.table(table)} SET ${assignments.join(', ')} WHERE ${writeCondition(sql, where)}`;
  return { sql: text, parameters: sql.parameters };
}

export function writeDelete(store: string, dialect: Dialect, { table, where }: Delete, typeOf?: TypeOf): SqlStatement {
  const sql = new SqlText(store, dialect, typeOf, table);
  return { sql: `DELETE FROM ${sql.table(table)} WHERE ${writeCondition(sql, where)}`, parameters: sql.parameters };
}
