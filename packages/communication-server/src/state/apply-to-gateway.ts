import type { ContactCentreEvent } from '../contract.js';
import type { ContactCentreState } from './contact-centre-state.js';
import type { PayloadOf } from './records.js';

type StandingEventType = 'gateway-lost' | 'gateway-restored';

/** The types of events about gateways; what one has set aside changes nothing. */
export type GatewayEventType = StandingEventType | 'message-set-aside';

/** Contacts of a gateway that is away keep their places and are in no line, so that nobody is offered them. */
export function applyToGateway(
  state: ContactCentreState,
  { type, gateway, at }: ContactCentreEvent & PayloadOf<StandingEventType>,
): void {
  const waiting = [...state.contacts.open].filter(
    (contact) => contact.gateway === gateway && contact.state === 'waiting',
  );
  if (type === 'gateway-lost') {
    state.gatewaysAway.set(gateway, at);
    for (const contact of waiting) state.leaveLine(contact);
  } else {
    state.gatewaysAway.delete(gateway);
    for (const contact of waiting) state.joinLine(contact);
  }
}
