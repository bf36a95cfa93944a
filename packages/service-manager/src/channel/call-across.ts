import type { Call } from '@caruso/core';

/** A call as it crosses a channel: also the time-out that the caller gave it goes along. */
export interface CallAcross extends Call {
  /** Replaces the operation's own time-out, in milliseconds. */
  readonly timeoutMs?: number | undefined;
}

/** An operation as a service has it. */
export type AnyHandler = (input: unknown, call: CallAcross) => unknown;
