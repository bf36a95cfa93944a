import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { AgentRecord, ContactRecord, PayloadOf, QueueRecord } from '../state/records.js';

/** The offer a router wants to be made, with what it was decided on. */
export type Offer = Omit<PayloadOf<'offer-made'>, 'type'>;

/** How many agents a reason names on either side; the log up to the offer tells the rest. */
const NAMED = 20;

/**
 * Decides which contact is offered to whom next: of all queues that an agent is free for, the contact that waits longest,
 * to the agent that is idle longest. The state is not changed; apply the offer, then ask for the next.
 *
 * @param now - milliseconds since 1970 UTC; the offer's deadline is counted from it
 * @param newReservation - makes the token that accepts the offer once
 * @returns undefined when nothing can be distributed
 */
export function route(state: ContactCentreState, now: number, newReservation: () => string): Offer | undefined {
  let best: { readonly queue: QueueRecord; readonly contact: ContactRecord; readonly agent: AgentRecord } | undefined;
  for (const queue of state.matchable) {
    const { first: contact, lowest: place = 0 } = queue.waiting;
    const agent = queue.ready.first;
    if (contact && agent && place < (best?.contact.place ?? Number.POSITIVE_INFINITY)) best = { queue, contact, agent };
  }
  if (!best) return undefined;
  const { queue, contact, agent } = best;
  return {
    contact: contact.id,
    queue: queue.id,
    agent: agent.id,
    reservation: newReservation(),
    deadline: now + state.configuration.offerTimeoutMs,
    reason: {
      rule: 'longest-idle',
      candidates: queue.ready.firsts(NAMED).map(({ id, idleSince }) => ({ agent: id, idleSince })),
      excluded: excluded(queue),
    },
  };
}

function excluded({ notReady }: QueueRecord): Offer['reason']['excluded'] {
  const named: Offer['reason']['excluded'] = [];
  for (const { id, state, reason } of notReady) {
    if (named.length === NAMED) break;
    named.push({ agent: id, because: reason === undefined ? state : `${state} (${reason})` });
  }
  return named;
}
