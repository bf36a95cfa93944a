import type { CatalogueTable } from '../catalogue/catalogue.js';
import { complete } from '../define-tables.js';
import type { Store } from '../store.js';
import type { Difference, WantedTable } from './alteration.js';
import { findIn, readableSql } from './alteration-sql.js';
import { compareTables, type Draft, type Wanted } from './compare-tables.js';
import { Measuring } from './measure.js';

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

/** What the owner of a foreign database is asked for; what else is in it is his business. */
const isForOwners = ({ alteration }: Draft) =>
  alteration !== undefined && ['createTable', 'addColumn', 'renameTable', 'renameColumn'].includes(alteration.do);

/** The table and the column of a difference, by the names they have now. */
function placeOf(draft: Draft, wanted: readonly Wanted[], catalogue: readonly CatalogueTable[]) {
  const find = findIn(catalogue);
  const of = wanted.find(({ table, was }) => table.name === draft.table || was === draft.table);
  const table = find(draft.table) ?? (of?.was === undefined ? undefined : find(of.was));
  const was = of?.columns.find(({ name }) => name === draft.column)?.was;
  const has = (name: string | undefined) => table?.columns.some((column) => column.name === name) === true;
  return { table, column: has(draft.column) ? draft.column : has(was) ? was : draft.column };
}
