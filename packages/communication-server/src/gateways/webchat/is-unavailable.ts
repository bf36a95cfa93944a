import { CarusoError } from '@caruso/core';

/** Whether the same may succeed later: nothing is wrong with it. */
export function isUnavailable(thrown: unknown): boolean {
  return CarusoError.is(thrown) && (thrown.kind === 'unavailable' || thrown.kind === 'timeout');
}
