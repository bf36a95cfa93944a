import { type Actor, type CallOptions, CarusoError, type Clock } from '@caruso/core';
import type { Failure } from '../machine/dialog-context.js';
import type { Effect } from '../step/pending-effect.js';

/** Calls an operation of a service by name. */
export type ServiceCaller = (
  contract: string,
  operation: string,
  input: Readonly<Record<string, unknown>>,
  options: Pick<CallOptions, 'timeoutMs' | 'actor'>,
) => Promise<unknown>;

export type Outcome = { readonly result: unknown } | { readonly failure: Failure };

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Carries out a service call with its time-out and retries. What a later attempt cannot mend (wrong input, not found,
 * conflict) is not retried; nor is a call that may have taken effect, unless the operation can be repeated.
 */
export async function carryOut(effect: Effect, call: ServiceCaller, clock: Clock, actor?: Actor): Promise<Outcome> {
  const { target, input, timeoutMs, retries } = effect;
  for (let attempt = 0; ; attempt++) {
    try {
      const options = { ...(timeoutMs === undefined ? {} : { timeoutMs }), ...(actor === undefined ? {} : { actor }) };
      return { result: await call(target.contract, target.operation, input, options) };
    } catch (thrown) {
      const failure = failureOf(effect, thrown);
      if (attempt >= retries || !canBeMended(thrown) || (failure.uncertain && !effect.repeatable)) return { failure };
      await pause(clock, Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS));
    }
  }
}

/** The failure of a call whose result nobody has seen, because the process ended in the middle of it. */
export function interrupted({ node, target }: Effect): Failure {
  const message = `${target.slice.value.trim()} was under way when the script engine stopped; it may have taken effect.`;
  return { step: node, code: 'interrupted', message, uncertain: true };
}

function failureOf({ node, kind }: Effect, thrown: unknown): Failure {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const known = CarusoError.is(thrown);
  const uncertain = kind !== 'lookup' && known && thrown.kind === 'timeout';
  return { step: node, code: known ? thrown.code : 'failed', message, uncertain };
}

function canBeMended(thrown: unknown): boolean {
  return !CarusoError.is(thrown) || ['unavailable', 'timeout', 'internal'].includes(thrown.kind);
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.at(clock.now() + ms, resolve));
}
