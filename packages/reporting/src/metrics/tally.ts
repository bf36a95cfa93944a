import { isEstimate, isNear } from '@caruso/communication-server/contract';
import type { ReceivedMail } from '../live/received-mail.js';
import { isInTime, isPending, type Segment, waitOf } from '../live/segment.js';

/** Sums over segments, from which every metric follows; two tallies of different segments can be added. */
export interface Tally {
  offered: number;
  answered: number;
  abandoned: number;
  lost: number;
  diverted: number;
  open: number;
  inTime: number;
  /** Milliseconds. */
  waitOfAnswered: number;
  waitOfAbandoned: number;
  longestWait: number | null;
  /** Of answered contacts that had to wait: how many, and estimate less wait, the same without its sign, how many near. */
  estimates: number;
  estimateError: number;
  estimateAbsoluteError: number;
  nearEstimates: number;
  /** Of abandoned ones: how many had to wait, and how many of those for much longer than was estimated. */
  estimatesOfAbandoned: number;
  abandonedLater: number;
  talk: number;
  talks: number;
  wrapUp: number;
  wrapUps: number;
  /** The times of first answers in writing, in milliseconds of business time. */
  replies: number[];
  repliesInTime: number;
  /** Customers who have waited for one longer than allowed, and wait still. */
  owed: number;
  /** The times in which agents have settled what was written, in milliseconds of business time. */
  resolutions: number[];
  /** Mails that somebody is to answer, and those that are no work, each by what it is. */
  mails: number;
  returned: number;
  automatic: number;
  bulk: number;
  duplicates: number;
  unreadable: number;
  /** What was pending at the end, and for how many milliseconds, together and at most; null where there is no end. */
  pending: number | null;
  pendingFor: number;
  longestPending: number | null;
}

/** A tally of nothing. */
export function noTally(): Tally {
  return {
    offered: 0,
    answered: 0,
    abandoned: 0,
    lost: 0,
    diverted: 0,
    open: 0,
    inTime: 0,
    waitOfAnswered: 0,
    waitOfAbandoned: 0,
    longestWait: null,
    estimates: 0,
    estimateError: 0,
    estimateAbsoluteError: 0,
    nearEstimates: 0,
    estimatesOfAbandoned: 0,
    abandonedLater: 0,
    talk: 0,
    talks: 0,
    wrapUp: 0,
    wrapUps: 0,
    replies: [],
    repliesInTime: 0,
    owed: 0,
    resolutions: [],
    mails: 0,
    returned: 0,
    automatic: 0,
    bulk: 0,
    duplicates: 0,
    unreadable: 0,
    pending: null,
    pendingFor: 0,
    longestPending: null,
  };
}

/**
 * Counts one segment in.
 *
 * @param now - time of the last event that is counted (ms UTC): until then those who are still in the queue have waited
 */
export function count(tally: Tally, segment: Segment, now: number): void {
  const { outcome, answeredAt, leftAt, wrappedAt, replyMs, overdue, resolutionMs } = segment;
  const wait = waitOf(segment, now);
  tally.offered += 1;
  tally[outcome] += 1;
  tally.longestWait = Math.max(tally.longestWait ?? 0, wait);
  if (outcome === 'answered') tally.waitOfAnswered += wait;
  if (outcome === 'abandoned') tally.waitOfAbandoned += wait;
  if (isInTime(segment)) tally.inTime += 1;
  countEstimate(tally, segment, wait);
  if (answeredAt !== null && leftAt !== null) {
    tally.talk += leftAt - answeredAt;
    tally.talks += 1;
  }
  if (leftAt !== null && wrappedAt !== null) {
    tally.wrapUp += wrappedAt - leftAt;
    tally.wrapUps += 1;
  }
  if (replyMs !== null) tally.replies.push(replyMs);
  if (replyMs !== null && !overdue) tally.repliesInTime += 1;
  if (replyMs === null && overdue) tally.owed += 1;
  if (resolutionMs !== null) tally.resolutions.push(resolutionMs);
}

/** What mails of a kind are counted as; all others are automatic. */
const MAILS = {
  customer: 'mails',
  bounce: 'returned',
  bulk: 'bulk',
  duplicate: 'duplicates',
  unreadable: 'unreadable',
} as const;

/** Counts one mail in. */
export function countMail(tally: Tally, { kind }: Pick<ReceivedMail, 'kind'>): void {
  tally[Object.hasOwn(MAILS, kind) ? MAILS[kind as keyof typeof MAILS] : 'automatic'] += 1;
}

/**
 * Counts a segment in if it was pending at the end of what is counted.
 *
 * @param end - of what is counted (ms UTC)
 * @param now - time of the last event that is counted (ms UTC): what ends later has not ended yet
 */
export function countPending(tally: Tally, segment: Segment, end: number, now: number): void {
  if (!isPending(segment, Math.min(end, now + 1))) return;
  const age = Math.min(end, now) - segment.arrivedAt;
  tally.pending = (tally.pending ?? 0) + 1;
  tally.pendingFor += age;
  tally.longestPending = Math.max(tally.longestPending ?? 0, age);
}

function countEstimate(tally: Tally, { outcome, estimateMs }: Segment, wait: number): void {
  const estimate = estimateMs ?? undefined;
  if (!isEstimate(estimate, wait)) return;
  const error = estimate - wait;
  if (outcome === 'answered') {
    tally.estimates += 1;
    tally.estimateError += error;
    tally.estimateAbsoluteError += Math.abs(error);
    tally.nearEstimates += isNear(estimate, wait) ? 1 : 0;
  } else if (outcome === 'abandoned') {
    tally.estimatesOfAbandoned += 1;
    tally.abandonedLater += error < 0 && !isNear(estimate, wait) ? 1 : 0;
  }
}
