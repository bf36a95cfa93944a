import type { RecordedContact } from '../../recording/recording.js';
import type { Callees } from './callee.js';

/** What calls of one origin have in common; times in milliseconds. */
interface CallPlan {
  readonly id: string;
  readonly to: string;
  readonly queue?: string;
  readonly patienceMs?: number;
  readonly talkMs?: number;
  /** Where the document says so, `file:line:column`. */
  readonly where: string;
}

/** A single caller. */
export interface Caller extends CallPlan {
  /** Since the start of the run. */
  readonly atMs: number;
  readonly from: string;
}

/** A stream of callers. */
export interface Arrivals extends CallPlan {
  readonly everyMs: number;
  readonly random: boolean;
  readonly startingMs: number;
  readonly untilMs?: number;
  readonly customers: readonly string[];
}

/** Calls as they came once. */
export interface Recorded {
  readonly id: string;
  readonly to: string;
  /** When the recording begins, since the start of the run. */
  readonly startingMs: number;
  /** Mean patience of those who did not give up; they wait for ever if left out. */
  readonly patienceMs?: number;
  /** Their times count from the start of the recording. */
  readonly contacts: readonly RecordedContact[];
}

/** Who calls, and when; and who is called. */
export interface Scenario {
  readonly id: string;
  readonly seed: number;
  readonly callers: readonly Caller[];
  readonly streams: readonly Arrivals[];
  readonly recordings: readonly Recorded[];
  readonly callees: readonly Callees[];
}
