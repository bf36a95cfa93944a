import type { ContactView, CustomerHistory, DialogSummary } from '../../../src/api-types.js';

/** Something that happened with a customer: a contact with its dialogs, or a dialog of its own. */
export interface TimelineEntry {
  readonly id: string;
  /** Ms UTC. */
  readonly at: number;
  readonly contact?: ContactView;
  readonly dialogs: readonly DialogSummary[];
}

/** Contacts and dialogs of a customer in one line, newest first; each dialog stands with its contact. */
export function timelineOf({ contacts, dialogs }: Pick<CustomerHistory, 'contacts' | 'dialogs'>): TimelineEntry[] {
  const known = new Set(contacts.map(({ contact }) => contact));
  const withContact = contacts.map((contact) => ({
    id: contact.contact,
    at: contact.arrivedAt,
    contact,
    dialogs: dialogs.filter((dialog) => dialog.contact === contact.contact),
  }));
  const alone = dialogs
    .filter(({ contact }) => contact === undefined || !known.has(contact))
    .map((dialog) => ({ id: dialog.dialog, at: Date.parse(dialog.startedAt), dialogs: [dialog] }));
  return [...withContact, ...alone].sort((a, b) => b.at - a.at);
}
