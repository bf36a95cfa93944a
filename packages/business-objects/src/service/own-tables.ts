import type { TableDefinition } from '@caruso/storage-manager/contract';
import { consentTable } from '../consent/consent-statement.js';
import { erasureTables } from '../erasure/erasure-record.js';
import { historyTable } from '../history/history-entry.js';
import { historyStores } from '../history/where-kept.js';
import { mergedTable } from '../merge/merged-keys.js';
import type { Model } from '../model/model.js';
import { outboxTable } from '../outbox/outbox-part.js';

/** Whether changes may have to be carried from one store to another. */
export function liesInSeveralStores(model: Model): boolean {
  const stores = [...model.objects.values()].flatMap(({ mapping }) => [
    ...(mapping === undefined ? [] : [mapping.store]),
    ...(mapping?.extension === undefined ? [] : [mapping.extension.store]),
  ]);
  return new Set(stores).size > 1;
}

/** Whether objects of a type can become one. */
export function canBeMerged(model: Model, object: string): boolean {
  const { key = [], mapping } = model.objects.get(object) ?? {};
  return key.length > 0 && mapping?.write === 'all';
}

/** The tables that a model needs besides those of its objects, by store. */
export function ownTables(model: Model): ReadonlyMap<string, readonly TableDefinition[]> {
  const tables = new Map<string, TableDefinition[]>();
  const add = (store: string, table: TableDefinition) => tables.set(store, [...(tables.get(store) ?? []), table]);
  for (const store of historyStores(model)) add(store, historyTable);
  if ([...model.objects.values()].some(({ person }) => person)) add('system', consentTable);
  const isErased = [...model.objects.values()].some(({ erasure }) => erasure !== undefined);
  for (const table of isErased ? erasureTables : []) add('system', table);
  if ([...model.objects.keys()].some((object) => canBeMerged(model, object))) add('system', mergedTable);
  if (liesInSeveralStores(model)) add('system', outboxTable);
  return tables;
}
