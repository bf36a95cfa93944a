import type { CatalogueTable } from '../contract.js';
import type { Connection } from './engine.js';

const TABLES = `SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`;
const COLUMNS = 'SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?) ORDER BY cid';
const ROWID_KEY = /^integer$/i;

/** Reads what a SQLite database has; tables that SQLite keeps for itself are left out. */
export async function readSqliteCatalogue(connection: Connection): Promise<readonly CatalogueTable[]> {
  const tables = await connection.rows({ sql: TABLES, parameters: [] });
  const found: CatalogueTable[] = [];
  for (const [name, kind] of tables as readonly (readonly [string, 'table' | 'view'])[]) {
    const columns = (await connection.rows({ sql: COLUMNS, parameters: [name] })) as readonly ColumnRow[];
    const key = columns.filter(([, , , pk]) => Number(pk) > 0).sort((a, b) => Number(a[3]) - Number(b[3]));
    found.push({
      name,
      kind,
      columns: columns
        .filter(([, , , , hidden]) => Number(hidden) !== 1)
        .map(([column, type, notNull, pk, hidden]) => {
          const isRowid = key.length === 1 && Number(pk) === 1 && ROWID_KEY.test(type);
          return {
            name: column,
            engineType: type,
            nullable: Number(notNull) === 0 && !isRowid,
            generated: isRowid || Number(hidden) > 1,
          };
        }),
      key: key.map(([column]) => column),
    });
  }
  return found;
}

type ColumnRow = readonly [name: string, type: string, notNull: bigint, pk: bigint, hidden: bigint];
