import type { Connection } from '../../engine/engine.js';
import type { TableName } from '../../table-name.js';
import type { StoredType } from '../stored-type.js';
import { mariadbType } from './mariadb-type.js';

/** What each column of one table can hold; none, when it is not there. Text with a check for JSON is text here. */
export async function readMariadbColumnTypes(
  connection: Connection,
  { schema, name }: TableName,
): Promise<ReadonlyMap<string, StoredType>> {
  const rows = await connection.rows({
    sql: `SELECT COLUMN_NAME, CAST(COLUMN_TYPE AS CHAR) FROM information_schema.COLUMNS
           WHERE TABLE_SCHEMA = ${schema === undefined ? 'DATABASE()' : '?'} AND TABLE_NAME = ? AND BINARY TABLE_NAME = ?`,
    parameters: [...(schema === undefined ? [] : [schema]), name, name],
  });
  return new Map((rows as readonly (readonly [string, string])[]).map(([column, type]) => [column, mariadbType(type)]));
}
