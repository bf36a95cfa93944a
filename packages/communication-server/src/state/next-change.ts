import type { Queue } from '../configuration/queue-definition.js';
import type { ContactRecord } from './records.js';

/** What changes next for a contact that waits. */
export interface Change {
  readonly at: number;
  readonly what: 'preference' | 'step' | 'limit';
}

/** What time will change first about how a contact waits, if anything. */
export function nextChange(contact: ContactRecord, queue: Queue | undefined): Change | undefined {
  const { prefer, stepAt, queuedAt = stepAt } = contact;
  const step = queue?.steps?.[contact.step];
  const changes: Change[] = [];
  if (prefer) changes.push({ what: 'preference', at: prefer.until });
  if (step) changes.push({ what: 'step', at: stepAt + step.after * 1_000 });
  if (queue?.maxWait !== undefined) changes.push({ what: 'limit', at: queuedAt + queue.maxWait * 1_000 });
  return changes.reduce<Change | undefined>(
    (first, change) => (first && first.at <= change.at ? first : change),
    undefined,
  );
}
