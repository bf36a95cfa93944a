import type { EventPayload } from '../contract.js';
import { ERASED } from '../erased.js';
import { ContactCentreErrors } from '../errors.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import { isOver } from '../state/records.js';
import type { CommandOf } from './command.js';

/** What is personal in a contact that is over goes; in one that is open it is needed. */
export function eraseContact(
  state: ContactCentreState,
  { contact: id, by }: CommandOf<'erase-contact'>,
): readonly EventPayload[] {
  const contact = state.contact(id);
  if (!isOver(contact)) throw new ContactCentreErrors.StillOpen({ contact: id, state: contact.state });
  return contact.from === ERASED ? [] : [{ type: 'contact-erased', contact: id, by }];
}
