import { AgentState, type QueueView, type WaitingContact } from './contract.js';
import type { ContactCentreState } from './state/contact-centre-state.js';
import type { ContactRecord, QueueRecord } from './state/records.js';
import { contactView } from './views.js';

/** A picture of a queue. */
export function queueView(queue: QueueRecord, now: number): QueueView {
  const { id, definition, waiting } = queue;
  const agents = Object.fromEntries(AgentState.options.map((state) => [state, 0])) as Record<AgentState, number>;
  let paused = 0;
  for (const { state, assignments } of queue.agents) {
    agents[state]++;
    if (state !== 'offline' && assignments.get(id)?.paused !== undefined) paused++;
  }
  const longest = [...waiting].reduce(
    (since, contact) => Math.min(since, waitsSince(contact)),
    Number.POSITIVE_INFINITY,
  );
  return {
    queue: id,
    name: definition?.name ?? id,
    ...(definition ? { channel: definition.channel } : {}),
    waiting: waiting.size,
    ...(waiting.size > 0 ? { longestWaitMs: now - longest } : {}),
    agents,
    paused,
  };
}

/**
 * Who waits in a queue, in the order in which they are answered.
 *
 * @throws ContactCentreErrors.UnknownQueue
 */
export function waitingContacts(state: ContactCentreState, queue: string, now: number): WaitingContact[] {
  // Somebody may wait in a queue that the configuration names no more.
  const waiting = [...(state.queues.get(queue)?.waiting ?? [])];
  if (waiting.length === 0) state.queueDefinition(queue);
  return waiting
    .sort((a, b) => (state.order(a, b) ? -1 : 1))
    .map((contact) => ({
      ...contactView(contact),
      priority: contact.priority,
      waitedMs: now - waitsSince(contact),
      offeredTo: contact.offers.flatMap((reservation) => state.reservations.get(reservation)?.agent ?? []),
    }));
}

function waitsSince({ queuedAt, arrivedAt }: ContactRecord): number {
  return queuedAt ?? arrivedAt;
}
