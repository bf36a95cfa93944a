import type { CatalogueTable } from '../catalogue/catalogue.js';
import type { Connection, Engine } from '../engine/engine.js';
import type { EngineName } from './column-state.js';
import type { Draft } from './compare-tables.js';
import { readSqliteTable } from './sqlite-table.js';
import { writeAlteration } from './write-alteration.js';

/** Finds tables by their names. */
export const findIn = (catalogue: readonly CatalogueTable[]) => {
  const tables = new Map(catalogue.map((table) => [table.name, table]));
  return (name: string) => tables.get(name);
};

interface Writing {
  readonly store: string;
  readonly name: EngineName;
  readonly engine: Engine;
  readonly connection: Connection;
}

/** The SQL that makes a difference even; none, where no alteration does. */
export async function sqlOf(
  { alteration }: Draft,
  table: CatalogueTable | undefined,
  { store, name, engine, connection }: Writing,
): Promise<readonly string[]> {
  if (alteration === undefined) return [];
  const sqlite = name === 'sqlite' && table !== undefined ? await readSqliteTable(connection, table) : undefined;
  return writeAlteration({ store, engine: name, dialect: engine.dialect, table, sqlite }, alteration);
}

/** As somebody else would have to carry it out, who has no procedure for it. */
export async function readableSql(...of: Parameters<typeof sqlOf>): Promise<readonly string[]> {
  const sql = await sqlOf(...of);
  if (!sql.some((statement) => statement.startsWith('INSERT INTO "caruso_rebuilt"'))) return sql;
  const before = ['PRAGMA foreign_keys = OFF', 'PRAGMA legacy_alter_table = ON', 'BEGIN IMMEDIATE'];
  return [...before, ...sql, 'COMMIT', 'PRAGMA legacy_alter_table = OFF', 'PRAGMA foreign_keys = ON'];
}
