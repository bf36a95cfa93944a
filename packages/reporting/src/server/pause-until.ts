import type { Clock } from '@caruso/core';

/** Resolves at a time (ms UTC), or at once when `abort` is. */
export function pauseUntil(clock: Clock, time: number, abort: AbortSignal): Promise<void> {
  if (abort.aborted || clock.now() >= time) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      timer.cancel();
      abort.removeEventListener('abort', done);
      resolve();
    };
    const timer = clock.at(time, done);
    abort.addEventListener('abort', done, { once: true });
  });
}
