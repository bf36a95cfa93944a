import { betaCdf } from '@caruso/core';

/** A cap on a share, and how sure it must be that the share is below. */
export interface Cap {
  readonly cap: number;
  /** Without it the expected share counts. */
  readonly confidence?: number | undefined;
}

/**
 * How many of so many answered calls may be dropped so that the upper limit of the share is the cap: the inverse of
 * `upperLimit` in its first argument, between whole numbers too.
 *
 * @returns below 0 when even none is too many, as below 99 calls at 3 % and 95 %
 */
export function dropBudget(answered: number, { cap, confidence }: Cap): number {
  if (confidence === undefined) return answered * cap;
  if (answered <= 0 || betaCdf(cap, 1, answered) < confidence) return -1;
  let low = 0;
  let high = Math.min(answered * cap, answered - 1e-9);
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (betaCdf(cap, middle + 1, answered - middle) >= confidence) low = middle;
    else high = middle;
  }
  return low;
}
