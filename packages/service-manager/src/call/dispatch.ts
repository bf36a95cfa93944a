import type { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Bulkhead } from '../limits/bulkhead.js';
import { asCallerSees, checkedOutput } from './check-values.js';
import { InFlightCall } from './in-flight-call.js';
import { noteOutcome } from './outcome.js';
import { isRepeated } from './repeat.js';
import type { Destination } from './route.js';
import { placeOf, type ServiceCall, type Target } from './service-call.js';

type Handler = (input: unknown, call: ServiceCall) => unknown;

/**
 * Calls the handler under a lease. One that answers at once costs no timer, and no promise but the one returned.
 *
 * @param bulkhead where the call has a place, to be left with the lease
 */
export function dispatch(call: ServiceCall, at: Destination, bulkhead: Bulkhead | undefined): Promise<unknown> {
  const { target } = call;
  const { record, instance, service } = at;
  const began = record.counts.begin();
  instance.leases += 1;
  let output: unknown;
  try {
    output = (service[target.name as keyof typeof service] as unknown as Handler)(call.input, call);
    if (isPromise(output)) return new InFlightCall(call, at, began, bulkhead).outcome(output);
    const value = checkedOutput(target, output);
    release(at, began, bulkhead, undefined);
    return Promise.resolve(value);
  } catch (thrown) {
    const problem = asCallerSees(target, isThere(at, target) ? thrown : unknownOperation(target, at));
    release(at, began, bulkhead, problem);
    return isRepeated(call, at, problem) ? target.repeat(call.again()) : Promise.reject(problem);
  }
}

function isThere({ service }: Destination, { name }: Target): boolean {
  return typeof service[name as keyof typeof service] === 'function';
}

/** The contract of the consumer has more than that of the provider. */
function unknownOperation(target: Target, { service }: Destination): CarusoError {
  const known = Object.keys(target.contract.operations).filter((name) => name in service);
  return new ServiceErrors.UnknownOperation({ ...placeOf(target), known });
}

function release(
  at: Destination,
  began: number,
  bulkhead: Bulkhead | undefined,
  problem: CarusoError | undefined,
): void {
  const { record, instance } = at;
  if (began > 0) record.counts.end(began);
  if (problem || record.admission || instance.trial) noteOutcome(at, problem);
  bulkhead?.leave();
  instance.giveBack();
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return value instanceof Promise || (typeof value === 'object' && value !== null && 'then' in value);
}
