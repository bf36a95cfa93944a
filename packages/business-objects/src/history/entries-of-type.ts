import type { Stub } from '@caruso/core';
import type { Condition, Statement, Storage } from '@caruso/storage-manager/contract';
import { historyColumns, historyTable, readEntry, rewriteChanges, type StoredEntry } from './history-entry.js';

type Reading = Pick<Stub<typeof Storage>, 'select'>;

const CHUNK = 500;

/** The entries of all objects of a type, the first ones first, a chunk at a time. */
export async function* entriesOfType(
  storage: Reading,
  store: string,
  object: string,
  more: readonly Condition[] = [],
): AsyncGenerator<readonly StoredEntry[]> {
  const { sequence } = historyColumns;
  for (let last = 0; ; ) {
    const rows = await storage.select({
      store,
      table: historyTable.name,
      columns: Object.values(historyColumns),
      where: { all: [ofType(object), ...more, { column: sequence, op: 'gt', value: String(last) }] },
      order: [{ column: sequence }],
      limit: CHUNK,
    });
    const entries = rows.map(readEntry);
    if (entries.length > 0) yield entries;
    if (entries.length < CHUNK) return;
    last = entries.at(-1)?.sequence ?? last;
  }
}

/** Those of them that are about an attribute or link. */
export async function* entriesAbout(
  storage: Reading,
  store: string,
  object: string,
  attribute: string,
): AsyncGenerator<readonly StoredEntry[]> {
  const { changes } = historyColumns;
  const value = `{"attribute":${JSON.stringify(attribute)},`;
  for await (const entries of entriesOfType(storage, store, object, [{ column: changes, op: 'contains', value }])) {
    // A value that is JSON may hold the same text.
    const about = entries.filter((entry) => entry.changes.some((change) => change.attribute === attribute));
    if (about.length > 0) yield about;
  }
}

/** Calls an attribute or link otherwise in the entries of a type. */
export async function renameInEntries(
  storage: Pick<Stub<typeof Storage>, 'select' | 'write'>,
  store: string,
  { object, from, to }: { readonly object: string; readonly from: string; readonly to: string },
  onChunk: (entries: number) => Promise<void>,
): Promise<void> {
  for await (const entries of entriesAbout(storage, store, object, from)) {
    const statements = entries.map(({ id, changes }): Statement => {
      const renamed = changes.map((change) => (change.attribute === from ? { ...change, attribute: to } : change));
      return rewriteChanges(id, renamed);
    });
    await storage.write({ store, statements });
    await onChunk(entries.length);
  }
}

/** Takes the entries of a type away. */
export const dropEntriesOfType = (object: string): Statement => ({
  delete: { table: historyTable.name, where: ofType(object) },
});

const ofType = (object: string): Condition => ({ column: historyColumns.object, op: 'eq', value: object });
