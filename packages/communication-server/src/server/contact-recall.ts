import type { ContactCentreEvent } from '../contract.js';
import type { Command } from '../decide/command.js';
import type { ContactHistory } from '../log/contact-history.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import { type KeptContact, keptContact } from '../state/kept-contact.js';
import { isOver } from '../state/records.js';

/** How to find what is not in a state: a contact that is over. */
export type Lookup = () => Promise<KeptContact | undefined>;

/** How to find what a command is about, when the state does not have it; by the gateway's own id for what arrives. */
export function awayFrom(command: Command, state: ContactCentreState, history: ContactHistory): Lookup | undefined {
  switch (command.type) {
    case 'arrive': {
      const { gateway, externalId } = command;
      return state.contacts.of(gateway, externalId) ? undefined : () => history.findByOrigin(gateway, externalId);
    }
    case 'attempt-answered':
      return undefined;
    default: {
      const contact = 'contact' in command ? command.contact : undefined;
      return contact === undefined || state.contacts.has(contact) ? undefined : () => history.find(contact);
    }
  }
}

/** The contacts that are over by events, or of which these say more, as they are after them. */
export function overBy(
  events: readonly ContactCentreEvent[],
  { contacts }: ContactCentreState,
): readonly KeptContact[] {
  const concerned = new Set(events.flatMap((event) => ('contact' in event && event.contact ? [event.contact] : [])));
  return [...concerned].flatMap((id) => {
    const contact = contacts.get(id);
    return contact && isOver(contact) ? [keptContact(contact)] : [];
  });
}
