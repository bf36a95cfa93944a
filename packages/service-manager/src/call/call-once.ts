import type { CallOptions } from '@caruso/core';
import { callWithCare } from './call-with-care.js';
import { checkedInput } from './check-values.js';
import { dispatch } from './dispatch.js';
import type { Target } from './service-call.js';
import { ServiceCall } from './service-call.js';

/**
 * Calls an operation: finds the provider, checks the input, takes a lease, calls, checks the output, and gives the lease back
 * when the handler has settled. Where something has to be waited for or limited, {@link callWithCare} does it.
 */
export function callOnce(target: Target, input: unknown, options: CallOptions | undefined): Promise<unknown> {
  const { telemetry } = target.host;
  if (telemetry) return telemetry.trace(target, () => begin(target, input, options));
  return begin(target, input, options);
}

function begin(target: Target, input: unknown, options: CallOptions | undefined): Promise<unknown> {
  try {
    const call = new ServiceCall(target, checkedInput(target, input), options);
    const at = target.route.destination();
    if (!at || at.record.admission || options?.signal?.aborted) return callWithCare(call);
    return dispatch(call, at, undefined);
  } catch (problem) {
    return Promise.reject(problem);
  }
}
