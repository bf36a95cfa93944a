import type { Stub } from '@caruso/core';
import { type Diagnostic, didYouMean } from '@caruso/language';
import type { CatalogueTable, Storage } from '@caruso/storage-manager/contract';
import { type Place, Problems } from '../documents/problems.js';
import { ObjectErrors } from '../errors.js';
import { ModelPlan } from '../repository/plan-model.js';
import type { Model, ObjectModel } from './model.js';

/**
 * Compares a model with the databases it is mapped to: stores the assembly lacks, tables and columns that are not there,
 * required columns that nothing is mapped to. Tables of managed stores may be absent: they are created at the start.
 *
 * @param storage the stores of the assembly
 * @throws ObjectErrors.NotMapped when the model has no mapping
 */
export async function checkModel(
  model: Model,
  storage: Pick<Stub<typeof Storage>, 'stores' | 'catalogue'>,
): Promise<readonly Diagnostic[]> {
  const problems = new Problems();
  const plans = new ModelPlan(model);
  const known = (await storage.stores({})).map(({ name }) => name);
  reportStores(model, known, problems);
  const catalogues = new Map<string, readonly CatalogueTable[]>();
  for (const object of model.objects.values()) {
    const { mapping } = object;
    if (mapping === undefined) throw new ObjectErrors.NotMapped({ objects: [object.name] });
    if (!known.includes(mapping.store)) continue;
    const tables = catalogues.get(mapping.store) ?? (await storage.catalogue({ store: mapping.store }));
    catalogues.set(mapping.store, tables);
    const table = findTable(tables, mapping.table);
    if (table !== undefined) checkColumns(object, table, plans, problems);
    else if (!mapping.managed) {
      const hint = didYouMean(
        mapping.table,
        tables.map(({ name }) => name),
      );
      const message = `The store '${mapping.store}' has no table '${mapping.table}'`;
      problems.error('missing-table', message, mapping.place, hint);
    }
  }
  return problems.all;
}

/**
 * Refuses a model that is mapped to stores the assembly lacks. Unlike {@link checkModel} it looks into no database: one
 * that is down must not keep everything else from starting.
 *
 * @throws LanguageErrors.InvalidDocument
 */
export function requireStores(model: Model, stores: readonly string[]): void {
  const problems = new Problems();
  reportStores(model, stores, problems);
  problems.throwIfErrors();
}

function reportStores(model: Model, known: readonly string[], problems: Problems): void {
  for (const { mapping } of model.objects.values()) {
    if (mapping === undefined || known.includes(mapping.store)) continue;
    const hint = didYouMean(mapping.store, known) ?? `it has ${known.join(', ')}`;
    problems.error('unknown-store', `The assembly has no store '${mapping.store}'`, mapping.storePlace, hint);
  }
}

function findTable(tables: readonly CatalogueTable[], name: string): CatalogueTable | undefined {
  return tables.find((table) => table.name === name);
}

function checkColumns(object: ObjectModel, table: CatalogueTable, plans: ModelPlan, problems: Problems): void {
  const { mapping } = object;
  if (mapping === undefined) return;
  const names = table.columns.map(({ name }) => name);
  const plan = plans.of(object.name);
  const place = (column: string): Place => mapping.columnPlaces.get(column) ?? mapping.place;
  if (!mapping.managed) {
    for (const { name } of plan.columns) {
      if (names.includes(name)) continue;
      const message = `The table '${mapping.table}' has no column '${name}'`;
      problems.error('missing-column', message, place(name), didYouMean(name, names));
    }
  }
  const given = new Set([...plan.columns.map(({ name }) => name), ...impliedColumns(mapping.where)]);
  if (mapping.write === 'none') return;
  for (const { name, nullable, generated } of table.columns) {
    if (nullable || generated || given.has(name)) continue;
    const message = `The column '${name}' of '${mapping.table}' needs a value, and nothing is mapped to it`;
    problems.warning('unmapped-column', message, mapping.place, 'new objects fail unless it has a default');
  }
}

function impliedColumns(where: NonNullable<ObjectModel['mapping']>['where']): string[] {
  const conditions = where === undefined ? [] : 'all' in where ? where.all : [where];
  return conditions.flatMap((condition) => ('op' in condition && condition.op === 'eq' ? [condition.column.name] : []));
}
