import type { Stub } from '@caruso/core';
import type { Storage } from '@caruso/storage-manager/contract';
import type { ObjectSource } from '../permission/object-source.js';
import { ofObjects } from '../records/own-table.js';
import { historyColumns, historyTable, type NewEntry } from './history-entry.js';

const MOST = 50;
const COMPARED = ['string', 'number', 'boolean'];

interface Context {
  readonly storage: Pick<Stub<typeof Storage>, 'select'>;
  readonly source: ObjectSource;
}

/**
 * The key that a database gave an object whose creator died before he could write it down: that of the only object with these
 * values of which no creation is known. Undefined when there is none, or more than one.
 */
export async function keyOfCreated({ storage, source }: Context, entry: NewEntry): Promise<string | undefined> {
  const { object, changes } = entry;
  const all = changes
    .filter(({ to }) => COMPARED.includes(typeof to))
    .map(({ attribute, to }) => ({ attribute, op: 'eq' as const, value: to }));
  const { items } = await source.find(object, { where: { all }, sort: [], limit: MOST, include: [] });
  if (items.length === 0) return undefined;
  const { key, operation } = historyColumns;
  const known = await storage.select({
    store: 'system',
    table: historyTable.name,
    columns: [key],
    where: {
      all: [
        ofObjects(
          object,
          items.map((item) => item.key),
        ),
        { column: operation, op: 'eq', value: 'create' },
      ],
    },
  });
  const candidates = items.filter((item) => !known.some((row) => row[key.name] === item.key));
  return candidates.length === 1 ? candidates[0]?.key : undefined;
}
