import type { Clock } from '@caruso/core';

/** How something that was begun has ended, and after how many milliseconds; or that it has not. */
export type Outcome<Value> =
  | { readonly kind: 'value'; readonly value: Value; readonly ms: number }
  | { readonly kind: 'error'; readonly thrown: unknown; readonly ms: number }
  | { readonly kind: 'late' };

/** Begins something, and waits for its end, but not longer than `ms`. */
export function settle<Value>(clock: Clock, ms: number, begin: () => Value | Promise<Value>): Promise<Outcome<Value>> {
  const since = clock.now();
  const running = begun(begin);
  return new Promise((resolve) => {
    const timer = clock.at(since + ms, () => resolve({ kind: 'late' }));
    const end = (outcome: Outcome<Value>) => {
      timer.cancel();
      resolve(outcome);
    };
    running.then(
      (value) => end({ kind: 'value', value, ms: clock.now() - since }),
      (thrown: unknown) => end({ kind: 'error', thrown, ms: clock.now() - since }),
    );
  });
}

/** What was begun, as a promise, also when it throws at once. */
export async function begun<Value>(begin: () => Value | Promise<Value>): Promise<Value> {
  return begin();
}

/** Lets everything go on that needs no time to do so. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
