import type { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { ServiceCall } from './service-call.js';

/**
 * Waits for something on behalf of a caller, until its time is over or it gives the call up.
 *
 * @param left told when the wait was given up, and with what; what it returns is thrown
 */
export function waitOrGiveUp(
  call: ServiceCall,
  awaited: Promise<void>,
  left: (problem: CarusoError) => CarusoError,
): Promise<void> {
  const { clock } = call.target.host;
  const { until, place, timeoutMs } = call;
  const signal = call.options?.signal;
  return new Promise<void>((resolve, reject) => {
    const end = (settle: () => void) => {
      timer?.cancel();
      signal?.removeEventListener('abort', cancel);
      settle();
    };
    const giveUp = (problem: CarusoError) => end(() => reject(left(problem)));
    const cancel = () => giveUp(new ServiceErrors.Cancelled(place));
    const timer =
      until === undefined
        ? undefined
        : clock.at(until, () => giveUp(new ServiceErrors.TimedOut({ ...place, timeoutMs: timeoutMs ?? 0 })));
    signal?.addEventListener('abort', cancel, { once: true });
    awaited.then(
      () => end(resolve),
      (problem: unknown) => end(() => reject(problem)),
    );
  });
}
