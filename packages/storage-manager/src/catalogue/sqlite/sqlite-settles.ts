import type { Connection } from '../../engine/engine.js';
import type { TableName } from '../../table-name.js';

/** Whether a row that is inserted stays as the insert leaves it: the table is none that triggers change further. */
export async function sqliteSettles(connection: Connection, { schema, name }: TableName): Promise<boolean> {
  const master = schema === undefined ? 'sqlite_master' : `"${schema.replaceAll('"', '""')}".sqlite_master`;
  const rows = await connection.rows({
    sql: `SELECT 1 FROM ${master} WHERE type = 'table' AND name = ? COLLATE NOCASE
           AND NOT EXISTS (SELECT 1 FROM ${master} t WHERE t.type = 'trigger' AND t.tbl_name = ? COLLATE NOCASE)`,
    parameters: [name, name],
  });
  return rows.length > 0;
}
