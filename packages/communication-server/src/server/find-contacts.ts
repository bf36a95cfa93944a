import type { InputOf } from '@caruso/core';
import type { ContactCentre, ContactView } from '../contract.js';
import type { ContactHistory } from '../log/contact-history.js';
import { contactOfKept } from '../state/kept-contact.js';
import type { ContactRecord } from '../state/records.js';
import { contactView } from '../views.js';
import type { Sequencer } from './sequencer.js';

type Wanted = InputOf<typeof ContactCentre.operations.contacts>;

/** The contacts that are asked for, the newest first: those in hand from the state, those that are over from the history. */
export async function findContacts(
  sequencer: Sequencer,
  history: ContactHistory,
  wanted: Wanted,
): Promise<ContactView[]> {
  const { open = false, limit } = wanted;
  const present = await sequencer.look(({ contacts }) => {
    const one = wanted.contact === undefined ? undefined : contacts.get(wanted.contact);
    const from = wanted.contact === undefined ? [...contacts.open] : one ? [one] : [];
    return from.filter((contact) => isWanted(contact, wanted)).map(numbered);
  });
  const past = open ? [] : (await pastContacts(history, wanted)).filter((contact) => isWanted(contact, wanted));
  // A contact that has come to its end between the two looks is in both, and as it is now in the history.
  const found = new Map([...present, ...past.map(numbered)]);
  return [...found]
    .sort(([a], [b]) => b - a)
    .slice(0, limit)
    .map(([, view]) => view);
}

async function pastContacts(history: ContactHistory, { contact, customer, queue, limit }: Wanted) {
  if (contact === undefined) return (await history.list({ customer, queue, limit })).map(contactOfKept);
  const kept = await history.find(contact);
  return kept ? [contactOfKept(kept)] : [];
}

function isWanted(contact: ContactRecord, { customer, queue, open = false }: Wanted): boolean {
  if (open && contact.state === 'closed') return false;
  return (customer === undefined || contact.customer === customer) && (queue === undefined || contact.queue === queue);
}

const numbered = (contact: ContactRecord): [number, ContactView] => [contact.number, contactView(contact)];
