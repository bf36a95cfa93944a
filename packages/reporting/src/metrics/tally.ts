import { isInTime, type Segment, waitOf } from '../live/segment.js';

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
  talk: number;
  talks: number;
  wrapUp: number;
  wrapUps: number;
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
    talk: 0,
    talks: 0,
    wrapUp: 0,
    wrapUps: 0,
  };
}

/**
 * Counts one segment in.
 *
 * @param now - time of the last event that is counted (ms UTC): until then those who are still in the queue have waited
 */
export function count(tally: Tally, segment: Segment, now: number): void {
  const { outcome, answeredAt, leftAt, wrappedAt } = segment;
  const wait = waitOf(segment, now);
  tally.offered += 1;
  tally[outcome] += 1;
  tally.longestWait = Math.max(tally.longestWait ?? 0, wait);
  if (outcome === 'answered') tally.waitOfAnswered += wait;
  if (outcome === 'abandoned') tally.waitOfAbandoned += wait;
  if (isInTime(segment)) tally.inTime += 1;
  if (answeredAt !== null && leftAt !== null) {
    tally.talk += leftAt - answeredAt;
    tally.talks += 1;
  }
  if (leftAt !== null && wrappedAt !== null) {
    tally.wrapUp += wrappedAt - leftAt;
    tally.wrapUps += 1;
  }
}
