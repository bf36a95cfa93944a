import { type CampaignRecord, isCall } from './campaign-record.js';
import type { CheckedList } from './check-list.js';

/** What a campaign's rates are made of. */
export interface ListCounts {
  /** Rows of the list. */
  readonly base: number;
  /** Records that may be dialled. */
  readonly valid: number;
  /** Records with an attempt. */
  readonly worked: number;
  readonly attempts: number;
  /** Attempts that a person answered, dropped ones too. */
  readonly live: number;
  /** Records of which somebody was spoken to. */
  readonly reached: number;
  /** Records of which the right person was spoken to. */
  readonly direct: number;
  /** Records with which the goal was reached. */
  readonly successes: number;
}

/** Counts the records of a list as they are now. */
export function countList(list: CheckedList, records: Iterable<CampaignRecord> = list.records): ListCounts {
  const counts = { worked: 0, attempts: 0, live: 0, reached: 0, direct: 0, successes: 0 };
  for (const record of records) {
    const attempts = record.attempts.filter(isCall);
    const answered = attempts.filter(({ outcome }) => outcome === 'answered');
    counts.worked += attempts.length > 0 ? 1 : 0;
    counts.attempts += attempts.length;
    counts.live += attempts.filter(({ outcome }) => outcome === 'answered' || outcome === 'dropped').length;
    counts.reached += answered.length > 0 ? 1 : 0;
    counts.direct += answered.some(({ conversation }) => conversation?.direct) ? 1 : 0;
    counts.successes += answered.some(({ conversation }) => conversation?.success) ? 1 : 0;
  }
  return { base: list.records.length + list.excluded.length, valid: list.records.length, ...counts };
}
