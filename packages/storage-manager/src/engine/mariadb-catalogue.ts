import type { CatalogueTable } from '../contract.js';
import type { Connection } from './engine.js';

const COLUMNS = `SELECT t.TABLE_NAME, t.TABLE_TYPE, c.COLUMN_NAME, CAST(c.COLUMN_TYPE AS CHAR), c.IS_NULLABLE,
         c.EXTRA, COALESCE(k.ORDINAL_POSITION, 0)
    FROM information_schema.TABLES t
    JOIN information_schema.COLUMNS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
    LEFT JOIN information_schema.KEY_COLUMN_USAGE k
      ON k.TABLE_SCHEMA = c.TABLE_SCHEMA AND k.TABLE_NAME = c.TABLE_NAME AND k.COLUMN_NAME = c.COLUMN_NAME
     AND k.CONSTRAINT_NAME = 'PRIMARY'
   WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW')
   ORDER BY t.TABLE_NAME, c.ORDINAL_POSITION`;

type ColumnRow = readonly [
  table: string,
  kind: string,
  column: string,
  type: string,
  nullable: string,
  extra: string,
  key: string | number,
];

const GENERATED = /auto_increment|generated/i;

/** Reads what a MariaDB database has. */
export async function readMariadbCatalogue(connection: Connection): Promise<readonly CatalogueTable[]> {
  const rows = (await connection.rows({ sql: COLUMNS, parameters: [] })) as readonly ColumnRow[];
  const tables = new Map<string, ColumnRow[]>();
  for (const row of rows) tables.set(row[0], [...(tables.get(row[0]) ?? []), row]);
  return [...tables].map(([name, columns]) => ({
    name,
    kind: columns.some(([, kind]) => kind === 'VIEW') ? 'view' : 'table',
    columns: columns.map(([, , column, engineType, nullable, extra]) => ({
      name: column,
      engineType,
      nullable: nullable === 'YES',
      generated: GENERATED.test(extra),
    })),
    key: columns
      .filter(([, , , , , , key]) => Number(key) > 0)
      .sort((a, b) => Number(a[6]) - Number(b[6]))
      .map(([, , column]) => column),
  }));
}
