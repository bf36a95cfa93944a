import type { ContactView } from '@caruso/communication-server/contract';
import { columns } from '../columns.js';
import { facts } from './facts.js';
import { momentOf, spanOf } from './times.js';

/** Contacts, a line each. */
export function contactTable(contacts: readonly ContactView[]): string {
  if (contacts.length === 0) return 'There are none.';
  const written = contacts.some(({ reply }) => reply);
  const rows = contacts.map((contact) => [
    contact.contact,
    momentOf(contact.arrivedAt),
    contact.channel,
    contact.from,
    contact.queue ?? '-',
    stateOf(contact),
    contact.agent ?? '-',
    contact.endedAt === undefined ? '-' : spanOf(contact.endedAt - contact.arrivedAt),
    ...(written ? [replyOf(contact.reply) ?? '-'] : []),
  ]);
  const heading = ['CONTACT', 'ARRIVED (UTC)', 'CHANNEL', 'FROM', 'QUEUE', 'STATE', 'AGENT', 'LASTED'];
  return columns([[...heading, ...(written ? ['ANSWER DUE (UTC)'] : [])], ...rows]);
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
    ...(contact.supervisors ?? []).map(({ supervisor, mode }): readonly [string, string] => [
      'supervisor',
      `${supervisor} (${mode})`,
    ]),
    ['call-back', callback && `at ${callback.phone}, tried ${callback.attempts} times`],
    ['recording', recordingOf(recording)],
    ['voicemail', voicemail && `${voicemail.recording}, ${spanOf(voicemail.seconds * 1_000)}`],
    ['answer due', replyOf(contact.reply, ' UTC')],
    ['disposition', contact.disposition],
    ['note', contact.note === '' ? undefined : contact.note],
  ]);
}

/** Until when a customer waits for an answer in writing; undefined when that is not so. */
export function replyOf(reply: ContactView['reply'], zone = ''): string | undefined {
  if (!reply) return undefined;
  const due = reply.due === undefined ? 'never, by its calendar' : `${momentOf(reply.due)}${zone}`;
  return reply.overdue ? `${due} (overdue)` : due;
}

const CONSENTS = {
  customer: 'the customer agreed',
  announced: 'announced',
  'not-needed': 'no consent needed',
} as const;

const PAUSES = {
  'by-hand': 'by hand',
  'private-question': 'at a private question',
  hold: 'during hold',
} as const;

function recordingOf(recording: ContactView['recording']): string | undefined {
  if (!recording) return undefined;
  const { id, because, consent, by, startedAt } = recording;
  const did = consent === 'customer' ? 'noted' : 'begun';
  const noted = by === undefined ? [] : [`${did} by ${by} at ${momentOf(startedAt)} UTC`];
  const paused = because ? [`paused ${because.map((reason) => PAUSES[reason]).join(' and ')}`] : [];
  const known = [...(consent ? [CONSENTS[consent]] : []), ...noted, ...paused];
  return known.length > 0 ? `${id} (${known.join(', ')})` : id;
}

function stateOf({ state, outcome }: ContactView): string {
  return outcome === undefined ? state : `${state} (${outcome})`;
}
