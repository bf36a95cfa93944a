import { setTimeout } from 'node:timers/promises';
import type { CatalogueTable } from '../catalogue/catalogue.js';
import { alteredDefinitions } from '../definitions/altered-definitions.js';
import { readDefinitions, writeDefinitions } from '../definitions/definition-records.js';
import { DatabaseError } from '../engine/database-error.js';
import type { Connection, Engine } from '../engine/engine.js';
import { StorageErrors } from '../errors.js';
import type { Store } from '../store.js';
import { alone } from './alone.js';
import type { Alteration } from './alteration.js';
import { findIn, sqlOf } from './alteration-sql.js';
import type { Draft } from './compare-tables.js';
import { isDone } from './is-done.js';
import { Measuring } from './measure.js';
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
        return await alone(engine, store.engine, alteration.do, async (connection) => {
          const altered = await carryOut(store, engine, connection, alteration);
          // Also when it was done already: by a run that was interrupted before it came to this.
          const changes = alteredDefinitions(name, await readDefinitions(engine, connection), alteration);
          await writeDefinitions(name, engine, connection, changes);
          return altered;
        });
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
