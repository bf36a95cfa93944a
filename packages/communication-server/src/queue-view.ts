import { AgentState, type QueueView, type WaitingContact } from './contract.js';
import { present } from './present.js';
import type { ContactCentreState } from './state/contact-centre-state.js';
import type { ContactRecord, QueueRecord } from './state/records.js';
import { contactView } from './views.js';

/** A picture of a queue. */
export function queueView(state: ContactCentreState, queue: QueueRecord, now: number): QueueView {
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
    ...present({ replies: repliesIn(state, queue) }),
    agents,
    paused,
    ...estimatesOf(queue),
  };
}

function estimatesOf({ accuracy }: QueueRecord): Pick<QueueView, 'estimates'> {
  const { answered, errorMs, absoluteMs, near, gaveUp, gaveUpLater } = accuracy;
  if (answered + gaveUp === 0) return {};
  const counted = { answered, gaveUp, gaveUpLater };
  if (answered === 0) return { estimates: counted };
  const means = { errorMs: errorMs / answered, absoluteErrorMs: absoluteMs / answered, near: near / answered };
  return { estimates: { ...counted, ...means } };
}

/** Whose customers wait for an answer: of a queue with such a rule, or into which somebody was moved from one. */
function repliesIn({ unanswered }: ContactCentreState, { id, definition }: QueueRecord): QueueView['replies'] {
  const clocks = [...unanswered].flatMap(({ queue, clock }) => (queue === id && clock ? [clock] : []));
  if (clocks.length === 0 && !definition?.reply) return undefined;
  const next = clocks.reduce(
    (first, { due, breached }) => (breached ? first : Math.min(first, due ?? first)),
    Number.POSITIVE_INFINITY,
  );
  const overdue = clocks.filter(({ breached }) => breached).length;
  return { overdue, ...(Number.isFinite(next) ? { nextDue: next } : {}) };
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
