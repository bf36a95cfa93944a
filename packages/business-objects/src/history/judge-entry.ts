import type { Entity } from '../contract.js';
import { isSameValue } from './attribute-change.js';
import type { NewEntry, StoredEntry } from './history-entry.js';

/** Whether what an entry says has happened, as far as the object tells. */
export type Verdict = 'happened' | 'not' | 'unclear';

/**
 * What has happened of several writes of one object about which nobody has said yet. Only one can have: whoever began a later
 * one found out about the earlier ones before, and of those that were under way at the same time compare-and-set lets one through.
 *
 * @param entries the earlier ones first
 * @param entity the object as it is now; null when there is none
 */
export function judgeEntries(entries: readonly StoredEntry[], entity: Entity | null): ReadonlyMap<string, Verdict> {
  const verdicts = entries.map((entry) => [entry.id, judgeEntry(entry, entity)] as const);
  const last =
    verdicts.findLast(([, verdict]) => verdict === 'happened') ??
    verdicts.findLast(([, verdict]) => verdict === 'unclear');
  return new Map(verdicts.map((each) => (each === last ? each : ([each[0], 'not'] as const))));
}

function judgeEntry({ operation, changes }: NewEntry, entity: Entity | null): Verdict {
  if (operation === 'delete') return entity === null ? 'happened' : 'not';
  if (entity === null) return operation === 'create' ? 'not' : 'unclear';
  const { values } = entity;
  if (changes.every(({ attribute, to }) => isSameValue(values[attribute], to))) return 'happened';
  // What an erased value was cannot be compared any more.
  if (operation === 'create' || changes.some(({ erased }) => erased)) return 'unclear';
  return changes.every(({ attribute, from }) => isSameValue(values[attribute], from)) ? 'not' : 'unclear';
}
