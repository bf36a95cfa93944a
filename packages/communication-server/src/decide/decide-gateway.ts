import type { EventPayload } from '../contract.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { Reservation } from '../state/records.js';
import type { CommandOf } from './command.js';
import { anew } from './extend-offers.js';

/** How long after its loss a gateway may come back so that offers go on: somebody may have picked up meanwhile. */
const GRACE_MS = 60_000;
const EXTENSION_MS = 10_000;

/** What is offered when the gateway is there again is offered anew: telephones may have to ring again. */
export function noteGateway(
  state: ContactCentreState,
  { gateway, isThere }: CommandOf<'note-gateway'>,
  now: number,
): readonly EventPayload[] {
  if (state.gatewaysAway.has(gateway) === !isThere) return [];
  if (!isThere) return [{ type: 'gateway-lost', gateway }];
  const offers = [...state.reservations.values()].filter(({ contact }) => state.contact(contact).gateway === gateway);
  return [{ type: 'gateway-restored', gateway }, ...offers.map((offer) => anew(state, offer, now))];
}

/**
 * What becomes of an offer whose time is over while its gateway is away: the agent has missed nothing, and may have picked up.
 *
 * @returns undefined when the gateway is there
 */
export function extendOffer(
  state: ContactCentreState,
  { id: reservation, contact, queue, agent }: Reservation,
  now: number,
): 'withdraw' | readonly EventPayload[] | undefined {
  const away = state.gatewaysAway.get(state.contact(contact).gateway);
  if (away === undefined) return undefined;
  if (now - away >= GRACE_MS) return 'withdraw';
  return [{ type: 'offer-extended', contact, queue, agent, reservation, deadline: now + EXTENSION_MS }];
}
