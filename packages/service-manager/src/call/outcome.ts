import type { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Destination } from './route.js';

/** Errors by which a handler refuses what was asked, as opposed to being unable to do it. */
const REFUSALS = new Set(['invalid', 'unauthenticated', 'forbidden', 'not-found', 'conflict']);

/** Whether a handler has refused what was asked: the same call would be refused again. */
export const isRefusal = ({ kind }: CarusoError): boolean => REFUSALS.has(kind);

/** Counts how a call ended, for the figures, the probation and the breaker. What the handler refuses is no failure of its, nor
 * is what a caller gives up. */
export function noteOutcome({ record, instance }: Destination, problem: CarusoError | undefined): void {
  const { counts, admission } = record;
  const failed = problem !== undefined && !isRefusal(problem);
  if (ServiceErrors.Cancelled.is(problem)) {
    admission?.breaker?.note('neither');
    return;
  }
  if (problem !== undefined) counts.failures += 1;
  instance.trial?.note(failed ? problem.message : undefined);
  admission?.breaker?.note(failed ? 'failed' : 'succeeded');
}
