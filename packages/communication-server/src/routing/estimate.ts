import { expectedWait } from '../queueing/expected-wait.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { ContactRecord, QueueRecord } from '../state/records.js';

/** Below so many customers who gave up lately, patience is not known. */
const FEWEST_ABANDONED = 0.5;

/**
 * How long a contact will wait that has so many before it, by the pace the queue has shown and who works now.
 *
 * @returns seconds; infinite while nobody works, undefined while nothing is known of the queue
 */
export function estimatedWait({ working, ready, pace }: QueueRecord, ahead: number): number | undefined {
  if (ahead === 0 && ready > 0) return 0;
  if (working === 0) return Number.POSITIVE_INFINITY;
  const { talkMs, wrapUpMs = 0, waitedMs, abandoned } = pace;
  if (talkMs === undefined) return undefined;
  const handling = (talkMs + wrapUpMs) / 1_000;
  const patience = abandoned < FEWEST_ABANDONED ? {} : { patience: waitedMs / abandoned / 1_000 };
  return expectedWait({ agents: working, handling, ...patience }, ahead);
}

/** How many wait in a queue before somebody of a priority who comes now; who is offered to an agent waits no more. */
export function aheadOf({ byPriority }: QueueRecord, priority: number): number {
  let ahead = 0;
  for (const [other, contacts] of byPriority) if (other >= priority) ahead += contacts;
  return ahead;
}

/** The place of a contact in its queue, from 1, and how long it will wait from now on (seconds, if that is known). */
export function positionOf(
  state: ContactCentreState,
  contact: ContactRecord,
): { readonly position: number; readonly wait?: number } | undefined {
  if (contact.queue === undefined) return undefined;
  const queue = state.queueRecord(contact.queue);
  if (!queue.waiting.has(contact)) return undefined;
  let ahead = 0;
  for (const other of queue.waiting)
    if (other !== contact && other.state === 'waiting' && state.order(other, contact)) ahead += 1;
  const wait = estimatedWait(queue, ahead);
  return { position: ahead + 1, ...(wait === undefined || wait === Number.POSITIVE_INFINITY ? {} : { wait }) };
}
