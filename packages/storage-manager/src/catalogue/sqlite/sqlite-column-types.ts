import type { Connection } from '../../engine/engine.js';
import type { TableName } from '../../table-name.js';
import type { StoredType } from '../stored-type.js';
import { declaredType } from './declared-type.js';

const COLUMNS = 'SELECT name, type FROM pragma_table_xinfo(?, ?)';

/** What each column of one table can hold; none, when it is not there. */
export async function readSqliteColumnTypes(
  connection: Connection,
  { schema, name }: TableName,
): Promise<ReadonlyMap<string, StoredType>> {
  const rows = await connection.rows({ sql: COLUMNS, parameters: [name, schema ?? 'main'] });
  return new Map(
    (rows as readonly (readonly [string, string])[]).map(([column, type]) => [column, declaredType(type)]),
  );
}
