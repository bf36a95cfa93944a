import type { InputOf } from '@caruso/core';
import type { ContactCentre } from '../contract.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { ContactRecord } from '../state/records.js';

/** The contacts that are asked for, the newest first. */
export function findContacts(
  state: ContactCentreState,
  { contact, customer, queue, open = false, limit }: InputOf<typeof ContactCentre.operations.contacts>,
): readonly ContactRecord[] {
  const known = contact === undefined ? undefined : state.contacts.get(contact);
  const from = contact === undefined ? (open ? [...state.open] : state.arrivals(customer)) : known ? [known] : [];
  const found: ContactRecord[] = [];
  for (let at = from.length - 1; at >= 0 && found.length < limit; at--) {
    const record = from[at];
    if (record === undefined || (customer !== undefined && record.customer !== customer)) continue;
    if ((queue === undefined || record.queue === queue) && !(open && record.state === 'closed')) found.push(record);
  }
  return found;
}
