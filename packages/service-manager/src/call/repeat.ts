import type { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Attempt } from './attempt.js';
import { isRefusal } from './outcome.js';
import type { Destination } from './route.js';
import type { Target } from './target.js';

/** So often a call that reached nobody, or whose provider was lost, is tried again by itself. */
const BY_ITSELF = 4;

/**
 * Whether a failed call is made again. What never began may be repeated, whatever it does; what may have begun only when the
 * operation is declared idempotent: by itself when its provider was lost or has just failed its probation, else as often as the
 * caller has asked for.
 */
export function isRepeated(
  { operation, host }: Target,
  { instance }: Destination,
  attempt: Attempt,
  problem: CarusoError,
): boolean {
  if (attempt.options?.signal?.aborted || host.closing) return false;
  if (attempt.until !== undefined && attempt.until <= host.clock.now()) return false;
  if (neverBegan(problem)) return attempt.tried < BY_ITSELF;
  if (!operation.idempotent) return false;
  if (((instance.rejected && !isRefusal(problem)) || providerLost(problem)) && attempt.tried < BY_ITSELF) return true;
  const helps = problem.kind === 'unavailable' || problem.kind === 'timeout';
  return helps && !ServiceErrors.Cancelled.is(problem) && attempt.tried < (attempt.options?.retries ?? 0);
}

function neverBegan(problem: CarusoError): boolean {
  return ServiceErrors.NobodyThere.is(problem);
}

/** The call was under way when its provider went: nobody knows what it has done. */
function providerLost(problem: CarusoError): boolean {
  return [
    ServiceErrors.DrainTimeout,
    ServiceErrors.NodeLost,
    ServiceErrors.WorkerEnded,
    ServiceErrors.ChannelClosed,
  ].some((lost) => lost.is(problem));
}
