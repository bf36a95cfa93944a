import type { CallOptions } from '@caruso/core';
import type { Target } from './target.js';

/** One call from its caller's point of view, over all the times it is tried. */
export interface Attempt {
  /** The input, checked. */
  readonly input: unknown;
  readonly options: CallOptions | undefined;
  /** How often it was tried before. */
  readonly tried: number;
  /** When its time is over, by the clock of the manager; undefined for never. */
  readonly until: number | undefined;
}

export function firstAttempt(target: Target, input: unknown, options: CallOptions | undefined): Attempt {
  const timeoutMs = timeoutOf(target, options);
  return { input, options, tried: 0, until: timeoutMs === undefined ? undefined : target.host.clock.now() + timeoutMs };
}

/** How long a call may take in all, in milliseconds. */
export function timeoutOf({ operation }: Target, options: CallOptions | undefined): number | undefined {
  return options?.timeoutMs ?? operation.timeoutMs;
}
