import type { DrainPolicy } from './run-policy.js';

/** How long a new version is watched before the old one is let go. It has passed when either is reached. */
export interface Probation {
  /** Calls it must answer. Default: as many as come. */
  readonly calls?: number;
  /** How long it is watched at most, in milliseconds. */
  readonly ms: number;
  /** Failed calls that end it. Default 1. */
  readonly failures?: number;
}

/** How a replacement is made. */
export interface ReplaceOptions {
  /** Keeps the old version warm for a while, and goes back to it when the new one fails. Default: none. */
  readonly probation?: Probation;
  /** Replaces what the component says about its drain. */
  readonly drain?: DrainPolicy;
  /** Gives the start of the new version up. */
  readonly signal?: AbortSignal;
}

/** What a replacement has cost: the promise of the service manager as a number. */
export interface Receipt {
  readonly id: string;
  readonly component: string;
  readonly from: string;
  readonly to: string;
  /** How long the new version took to start and to pass its check; calls went to the old one all the while, unless `pausedMs` is said. */
  readonly startMs: number;
  /** How long calls waited, where only one version can run at a time (`exclusive`). */
  readonly pausedMs?: number;
  /** Calls in flight on the old version when the new one took over. */
  readonly inFlightAtFlip: number;
  /** Of these, those that ended by themselves. */
  readonly drained: number;
  /** Those that were told to end after the deadline. */
  readonly aborted: number;
  /** Those that were cut off, because they did not end. */
  readonly lost: number;
  /** Calls that waited for a provider when the new version took over, and went to it. */
  readonly parked: number;
  /** How long the last call on the old version took after the flip, in milliseconds. */
  readonly longestMs: number;
  /** Why the old version has taken over again. */
  readonly rolledBack?: string;
}

/** How the calls that were in flight on an instance came to their end. */
export interface Drained {
  /** In flight when the drain began. */
  readonly inFlight: number;
  /** Of these, those that ended by themselves. */
  readonly drained: number;
  /** Those that were told to end, because the deadline was over. */
  readonly aborted: number;
  /** Those of them that did not, and were cut off: their callers got DrainTimeout. */
  readonly lost: number;
  /** How long the last one took, in milliseconds. */
  readonly longestMs: number;
}
