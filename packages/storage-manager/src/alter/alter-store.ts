import { setTimeout } from 'node:timers/promises';
import type { CatalogueTable } from '../catalogue/catalogue.js';
import { complete } from '../define-tables.js';
import { DatabaseError } from '../engine/database-error.js';
import type { Connection, Engine } from '../engine/engine.js';
import { StorageErrors } from '../errors.js';
import type { Store } from '../store.js';
import { alone } from './alone.js';
import type { Alteration, Difference, WantedTable } from './alteration.js';
import type { EngineName } from './column-state.js';
import { compareTables, type Draft, type Wanted } from './compare-tables.js';
import { isDone } from './is-done.js';
import { Measuring } from './measure.js';
import { readSqliteTable } from './sqlite-table.js';
import { writeAlteration } from './write-alteration.js';

/** How often an alteration tries to get a table that others are using, and how long it waits in between. */
const ATTEMPTS = 10;
const PAUSE_MS = 200;

/** What an alteration did. */
export interface Altered {
  /** False when it was so already. */
  readonly done: boolean;
  readonly sql: readonly string[];
}

/**
 * Compares tables with how they are wanted. In a store whose schema is readonly only what is absent is looked for.
 *
 * @throws StorageErrors.BadDefinition
 */
export async function compareStore(
  store: Store,
  tables: readonly WantedTable[],
  gone: readonly string[] = [],
): Promise<readonly Difference[]> {
  const wanted = tables.map(
    (table): Wanted => ({ table: complete(store.name, table), was: table.was, columns: table.columns }),
  );
  return store.withEngine('the catalogue', async (engine) =>
    engine.read(async (connection) => {
      const catalogue = await engine.catalogue(connection);
      const drafts = compareTables(store.engine, catalogue, wanted, gone);
      const measuring = new Measuring(store.name, engine, store.engine, connection);
      const found: Difference[] = [];
      for (const draft of drafts) {
        if (store.schema === 'readonly' && !isForOwners(draft)) continue;
        const place = placeOf(draft, wanted, catalogue);
        const { refused = draft.refused, ...measure } = await measuring.difference(draft, place.table, place.column);
        const { onlyIfAny, ...difference } = draft;
        if (onlyIfAny && measure.loses === 0) continue;
        const sql = await readableSql(draft, place.table, {
          store: store.name,
          name: store.engine,
          engine,
          connection,
        });
        found.push({
          ...difference,
          ...measure,
          examples: [...measure.examples],
          sql: [...sql],
          ...(refused === undefined ? {} : { refused }),
        });
      }
      return found;
    }),
  );
}

/**
 * Carries out one alteration, wholly or not at all; one that was interrupted is carried out again.
 *
 * @throws StorageErrors.SchemaIsReadonly, StorageErrors.WouldLose, StorageErrors.UnknownTable, StorageErrors.CannotAlter,
 *   StorageErrors.Busy when others did not let the table go
 */
export async function alterStore(store: Store, alteration: Alteration): Promise<Altered> {
  const { name } = store;
  return store.withEngine(alteration.table, async (engine) => {
    if (store.schema === 'readonly') {
      const sql = await engine.read(async (connection) => {
        const table = findIn(await engine.catalogue(connection))(alteration.table);
        return writeAlteration({ store: name, engine: store.engine, dialect: engine.dialect, table }, alteration);
      });
      throw new StorageErrors.SchemaIsReadonly({ store: name, sql });
    }
    for (let attempt = 1; ; attempt++) {
      try {
        return await alone(engine, store.engine, alteration.do, (connection) =>
          carryOut(store, engine, connection, alteration),
        );
      } catch (thrown) {
        if (!(thrown instanceof DatabaseError) || thrown.failure !== 'busy' || attempt >= ATTEMPTS) throw thrown;
        await setTimeout(PAUSE_MS);
      }
    }
  });
}

async function carryOut(
  store: Store,
  engine: Engine,
  connection: Connection,
  alteration: Alteration,
): Promise<Altered> {
  const find = findIn(await engine.catalogue(connection));
  if (isDone(store.engine, find, alteration)) return { done: false, sql: [] };
  const table = find(alteration.table);
  const { name } = store;
  if (table === undefined && alteration.do !== 'createTable') {
    throw new StorageErrors.UnknownTable({ store: name, table: alteration.table });
  }
  refuseAbsent(name, table, alteration);
  const draft: Draft = { phase: 'contract', alteration, table: alteration.table };
  const measuring = new Measuring(name, engine, store.engine, connection);
  const measure = await measuring.difference(draft, table, columnIn(alteration));
  if (alteration.do === 'fill' && measure.loses === 0) return { done: false, sql: [] };
  const at = { store: name, table: alteration.table };
  if (measure.refused !== undefined) throw new StorageErrors.CannotAlter({ ...at, reason: measure.refused });
  if ('loses' in alteration && alteration.do !== 'replaceColumn' && measure.loses > alteration.loses) {
    throw new StorageErrors.WouldLose({ ...at, loses: measure.loses, allowed: alteration.loses });
  }
  if (alteration.do === 'replaceColumn') await refuseUnconverted(measuring, engine, alteration, at);
  const sql = await sqlOf(draft, table, { store: name, name: store.engine, engine, connection });
  for (const statement of sql) await connection.run({ sql: statement, parameters: [] });
  return { done: true, sql };
}

async function refuseUnconverted(
  measuring: Measuring,
  { dialect }: Engine,
  { table, column, by, loses }: Extract<Alteration, { do: 'replaceColumn' }>,
  at: { readonly store: string; readonly table: string },
): Promise<void> {
  const condition = `${dialect.quote(column.name)} IS NOT NULL AND ${dialect.quote(by)} IS NULL`;
  const lost = await measuring.count(table, condition);
  if (lost > loses) throw new StorageErrors.WouldLose({ ...at, loses: lost, allowed: loses });
}

function refuseAbsent(store: string, table: CatalogueTable | undefined, alteration: Alteration): void {
  const needed =
    alteration.do === 'replaceColumn'
      ? [alteration.column.name, alteration.by]
      : alteration.do === 'addIndex'
        ? alteration.columns
        : alteration.do === 'addColumn'
          ? []
          : [columnIn(alteration) ?? []].flat();
  const absent = needed.find((name) => !table?.columns.some((column) => column.name === name));
  if (absent !== undefined) throw new StorageErrors.UnknownColumn({ store, table: alteration.table, column: absent });
}

const columnIn = (alteration: Alteration): string | undefined =>
  'column' in alteration
    ? typeof alteration.column === 'string'
      ? alteration.column
      : alteration.column.name
    : undefined;

/** What the owner of a foreign database is asked for; what else is in it is his business. */
const isForOwners = ({ alteration }: Draft) =>
  alteration !== undefined && ['createTable', 'addColumn', 'renameTable', 'renameColumn'].includes(alteration.do);

const findIn = (catalogue: readonly CatalogueTable[]) => {
  const tables = new Map(catalogue.map((table) => [table.name, table]));
  return (name: string) => tables.get(name);
};

/** The table and the column of a difference, by the names they have now. */
function placeOf(draft: Draft, wanted: readonly Wanted[], catalogue: readonly CatalogueTable[]) {
  const find = findIn(catalogue);
  const of = wanted.find(({ table, was }) => table.name === draft.table || was === draft.table);
  const table = find(draft.table) ?? (of?.was === undefined ? undefined : find(of.was));
  const was = of?.columns.find(({ name }) => name === draft.column)?.was;
  const has = (name: string | undefined) => table?.columns.some((column) => column.name === name) === true;
  return { table, column: has(draft.column) ? draft.column : has(was) ? was : draft.column };
}

/** As somebody else would have to carry it out, who has no procedure for it. */
async function readableSql(...of: Parameters<typeof sqlOf>): Promise<readonly string[]> {
  const sql = await sqlOf(...of);
  if (!sql.some((statement) => statement.startsWith('INSERT INTO "caruso_rebuilt"'))) return sql;
  const before = ['PRAGMA foreign_keys = OFF', 'PRAGMA legacy_alter_table = ON', 'BEGIN IMMEDIATE'];
  return [...before, ...sql, 'COMMIT', 'PRAGMA legacy_alter_table = OFF', 'PRAGMA foreign_keys = ON'];
}

interface Writing {
  readonly store: string;
  readonly name: EngineName;
  readonly engine: Engine;
  readonly connection: Connection;
}

async function sqlOf(
  { alteration }: Draft,
  table: CatalogueTable | undefined,
  { store, name, engine, connection }: Writing,
): Promise<readonly string[]> {
  if (alteration === undefined) return [];
  const sqlite = name === 'sqlite' && table !== undefined ? await readSqliteTable(connection, table) : undefined;
  return writeAlteration({ store, engine: name, dialect: engine.dialect, table, sqlite }, alteration);
}
