import type { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import { type Attempt, timeoutOf } from './attempt.js';
import { placeOf, type Target } from './target.js';

/**
 * Waits for something on behalf of a caller, until its time is over or it gives the call up.
 *
 * @param left told when the wait was given up, and with what; what it returns is thrown
 */
export function waitOrGiveUp(
  target: Target,
  attempt: Attempt,
  awaited: Promise<void>,
  left: (problem: CarusoError) => CarusoError,
): Promise<void> {
  const { clock } = target.host;
  const signal = attempt.options?.signal;
  return new Promise<void>((resolve, reject) => {
    const end = (settle: () => void) => {
      timer?.cancel();
      signal?.removeEventListener('abort', cancel);
      settle();
    };
    const giveUp = (problem: CarusoError) => end(() => reject(left(problem)));
    const cancel = () => giveUp(new ServiceErrors.Cancelled(placeOf(target)));
    const timer =
      attempt.until === undefined
        ? undefined
        : clock.at(attempt.until, () =>
            giveUp(
              new ServiceErrors.TimedOut({ ...placeOf(target), timeoutMs: timeoutOf(target, attempt.options) ?? 0 }),
            ),
          );
    signal?.addEventListener('abort', cancel, { once: true });
    awaited.then(
      () => end(resolve),
      (problem: unknown) => end(() => reject(problem)),
    );
  });
}
