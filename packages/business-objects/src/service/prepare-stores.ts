import { CarusoError, type Stub } from '@caruso/core';
import { diagnosticLine, LanguageErrors } from '@caruso/language';
import type { Log } from '@caruso/service-manager';
import type { Cell, Statement, Storage, TableDefinition } from '@caruso/storage-manager/contract';
import { compareModel } from '../check/check-model.js';
import { AWAITED } from '../check/check-owned.js';
import { tableDefinitions } from '../check/managed-tables.js';
import type { Model } from '../model/model.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { ModelPlan } from '../repository/plan/plan-model.js';

/**
 * Compares the model with its stores and creates what managed ones lack; tables of others are never touched. A store that
 * is down must not keep everything else from starting: it is named in the log. Nor must a table that another service makes or
 * alters at its own start, which may be later than this one.
 *
 * @param further tables of CARUSO's own besides those of objects, by store
 * @throws LanguageErrors.InvalidDocument when the model names a store, a table or a column that is not there, or one that
 *   cannot be added
 */
export async function prepareStores(
  model: Model,
  storage: Stub<typeof Storage>,
  log: Log,
  further: ReadonlyMap<string, readonly TableDefinition[]> = new Map(),
): Promise<void> {
  for (const warning of model.warnings) log.warn(diagnosticLine(warning));
  const { diagnostics, additions, awaited, silent } = await compareModel(model, storage);
  const first = diagnostics.find(({ severity }) => severity === 'error');
  if (first !== undefined) throw new LanguageErrors.InvalidDocument({ file: first.file, diagnostics });
  for (const found of [...awaited.values()].flat()) {
    // That a table is not there yet is how every company begins.
    if (found.code === AWAITED) log.info(`${found.message}: ${found.hint}`);
    else log.warn(diagnosticLine(found));
  }
  for (const [store, thrown] of silent) {
    if (store === 'system' || !isDown(thrown)) throw thrown;
    log.warn(`The store "${store}" does not answer, so the model is not compared with it: ${thrown.message}`, {
      store,
    });
  }
  const stores = new Map<string, ObjectPlan[]>();
  for (const plan of new ModelPlan(model)) {
    const { store, managed } = plan.mapping;
    if (!managed || silent.has(store)) continue;
    stores.set(store, [...(stores.get(store) ?? []), plan]);
  }
  for (const store of further.keys()) if (!silent.has(store)) stores.set(store, stores.get(store) ?? []);
  for (const [store, plans] of stores) {
    await storage.define({ store, tables: [...tableDefinitions(plans), ...(further.get(store) ?? [])] });
    const statements = additions.flatMap((each) => (each.store === store ? each.presets.map(fill(each.table)) : []));
    if (statements.length > 0) await storage.write({ store, statements });
  }
}

function isDown(thrown: unknown): thrown is CarusoError {
  return CarusoError.is(thrown) && (thrown.kind === 'unavailable' || thrown.kind === 'timeout');
}

const fill =
  (table: string) =>
  (cell: Cell): Statement => ({ update: { table, set: [cell], where: { column: cell.column, op: 'isNull' } } });
