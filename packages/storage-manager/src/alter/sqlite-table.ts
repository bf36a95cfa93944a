import type { CatalogueTable } from '../catalogue/catalogue.js';
import type { Connection } from '../engine/engine.js';
import { splitTableName } from '../table-name.js';
import type { SqliteTable } from './rebuild-table.js';

const TABLE = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?";
const BELONGINGS =
  "SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid";
const COUNTS = "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'";
const SEQUENCE = 'SELECT seq FROM sqlite_sequence WHERE name = ?';

/** Reads what has to be known of a table of SQLite to make it anew. */
export async function readSqliteTable(connection: Connection, table: CatalogueTable): Promise<SqliteTable> {
  const { name } = splitTableName(table.name);
  const ask = async (sql: string, ...parameters: readonly string[]) =>
    (await connection.rows({ sql, parameters })).map(([value]) => String(value));
  const [sequence] = (await ask(COUNTS)).length > 0 ? await ask(SEQUENCE, name) : [];
  return {
    name,
    sql: (await ask(TABLE, name))[0] ?? '',
    belongings: await ask(BELONGINGS, name),
    columns: table.columns.filter(({ computed }) => computed === undefined).map((column) => column.name),
    sequence,
  };
}
