import type { Stub } from '@caruso/core';
import type { Storage } from '@caruso/storage-manager/contract';
import { groupBy } from '../exchange/group-by.js';
import { entriesAbout, entriesOfType } from '../history/entries-of-type.js';
import { historyTable, type StoredEntry } from '../history/history-entry.js';
import { historyStoreOf } from '../history/where-kept.js';
import type { Model, ObjectModel } from '../model/model.js';
import { renamedMembers } from '../plan/members.js';
import { type Asked, isAllowed } from './apply-list.js';
import type { ApplyStep } from './apply-step.js';

type Reading = Pick<Stub<typeof Storage>, 'catalogue' | 'select'>;

/**
 * What becomes of histories: that of an attribute goes on under its new name, and that of a type which is gone stays until
 * somebody lets it go. Where another attribute has the old name now, nothing shows whose entries are whose, so they are left.
 */
export async function historySteps(
  storage: Reading,
  from: Model,
  to: Model,
  asked: Asked,
): Promise<readonly ApplyStep[]> {
  const steps: ApplyStep[] = [];
  const kept = [...from.objects.values()].filter(({ history }) => history !== undefined);
  for (const [store, objects] of groupBy(kept, (object) => historyStoreOf(to.objects.get(object.name) ?? object))) {
    const catalogue = await storage.catalogue({ store });
    if (!catalogue.some(({ name }) => name === historyTable.name)) continue;
    for (const object of objects) {
      const next = to.objects.get(object.name);
      if (next === undefined) steps.push(...(await forgetting(storage, store, object, asked)));
      else steps.push(...(await renaming(storage, store, object, next)));
    }
  }
  return steps;
}

async function renaming(storage: Reading, store: string, from: ObjectModel, to: ObjectModel): Promise<ApplyStep[]> {
  const steps: ApplyStep[] = [];
  for (const [before, after] of renamedMembers(from, to)) {
    if (to.attributes.has(before) || to.links.has(before)) continue;
    const entries = await countEntries(entriesAbout(storage, store, from.name, before));
    if (entries === 0) continue;
    steps.push({
      ...base(store),
      name: `history:${from.name}.${after}`,
      state: 'ready',
      loses: 0,
      message: `${entriesOf(entries)} of histories will say ${after} instead of ${before}`,
      work: { do: 'renameInHistory', object: from.name, from: before, to: after },
    });
  }
  return steps;
}

async function forgetting(
  storage: Reading,
  store: string,
  { name: object }: ObjectModel,
  asked: Asked,
): Promise<ApplyStep[]> {
  const loses = await countEntries(entriesOfType(storage, store, object));
  if (loses === 0) return [];
  const name = `drop:${object}.history`;
  const state = isAllowed(asked, [name], loses) ? 'ready' : 'stays';
  const message = `${object} is gone, and nobody sees ${entriesOf(loses)} of its history any more`;
  return [{ ...base(store), name, state, loses, message, work: { do: 'forget', object } }];
}

/** When the old model is not at work any more, nothing is written under old names. */
const base = (store: string) => ({ store, phase: 'contract' as const, examples: [], sql: [] });

const entriesOf = (count: number) => (count === 1 ? '1 entry' : `${count} entries`);

async function countEntries(chunks: AsyncIterable<readonly StoredEntry[]>): Promise<number> {
  let count = 0;
  for await (const entries of chunks) count += entries.length;
  return count;
}
