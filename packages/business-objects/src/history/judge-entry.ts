import type { Entity } from '../contract.js';
import { isSameValue } from './attribute-change.js';
import type { NewEntry } from './history-entry.js';

/** Whether what an entry says has happened, as far as the object tells. */
export type Verdict = 'happened' | 'not' | 'unclear';

/** @param entity the object as it is now; null when there is none */
export function judgeEntry({ operation, changes }: NewEntry, entity: Entity | null): Verdict {
  if (operation === 'delete') return entity === null ? 'happened' : 'not';
  if (entity === null) return operation === 'create' ? 'not' : 'unclear';
  const { values } = entity;
  if (changes.every(({ attribute, to }) => isSameValue(values[attribute], to))) return 'happened';
  if (operation === 'create') return 'unclear';
  return changes.every(({ attribute, from }) => isSameValue(values[attribute], from)) ? 'not' : 'unclear';
}
