import type { TableDefinition } from '@caruso/storage-manager/contract';
import { consentTable } from '../consent/consent-statement.js';
import { erasureTables } from '../erasure/erasure-record.js';
import { historyTable } from '../history/history-entry.js';
import { historyStores } from '../history/where-kept.js';
import type { Model } from '../model/model.js';

/** The tables that a model needs besides those of its objects, by store. */
export function ownTables(model: Model): ReadonlyMap<string, readonly TableDefinition[]> {
  const tables = new Map<string, TableDefinition[]>();
  const add = (store: string, table: TableDefinition) => tables.set(store, [...(tables.get(store) ?? []), table]);
  for (const store of historyStores(model)) add(store, historyTable);
  if ([...model.objects.values()].some(({ person }) => person)) add('system', consentTable);
  const isErased = [...model.objects.values()].some(({ erasure }) => erasure !== undefined);
  for (const table of isErased ? erasureTables : []) add('system', table);
  return tables;
}
