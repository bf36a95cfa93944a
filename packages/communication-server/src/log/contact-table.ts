import type { Cell, Column, TableDefinition } from '@caruso/storage-manager/contract';
import { LONGEST_ID } from '../configuration/contact-centre-configuration.js';
import type { KeptContact } from '../state/kept-contact.js';

/** The longest an id of a gateway, or the key of a customer, can be in an index of every engine. */
export const LONGEST_KEY = 250;
const LONGEST_WORD = 20;

export const CONTACT_TABLE = 'com_contact';

/** The columns by which the contact centre finds contacts itself, and the contact as a whole. */
export const OWN = {
  number: { name: 'number', type: 'long' },
  contact: { name: 'contact', type: 'string' },
  gateway: { name: 'gateway', type: 'string' },
  externalId: { name: 'external_id', type: 'string' },
  customer: { name: 'customer', type: 'string' },
  queue: { name: 'queue', type: 'string' },
  agent: { name: 'agent', type: 'string' },
  body: { name: 'body', type: 'json' },
} as const satisfies Record<string, Column>;

/**
 * What others read of a contact, such as a model of business objects. Rows that a program of before has written lack them until they
 * are completed.
 */
export const TOLD = {
  channel: { name: 'channel', type: 'string' },
  direction: { name: 'direction', type: 'string' },
  from: { name: 'from_address', type: 'text' },
  to: { name: 'to_address', type: 'text' },
  arrivedAt: { name: 'arrived_at', type: 'instant' },
  connectedAt: { name: 'connected_at', type: 'instant' },
  endedAt: { name: 'ended_at', type: 'instant' },
  outcome: { name: 'outcome', type: 'string' },
  disposition: { name: 'disposition', type: 'text' },
  note: { name: 'note', type: 'text' },
  dialog: { name: 'dialog', type: 'text' },
  campaign: { name: 'campaign', type: 'text' },
} as const satisfies Record<string, Column>;

export const contactTable: TableDefinition = {
  name: CONTACT_TABLE,
  columns: [
    { ...OWN.number, required: true },
    { ...OWN.contact, size: LONGEST_ID, required: true },
    { ...OWN.gateway, size: LONGEST_ID, required: true },
    { ...OWN.externalId, size: LONGEST_KEY, required: true },
    { ...OWN.customer, size: LONGEST_KEY },
    { ...OWN.queue, size: LONGEST_ID },
    { ...OWN.agent, size: LONGEST_ID },
    { ...OWN.body, required: true },
    { ...TOLD.channel, size: LONGEST_WORD },
    { ...TOLD.direction, size: LONGEST_WORD },
    TOLD.from,
    TOLD.to,
    TOLD.arrivedAt,
    TOLD.connectedAt,
    TOLD.endedAt,
    { ...TOLD.outcome, size: LONGEST_WORD },
    TOLD.disposition,
    TOLD.note,
    TOLD.dialog,
    TOLD.campaign,
  ],
  key: [OWN.number.name],
  indexes: [
    [OWN.contact.name],
    [OWN.gateway.name, OWN.externalId.name],
    [OWN.customer.name, OWN.number.name],
    [OWN.queue.name, OWN.number.name],
    [TOLD.arrivedAt.name, OWN.number.name],
  ],
};

/** What the row of a contact holds. */
export function contactCells(kept: KeptContact): readonly Cell[] {
  return [
    { column: OWN.number, value: String(kept.number) },
    { column: OWN.contact, value: kept.id },
    { column: OWN.gateway, value: kept.gateway },
    { column: OWN.externalId, value: kept.externalId.slice(0, LONGEST_KEY) },
    { column: OWN.customer, value: kept.customer?.slice(0, LONGEST_KEY) ?? null },
    { column: OWN.queue, value: kept.queue ?? null },
    { column: OWN.agent, value: kept.agent ?? null },
    { column: OWN.body, value: { ...kept } },
    ...toldCells(kept),
  ];
}

/** What is told of a contact besides what the contact centre looks for itself. */
export function toldCells(kept: KeptContact): readonly Cell[] {
  return [
    { column: TOLD.channel, value: kept.channel },
    { column: TOLD.direction, value: kept.direction },
    { column: TOLD.from, value: text(kept.from) },
    { column: TOLD.to, value: text(kept.to) },
    { column: TOLD.arrivedAt, value: instant(kept.arrivedAt) },
    { column: TOLD.connectedAt, value: instant(kept.connectedAt) },
    { column: TOLD.endedAt, value: instant(kept.endedAt) },
    { column: TOLD.outcome, value: kept.outcome?.slice(0, LONGEST_WORD) ?? null },
    { column: TOLD.disposition, value: text(kept.disposition) },
    { column: TOLD.note, value: text(kept.note) },
    { column: TOLD.dialog, value: text(kept.dialog) },
    { column: TOLD.campaign, value: text(kept.attempt?.campaign) },
  ];
}

/** The body keeps every character; a column of texts takes no NUL and no half of a pair, and must not stop the contact centre. */
const text = (value: string | undefined) => value?.replaceAll('\0', '').toWellFormed() ?? null;

const instant = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
