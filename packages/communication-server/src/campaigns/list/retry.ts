import {
  type Attempt,
  type AttemptOutcome,
  type CampaignRecord,
  type ClosedBecause,
  type Conversation,
  closeRecord,
} from './campaign-record.js';

/** What is done after an attempt that reached nobody. */
export interface RetryRule {
  readonly afterMinutes: number;
  /** Attempts of a record that may end so; the record is closed after them. */
  readonly atMost: number;
  /** Whether the next attempt goes to the record's next number. */
  readonly otherNumber: boolean;
}

/** The outcomes after which somebody may be called again. */
export type RetryOutcome = Exclude<AttemptOutcome, 'answered' | 'wrong-number' | 'no-consent'>;

/** A rule for each such outcome; an outcome without one closes the record. */
export type RetryRules = Partial<Readonly<Record<RetryOutcome, RetryRule>>>;

/** How a campaign tries again. */
export interface RetryPolicy {
  readonly rules: RetryRules;
  /** Attempts of a record altogether. */
  readonly attempts: number;
}

/** When the network is better. */
export const AFTER_FAILURE: RetryRule = { afterMinutes: 30, atMost: 3, otherNumber: true };

/** Busy again soon, unanswered at another time of the day; three attempts that reach nobody are enough. */
export const DEFAULT_POLICY: RetryPolicy = {
  attempts: 4,
  rules: {
    busy: { afterMinutes: 10, atMost: 3, otherNumber: false },
    'no-answer': { afterMinutes: 180, atMost: 3, otherNumber: true },
    machine: { afterMinutes: 180, atMost: 3, otherNumber: true },
    failed: AFTER_FAILURE,
    // Who was called and heard nobody is left in peace for some days.
    dropped: { afterMinutes: 4_320, atMost: 1, otherNumber: false },
  },
};

/** The record that a line or an agent gets. */
export function startAttempt(record: CampaignRecord): CampaignRecord {
  return { ...record, state: { name: 'dialling' } };
}

/** The record after an attempt: closed, or open for the next one. */
export function finishAttempt(
  record: CampaignRecord,
  outcome: AttemptOutcome,
  at: number,
  policy: RetryPolicy,
): CampaignRecord {
  const number = record.numbers[record.next] ?? '';
  const attempts: readonly Attempt[] = [...record.attempts, { at, number, outcome }];
  const closed = (because: ClosedBecause) => closeRecord({ ...record, attempts }, because);
  if (outcome === 'answered') return closed('spoken-to');
  if (outcome === 'no-consent') return closed('no-consent');
  if (outcome === 'wrong-number') {
    const numbers = record.numbers.filter((other) => other !== number);
    if (numbers.length === 0) return closed('wrong-number');
    if (attempts.length >= policy.attempts) return closed('attempts-used-up');
    return { ...record, numbers, next: record.next % numbers.length, attempts, state: { name: 'open', notBefore: at } };
  }
  const rule = policy.rules[outcome];
  const same = attempts.filter((attempt) => attempt.outcome === outcome).length;
  if (rule === undefined || same >= rule.atMost || attempts.length >= policy.attempts)
    return closed('attempts-used-up');
  const next = rule.otherNumber ? (record.next + 1) % record.numbers.length : record.next;
  return { ...record, next, attempts, state: { name: 'open', notBefore: at + rule.afterMinutes * 60_000 } };
}

/** Notes what came of the conversation of the last attempt. */
export function noteConversation(record: CampaignRecord, conversation: Conversation): CampaignRecord {
  const last = record.attempts.at(-1);
  if (last?.outcome !== 'answered') return record;
  return { ...record, attempts: [...record.attempts.slice(0, -1), { ...last, conversation }] };
}
