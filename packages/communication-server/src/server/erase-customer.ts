import type { ResultOf } from '@caruso/core';
import { isInHand } from '../campaigns/decide/erase-records.js';
import type { CampaignRecord, RecordOfCampaign } from '../campaigns/list/campaign-record.js';
import type { ContactCentre } from '../contract.js';
import { VOICEMAIL } from '../decide/decide-voicemail.js';
import type { ContactHistory } from '../log/contact-history.js';
import type { EventLog } from '../log/event-log.js';
import { sameAddress } from '../same-address.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { KeptContact } from '../state/kept-contact.js';
import { type ContactRecord, isOver } from '../state/records.js';
import type { Gateways } from './gateways.js';
import type { Erasure, Sequencer } from './sequencer.js';

const READ_AT_ONCE = 500;

/** Where the contacts of a customer are. */
export interface ErasureParts {
  readonly sequencer: Sequencer;
  readonly history: ContactHistory;
  readonly log: EventLog;
  readonly gateways: Gateways;
}

type Erased = ResultOf<typeof ContactCentre.operations.erase>;

/** Whose contacts and records are erased. */
interface Whose {
  /** The contacts that are over among which theirs are, the newest first; those below a number. */
  readonly past: (before: number | undefined) => Promise<readonly KeptContact[]>;
  readonly contact: (contact: Pick<ContactRecord, 'customer' | 'from'>) => boolean;
  readonly record: (record: CampaignRecord) => boolean;
}

/** Erases the contacts of a customer, and the records of campaigns by which the customer is or was called. */
export function eraseCustomer(
  parts: ErasureParts,
  { customer, by }: { readonly customer: string; readonly by: string },
): Promise<Erased> {
  const isTheirs = (one: { readonly customer?: string | undefined }) => one.customer === customer;
  // Long keys are found by how they begin.
  const past = (before: number | undefined) => parts.history.list({ customer, before, limit: READ_AT_ONCE });
  return erase(parts, { past, contact: isTheirs, record: isTheirs }, by);
}

/** Erases the contacts from an address that nobody has found to be of a customer, and the records of campaigns that have it. */
export function eraseAddress(
  parts: ErasureParts,
  { address, by }: { readonly address: string; readonly by: string },
): Promise<Erased> {
  const isIt = (other: string) => sameAddress(address, other);
  const whose: Whose = {
    past: (before) => parts.history.ofNobody(before, READ_AT_ONCE),
    contact: ({ customer, from }) => customer === undefined && isIt(from),
    record: ({ numbers, attempts }) => numbers.some(isIt) || attempts.some(({ number }) => isIt(number)),
  };
  return erase(parts, whose, by);
}

/**
 * Erases what is personal in contacts that are over and in records: first what gateways keep, then what the log, the history and
 * snapshots hold, so that an erasure which was interrupted is found unfinished when it is asked for again.
 */
async function erase({ sequencer, log, gateways }: ErasureParts, whose: Whose, by: string): Promise<Erased> {
  const open = await sequencer.look(({ contacts }) =>
    [...contacts.values()].filter((contact) => whose.contact(contact) && !isOver(contact)).map(({ id }) => id),
  );
  const found = await contactsOf(whose);
  const erased = [...new Set(found.flatMap(withCall))];
  for (const contact of erased) await gateways.erase(contact, await log.recordingsOf(contact));
  const [records, openRecords] = await sequencer.look((state) => recordsOf(state, whose, found));
  const erasures = erased.map((contact): Erasure => {
    return { command: { type: 'erase-contact', contact, by }, rewriting: (events) => events.erasing(contact) };
  });
  const ofRecords: Erasure = {
    command: { type: 'erase-records', records, by },
    rewriting: (events) => events.erasingRecords(records),
  };
  const all = records.length > 0 ? [...erasures, ofRecords] : erasures;
  if (all.length > 0) await sequencer.erase(all);
  return { erased, open, records, openRecords };
}

/** The contacts that are over, however many, the newest first. */
async function contactsOf({ past, contact: isTheirs }: Whose): Promise<readonly KeptContact[]> {
  const found: KeptContact[] = [];
  let before: number | undefined;
  do {
    const contacts: readonly KeptContact[] = await past(before);
    found.push(...contacts.filter(isTheirs));
    before = contacts.at(-1)?.number;
  } while (before !== undefined);
  return found;
}

/** A message left by telephone, and the call it was left in, which need not be known to be of that customer. */
function withCall({ id, gateway, externalId }: KeptContact): readonly string[] {
  return gateway === VOICEMAIL ? [id, externalId] : [id];
}

/** Their records, and those by which their contacts came about: those that nobody has in hand, and those that somebody has. */
function recordsOf(
  state: ContactCentreState,
  { record: isTheirs }: Whose,
  contacts: readonly KeptContact[],
): [RecordOfCampaign[], RecordOfCampaign[]] {
  const called = new Set(contacts.flatMap(({ attempt }) => (attempt ? [keyOf(attempt)] : [])));
  const all = [...state.campaigns].flatMap(({ id: campaign, records }) =>
    [...records].flatMap((each) => {
      const record = { campaign, record: each.id };
      return isTheirs(each) || called.has(keyOf(record)) ? [record] : [];
    }),
  );
  const inHand = new Set(all.filter((record) => isInHand(state, record)));
  return [all.filter((record) => !inHand.has(record)), [...inHand]];
}

const keyOf = ({ campaign, record }: RecordOfCampaign) => JSON.stringify([campaign, record]);
