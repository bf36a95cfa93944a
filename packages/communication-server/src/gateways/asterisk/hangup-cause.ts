/** What is told to callers of a number that nobody answers: unallocated number. */
export const UNALLOCATED = 1;
/** Causes of Q.850 (ITU-T), by which a telephone network says why a call has ended. */
const UNKNOWN_NUMBER = [1, 2, 3, 22, 28];
const BUSY = [17];
const NO_ANSWER = [18, 19];
const REJECTED = [21];
const OFFLINE = [20, 27];
const CONGESTION = [34, 42];
/** What is no wish of whoever was talking: network, equipment or media have failed. */
const FAILURE = [27, 31, 38, 41, 44, 47, 102, 127];

/** Why nobody answered a number or a telephone. */
export type Unanswered = 'unknown-number' | 'busy' | 'no-answer' | 'rejected' | 'offline' | 'congestion' | 'failed';

/** What the cause of a call that was never answered says. */
export function unanswered(cause: number): Unanswered {
  if (UNKNOWN_NUMBER.includes(cause)) return 'unknown-number';
  if (BUSY.includes(cause)) return 'busy';
  if (NO_ANSWER.includes(cause)) return 'no-answer';
  if (REJECTED.includes(cause)) return 'rejected';
  if (OFFLINE.includes(cause)) return 'offline';
  return CONGESTION.includes(cause) ? 'congestion' : 'failed';
}

/** Whether a call that was answered ended because something failed, and not because somebody hung up. */
export function isFailure(cause: number | undefined): boolean {
  return cause !== undefined && FAILURE.includes(cause);
}
