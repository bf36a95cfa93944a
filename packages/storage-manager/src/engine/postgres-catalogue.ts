import type { CatalogueTable } from '../contract.js';
import type { Connection } from './engine.js';

const COLUMNS = `
  SELECT CASE WHEN n.nspname = current_schema() THEN '' ELSE n.nspname || '.' END || c.relname,
         c.relkind, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
         a.attidentity <> '' OR a.attgenerated <> ''
           OR COALESCE(pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', FALSE),
         COALESCE(array_position(k.conkey, a.attnum), 0)
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
   WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT c.relispartition
     AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
   ORDER BY 1, a.attnum`;

type ColumnRow = readonly [
  table: string,
  kind: string,
  column: string | null,
  type: string,
  notNull: string,
  generated: string,
  key: string,
];

/** Reads what a PostgreSQL database has; tables outside the current schema have their schema before their name. */
export async function readPostgresCatalogue(connection: Connection): Promise<readonly CatalogueTable[]> {
  const rows = (await connection.rows({ sql: COLUMNS, parameters: [] })) as readonly ColumnRow[];
  const tables = new Map<string, ColumnRow[]>();
  for (const row of rows) tables.set(row[0], [...(tables.get(row[0]) ?? []), row]);
  return [...tables].map(([name, columns]) => ({
    name,
    kind: columns.some(([, kind]) => kind === 'v' || kind === 'm') ? 'view' : 'table',
    columns: columns.flatMap(([, , column, engineType, notNull, generated]) =>
      column === null ? [] : [{ name: column, engineType, nullable: notNull === 'f', generated: generated === 't' }],
    ),
    key: columns
      .filter(([, , , , , , key]) => Number(key) > 0)
      .sort((a, b) => Number(a[6]) - Number(b[6]))
      .map(([, , column]) => String(column)),
  }));
}
