import type { CatalogueColumn, CatalogueTable } from '../../catalogue/catalogue.js';
import type { StoredType } from '../../catalogue/stored-type.js';
import type { Connection } from '../../engine/engine.js';
import { quotedTable } from '../copy/table-rows.js';
import type { EngineName } from '../engine-name.js';
import { type Observations, observed } from '../plan/plan-context.js';
import { quoted } from '../quote.js';
import { plain } from '../side.js';

/** Looks at the data for what the plan has to know and the catalogue does not say. */
export async function observe(
  from: EngineName,
  to: EngineName,
  connection: Connection,
  catalogue: readonly CatalogueTable[],
): Promise<Observations> {
  const types = new Map<string, StoredType>();
  const negativeZeros = new Set<string>();
  for (const table of catalogue.filter(({ kind }) => kind === 'table')) {
    for (const column of table.columns) {
      if (from === 'sqlite') {
        const type = await heldType(connection, table, column);
        if (type) types.set(observed(table.name, column.name), type);
      }
      if (
        from === 'postgres' &&
        to === 'sqlite' &&
        column.type.kind === 'float' &&
        (await hasNegativeZero(connection, table, column))
      )
        negativeZeros.add(observed(table.name, column.name));
    }
  }
  return { types, negativeZeros };
}

const BY_STORAGE: Readonly<Record<string, StoredType>> = {
  integer: { kind: 'integer', bits: 64, unsigned: false },
  real: { kind: 'float', bits: 64 },
  text: { kind: 'text', fixed: false },
  blob: { kind: 'binary', fixed: false },
};

/** What a column of SQLite without a type, or of bytes, holds in fact; and whether its times name their zones. */
async function heldType(
  connection: Connection,
  table: CatalogueTable,
  { name, type }: CatalogueColumn,
): Promise<StoredType | undefined> {
  const column = quoted('sqlite', name);
  const from = quotedTable('sqlite', table.name);
  if (type.kind === 'any' || type.kind === 'binary') {
    const rows = await connection.rows(
      plain(`SELECT DISTINCT typeof(${column}) FROM ${from} WHERE ${column} IS NOT NULL`),
    );
    return rows.length === 1 ? BY_STORAGE[String(rows[0]?.[0])] : undefined;
  }
  if (type.kind !== 'timestamp' || type.zoned) return undefined;
  const zone = `${column} GLOB '*Z' OR ${column} GLOB '*[0-9][+-][0-9][0-9]:[0-9][0-9]'`;
  const [row] = await connection.rows(plain(`SELECT COUNT(${column}), SUM(${zone}) FROM ${from}`));
  return Number(row?.[0]) > 0 && Number(row?.[0]) === Number(row?.[1]) ? { ...type, zoned: true } : undefined;
}

async function hasNegativeZero(
  connection: Connection,
  table: CatalogueTable,
  { name }: CatalogueColumn,
): Promise<boolean> {
  const column = quoted('postgres', name);
  const sql = `SELECT 1 FROM ${quotedTable('postgres', table.name)} WHERE ${column} = 0 AND ${column}::text = '-0' LIMIT 1`;
  return (await connection.rows(plain(sql))).length > 0;
}
