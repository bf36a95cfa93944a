import type { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import { isRefusal } from './outcome.js';
import type { Destination } from './route.js';
import type { ServiceCall } from './service-call.js';

/** So often a call that reached nobody, or whose provider was lost, is tried again by itself. */
const BY_ITSELF = 4;

/**
 * Whether a failed call is made again. What never began may be repeated, whatever it does; what may have begun only when the
 * operation is declared idempotent: by itself when its provider was lost or has just failed its probation, else as often as the
 * caller has asked for.
 */
export function isRepeated(call: ServiceCall, { instance }: Destination, problem: CarusoError): boolean {
  const { operation, host } = call.target;
  if (call.options?.signal?.aborted || host.closing) return false;
  if (call.until !== undefined && call.until <= host.clock.now()) return false;
  if (neverBegan(call, problem)) return call.tried < BY_ITSELF;
  if (!operation.idempotent) return false;
  if (((instance.rejected && !isRefusal(problem)) || providerLost(problem)) && call.tried < BY_ITSELF) return true;
  const helps = problem.kind === 'unavailable' || problem.kind === 'timeout';
  return helps && !ServiceErrors.Cancelled.is(problem) && call.tried < (call.options?.retries ?? 0);
}

/** Nobody has taken this call. A handler that lets such an error of a call of its own through has begun all the same. */
function neverBegan({ place }: ServiceCall, problem: CarusoError): boolean {
  if (!ServiceErrors.NobodyThere.is(problem) && !ServiceErrors.NotConnected.is(problem)) return false;
  const { contract, operation } = problem.data as Partial<ServiceCall['place']>;
  return contract === place.contract && operation === place.operation;
}

/** The call was under way when its provider went: nobody knows what it has done. */
function providerLost(problem: CarusoError): boolean {
  return [
    ServiceErrors.DrainTimeout,
    ServiceErrors.NodeLost,
    ServiceErrors.ConnectionLost,
    ServiceErrors.WorkerEnded,
    ServiceErrors.ChannelClosed,
  ].some((lost) => lost.is(problem));
}
