import type { Cell, Column, Condition } from '../contract.js';
import { writeCondition } from './condition.js';
import type { Dialect } from './dialect.js';
import type { SqlStatement } from './sql-statement.js';
import { SqlText } from './sql-text.js';

export interface Insert {
  readonly table: string;
  readonly cells: readonly Cell[];
  readonly generated?: Column | undefined;
}

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

/** Writes one insert of rows that name the same table and columns; with `generated` it gives the value that was made. */
export function writeInsert(store: string, dialect: Dialect, rows: readonly [Insert, ...Insert[]]): SqlStatement {
  const sql = new SqlText(store, dialect);
  const [{ table, cells, generated }] = rows;
  const returning = generated ? ` RETURNING ${sql.name(generated.name)}` : '';
  if (cells.length === 0) return { sql: `${dialect.insertDefaults(sql.table(table))}${returning}`, parameters: [] };
  const columns = cells.map(({ column }) => sql.name(column.name)).join(', ');
  const codecs = cells.map(({ column }) => dialect.codecs(column));
  const tuples = rows.map((row) => {
    const values = row.cells.map(({ column, value }, index) =>
      sql.bindStored(codecs[index] ?? dialect.codecs(column), column, value),
    );
    return `(${values.join(', ')})`;
  });
  const text = `INSERT INTO ${sql.table(table)} (${columns}) VALUES ${tuples.join(', ')}${returning}`;
  return { sql: text, parameters: sql.parameters };
}

export function writeUpdate(store: string, dialect: Dialect, { table, set, where }: Update): SqlStatement {
  const sql = new SqlText(store, dialect);
  const assignments = set.map(
    ({ column, value }) => `${sql.name(column.name)} = ${sql.bindStored(dialect.codecs(column), column, value)}`,
  );
  const text = `UPDATE ${sql.table(table)} SET ${assignments.join(', ')} WHERE ${writeCondition(sql, where)}`;
  return { sql: text, parameters: sql.parameters };
}

export function writeDelete(store: string, dialect: Dialect, { table, where }: Delete): SqlStatement {
  const sql = new SqlText(store, dialect);
  return { sql: `DELETE FROM ${sql.table(table)} WHERE ${writeCondition(sql, where)}`, parameters: sql.parameters };
}

/** What inserts must share to be written as one. */
export function shapeOf({ table, cells, generated }: Insert): string {
  return `${table}\n${cells.map(({ column }) => `${column.name}\t${column.type}`).join('\n')}${generated ? '\n!' : ''}`;
}
