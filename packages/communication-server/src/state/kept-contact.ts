import type { ContactCentreState } from './contact-centre-state.js';
import { newContact } from './new-contact.js';
import { type ContactRecord, isOver } from './records.js';

type Lists = 'offers' | 'wrapUps' | 'supervisors' | 'conference' | 'stoppedRecordings';

/** A contact as plain data, which JSON keeps. Most are closed, and have nothing in their lists. */
export type KeptContact = Omit<ContactRecord, 'line' | Lists> & Partial<Pick<ContactRecord, Lists>>;

/** What is to be kept of a contact; it shares nothing with the contact that changes later. */
export function keptContact({
  line: _,
  offers,
  wrapUps,
  supervisors,
  conference,
  stoppedRecordings,
  ...plain
}: ContactRecord): KeptContact {
  return {
    ...plain,
    ...(offers.length > 0 ? { offers } : {}),
    ...(wrapUps.length > 0 ? { wrapUps } : {}),
    ...(supervisors.length > 0 ? { supervisors } : {}),
    ...(conference.length > 0 ? { conference } : {}),
    ...(stoppedRecordings.length > 0 ? { stoppedRecordings } : {}),
  };
}

/** The contact that was kept. */
export function contactOfKept(kept: KeptContact): ContactRecord {
  return newContact(kept);
}

/** Puts a contact that was kept into a state that does not have it, without what follows from its waiting. */
export function recallContact(state: ContactCentreState, kept: KeptContact): ContactRecord {
  const contact = contactOfKept(kept);
  state.contacts.add(contact);
  if (contact.state === 'closed') state.contacts.open.delete(contact);
  if (isOver(contact)) state.contacts.rest(contact, state.number);
  return contact;
}
