import type { Stub } from '@caruso/core';
import { type Diagnostic, didYouMean } from '@caruso/language';
import type { CatalogueTable, Storage } from '@caruso/storage-manager/contract';
import { ConvertedColumns } from '../applied/converted-columns.js';
import { GoneNames } from '../applied/gone-names.js';
import { appliedTo } from '../applied/read-applied.js';
import { Problems } from '../documents/problems.js';
import type { Model, ObjectMapping } from '../model/model.js';
import { splitExtensions } from '../model/split-extensions.js';
import { ModelPlan } from '../repository/plan/plan-model.js';
import { type Additions, checkAdditions, OLDER } from './check-additions.js';
import { checkColumns } from './check-columns.js';
import { checkForms } from './check-forms.js';
import { checkOwned, keepsWaiting } from './check-owned.js';
import { findTable } from './find-table.js';
import { type TablePart, tableParts } from './table-parts.js';

type Stores = Pick<Stub<typeof Storage>, 'stores' | 'catalogue' | 'select'>;
type Known = Awaited<ReturnType<Stores['stores']>>[number];

/** What {@link compareModel} found. */
export interface Comparison {
  readonly diagnostics: readonly Diagnostic[];
  /** Columns of managed tables that are not there yet, with what their rows get. */
  readonly additions: readonly Additions[];
  /** Object types whose tables belong to other services and are not as they are mapped, or not there yet; and why. */
  readonly awaited: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Stores that did not answer, and why. */
  readonly silent: ReadonlyMap<string, unknown>;
}

/**
 * Compares a model with the databases it is mapped to: stores the assembly lacks, tables and columns that are not there,
 * required columns that nothing is mapped to. Tables of managed stores may be absent: they are created at the start; so may
 * those of other services.
 *
 * @param storage the stores of the assembly
 * @throws ObjectErrors.NotMapped when the model has no mapping, and what a store throws that does not answer
 */
export async function checkModel(model: Model, storage: Stores): Promise<readonly Diagnostic[]> {
  const { diagnostics, awaited, silent } = await compareModel(model, storage);
  for (const thrown of silent.values()) throw thrown;
  return [...diagnostics, ...[...awaited.values()].flat()];
}

/**
 * Compares a model with those of its stores that answer.
 *
 * @param only the object types that are looked at; by default all
 */
export async function compareModel(whole: Model, storage: Stores, only?: ReadonlySet<string>): Promise<Comparison> {
  const model = splitExtensions(whole);
  const problems = new Problems();
  const plans = new ModelPlan(model);
  const known = new Map((await storage.stores({})).map((store) => [store.name, store]));
  const catalogues = new Map<string, readonly CatalogueTable[]>();
  const goneFrom = new Map<string, GoneNames>();
  const convertedIn = new Map<string, ConvertedColumns>();
  const silent = new Map<string, unknown>();
  const awaited = new Map<string, readonly Diagnostic[]>();
  const compared = [...model.objects.values()].filter(({ name }) => only?.has(name) !== false);
  const additions: Additions[] = [];
  const mapped = new Set(compared.flatMap(({ mapping }) => (mapping ? [mapping.store] : [])));
  await Promise.all(
    [...mapped].map(async (store) => {
      if (!known.has(store)) return;
      try {
        const catalogue = await storage.catalogue({ store });
        const isManaged = known.get(store)?.schema === 'managed';
        const applied = isManaged ? await appliedTo(storage, store, catalogue) : [];
        goneFrom.set(store, new GoneNames(applied));
        convertedIn.set(store, new ConvertedColumns(applied));
        catalogues.set(store, catalogue);
      } catch (thrown) {
        silent.set(store, thrown);
      }
    }),
  );
  for (const object of compared) {
    const { mapping } = object;
    const store = mapping && known.get(mapping.store);
    if (mapping && !store) reportStore(mapping, [...known.keys()], problems);
    const tables = mapping && catalogues.get(mapping.store);
    const gone = mapping && goneFrom.get(mapping.store);
    if (!mapping || !store || !tables || !gone) continue;
    const plan = plans.of(object.name);
    if (mapping.owner !== undefined) {
      const found = checkOwned(plan, store, tables);
      if (found.some(keepsWaiting)) awaited.set(object.name, found);
      else problems.add(found);
      continue;
    }
    for (const part of tableParts(plan)) {
      const table = findTable(tables, part.table);
      if (table === undefined) reportTable(mapping, part, store, tables, gone, problems);
      else {
        checkColumns(object, part, table, store.engine !== 'sqlite', problems);
        checkForms(plan, part, convertedIn.get(mapping.store), problems);
        if (mapping.managed) additions.push(await checkAdditions(plan, part, table, gone, storage, problems));
      }
    }
  }
  return { diagnostics: problems.all, additions, awaited, silent };
}

function reportStore(mapping: ObjectMapping, known: readonly string[], problems: Problems): void {
  const hint = didYouMean(mapping.store, known) ?? `it has ${known.join(', ')}`;
  problems.error('unknown-store', `The assembly has no store '${mapping.store}'`, mapping.storePlace, hint);
}

function reportTable(
  { managed, store }: ObjectMapping,
  { table, was, place }: TablePart,
  { engine }: Known,
  tables: readonly CatalogueTable[],
  gone: GoneNames,
  problems: Problems,
): void {
  if (managed && was !== undefined && findTable(tables, was) !== undefined) {
    const message = `The table '${table}' is still called '${was}' in '${store}'`;
    problems.error('not-renamed', message, place, 'caruso model apply renames it');
  } else if (managed) {
    const why = gone.of(table);
    if (why !== undefined) problems.error('gone', `The table '${table}' of '${store}' ${why}`, place, OLDER);
  }
  // Only PostgreSQL lists what lies outside the database's own schema.
  if (managed || (engine !== 'postgres' && table.includes('.'))) return;
  const names = tables.map(({ name }) => name);
  problems.error('missing-table', `The store '${store}' has no table '${table}'`, place, didYouMean(table, names));
}
