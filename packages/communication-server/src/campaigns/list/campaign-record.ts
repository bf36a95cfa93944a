import { ERASED } from '../../erased.js';

/** How an attempt to reach somebody ended. */
export type AttemptOutcome =
  /** Somebody answered and spoke with an agent. */
  | 'answered'
  /** Somebody answered, and no agent was free in time. */
  | 'dropped'
  | 'busy'
  | 'no-answer'
  | 'machine'
  /** The network could not connect: congestion, an outage. */
  | 'failed'
  /** The number does not exist. */
  | 'wrong-number'
  /** Nobody was called: the consent was taken back after the list was loaded. */
  | 'no-consent';

/** What an agent noted of a conversation. */
export interface Conversation {
  /** The person the record is about was spoken to. */
  readonly direct: boolean;
  /** The goal of the campaign was reached. */
  readonly success: boolean;
}

/** One dial; times in milliseconds since 1970 UTC. */
export interface Attempt {
  readonly at: number;
  readonly number: string;
  readonly outcome: AttemptOutcome;
  /** The agent was there too late for the regime. */
  readonly late?: true;
  /** After an answer, when the agent has closed the contact. */
  readonly conversation?: Conversation;
}

/**
 * - `open`: to be called from `notBefore` on.
 * - `dialling`: a line or an agent has it.
 * - `closed`: it is not called any more, and why.
 */
export type RecordState =
  | { readonly name: 'open'; readonly notBefore: number }
  | { readonly name: 'dialling' }
  | { readonly name: 'closed'; readonly because: ClosedBecause };

export type ClosedBecause = 'spoken-to' | 'attempts-used-up' | 'wrong-number' | 'do-not-call' | 'no-consent' | 'erased';

/** Which record of which campaign. */
export interface RecordOfCampaign {
  readonly campaign: string;
  readonly record: string;
}

/** Somebody to be called in a campaign. */
export interface CampaignRecord {
  readonly id: string;
  /** Those that can be dialled, in the format E.164, the best first. */
  readonly numbers: readonly string[];
  /** Where in `numbers` the one is that is dialled next. */
  readonly next: number;
  readonly state: RecordState;
  readonly attempts: readonly Attempt[];
  /** An agent has looked at it and given it back: its place is by `notBefore`, not that of the list. */
  readonly givenBack?: true;
  /** Who it is, where the list comes from business objects. */
  readonly customer?: string;
}

/** Whether an attempt was a call. */
export function isCall({ outcome }: Attempt): boolean {
  return outcome !== 'no-consent';
}

export function openRecord(id: string, numbers: readonly string[], at: number, customer?: string): CampaignRecord {
  const record: CampaignRecord = { id, numbers, next: 0, state: { name: 'open', notBefore: at }, attempts: [] };
  return customer === undefined ? record : { ...record, customer };
}

/** The record that is not called any more. */
export function closeRecord(record: CampaignRecord, because: ClosedBecause): CampaignRecord {
  return { ...record, state: { name: 'closed', because } };
}

/** Whether no number of a record is known any more. */
export function isErased({ numbers, attempts }: CampaignRecord): boolean {
  return numbers.length === 0 && attempts.every(({ number }) => number === ERASED);
}

/** The record without its numbers; nobody can be called by it. */
export function eraseRecord(record: CampaignRecord): CampaignRecord {
  const attempts = record.attempts.map((attempt) => ({ ...attempt, number: ERASED }));
  const closed = record.state.name === 'closed' ? record : closeRecord(record, 'erased');
  return { ...closed, numbers: [], next: 0, attempts };
}
