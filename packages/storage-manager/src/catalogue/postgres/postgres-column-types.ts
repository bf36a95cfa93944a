import type { Connection } from '../../engine/engine.js';
import type { TableName } from '../../table-name.js';
import type { StoredType } from '../stored-type.js';
import { typeOf } from './postgres-columns.js';
import { COLUMNS_OF_TABLE, type ColumnRow, ENUMS, type EnumRow } from './postgres-queries.js';

/** What each column of one table can hold; none, when it is not there. */
export async function readPostgresColumnTypes(
  connection: Connection,
  { schema, name }: TableName,
): Promise<ReadonlyMap<string, StoredType>> {
  const found = await connection.rows({ sql: COLUMNS_OF_TABLE, parameters: [name, schema ?? null] });
  const rows = found as unknown as readonly ColumnRow[];
  const types = rows.map((row) => [row[2], typeOf(row, new Map())] as const);
  if (!types.some(([, type]) => type.kind === 'other' || type.kind === 'array')) return new Map(types);
  const enums = (await connection.rows({ sql: ENUMS, parameters: [] })) as unknown as readonly EnumRow[];
  const labels = new Map(enums.map(([type, list]) => [type, JSON.parse(list) as string[]]));
  return new Map(rows.map((row) => [row[2], typeOf(row, labels)]));
}
