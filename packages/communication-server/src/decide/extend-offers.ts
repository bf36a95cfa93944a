import type { EventPayload } from '../contract.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { Reservation } from '../state/records.js';
import type { CommandOf } from './command.js';

/** Whatever is offered gets the whole time of its queue, from the moment on in which agents can answer again. */
export function extendOffers(
  state: ContactCentreState,
  { until }: CommandOf<'extend-offers'>,
): readonly EventPayload[] {
  return [...state.reservations.values()].map((offer) => anew(state, offer, until));
}

/** An offer gets the whole time of its queue from a moment on. */
export function anew(
  state: ContactCentreState,
  { id: reservation, contact, queue, agent }: Reservation,
  from: number,
): EventPayload {
  return { type: 'offer-extended', contact, queue, agent, reservation, deadline: from + offerMs(state, queue) };
}

/** How long an offer of a queue may ring, in milliseconds. */
export function offerMs({ configuration, queues }: ContactCentreState, queue: string): number {
  const seconds = queues.get(queue)?.definition?.offerTimeout;
  return seconds === undefined ? configuration.offerTimeoutMs : seconds * 1_000;
}
