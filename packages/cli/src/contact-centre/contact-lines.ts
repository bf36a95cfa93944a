import type { ContactView } from '@caruso/communication-server/contract';
import { columns } from '../columns.js';
import { facts } from './facts.js';
import { momentOf, spanOf } from './times.js';

/** Contacts, a line each. */
export function contactTable(contacts: readonly ContactView[]): string {
  if (contacts.length === 0) return 'There are none.';
  const rows = contacts.map((contact) => [
    contact.contact,
    momentOf(contact.arrivedAt),
    contact.channel,
    contact.from,
    contact.queue ?? '-',
    stateOf(contact),
    contact.agent ?? '-',
    contact.endedAt === undefined ? '-' : spanOf(contact.endedAt - contact.arrivedAt),
  ]);
  return columns([['CONTACT', 'ARRIVED (UTC)', 'CHANNEL', 'FROM', 'QUEUE', 'STATE', 'AGENT', 'LASTED'], ...rows]);
}

/** All there is to say about one contact. */
export function contactLines(contact: ContactView): readonly string[] {
  const { channel, direction, from, to, connectedAt, endedAt, heldSince, callback, recording, voicemail } = contact;
  return facts(`${contact.contact} ${stateOf(contact)}`, [
    ['channel', direction === 'in' ? channel : `${channel}, called by us`],
    ['from', from],
    ['to', to],
    ['queue', contact.queue],
    ['agent', contact.agent],
    ['customer', contact.customer],
    ['dialog', contact.dialog],
    ['arrived', `${momentOf(contact.arrivedAt)} UTC`],
    ['connected', connectedAt === undefined ? undefined : `${momentOf(connectedAt)} UTC`],
    ['ended', endedAt === undefined ? undefined : `${momentOf(endedAt)} UTC`],
    ['on hold since', heldSince === undefined ? undefined : `${momentOf(heldSince)} UTC`],
    ['call-back', callback && `at ${callback.phone}, tried ${callback.attempts} times`],
    ['recording', recording && `${recording.id}${recording.paused ? ' (paused)' : ''}`],
    ['voicemail', voicemail && `${voicemail.recording}, ${spanOf(voicemail.seconds * 1_000)}`],
    ['disposition', contact.disposition],
    ['note', contact.note === '' ? undefined : contact.note],
  ]);
}

function stateOf({ state, outcome }: ContactView): string {
  return outcome === undefined ? state : `${state} (${outcome})`;
}
