import type { Call } from '@caruso/core';

/** A call as it crosses a channel: what its caller said about it goes along, for a stub at the other end. */
export interface CallAcross extends Call {
  /** Replaces the operation's own time-out, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** How often an idempotent operation may be tried again. */
  readonly retries?: number | undefined;
}

/** An operation as a service has it. */
export type AnyHandler = (input: unknown, call: CallAcross) => unknown;
