import { wilsonInterval } from '@caruso/core';
import type { Rate } from './rate.js';

/** What a pilot says of a campaign. */
export type PilotDecision =
  /** The share is at least the accepted one. */
  | { readonly decision: 'go' }
  /** It is below. */
  | { readonly decision: 'stop' }
  /** It cannot be told yet; it could with so many, if the share stayed what it is. */
  | { readonly decision: 'enlarge'; readonly to: number | undefined };

/** What no pilot is enlarged to. */
const LARGEST = 10_000_000;

/**
 * Go if the lower limit of the rate is at least the accepted share, stop if the upper limit is below it, else enlarge.
 *
 * @returns in `to` undefined when no sample would tell: the share is the accepted one, or nothing was tried
 */
export function decidePilot({ count, of, share, interval }: Rate, accepted: number): PilotDecision {
  if (of > 0 && interval.low >= accepted) return { decision: 'go' };
  if (of > 0 && interval.high < accepted) return { decision: 'stop' };
  if (share === undefined) return { decision: 'enlarge', to: undefined };
  const tells = (sample: number) => {
    const { low, high } = wilsonInterval((count * sample) / of, sample);
    return low >= accepted || high < accepted;
  };
  if (!tells(LARGEST)) return { decision: 'enlarge', to: undefined };
  let [less, more] = [of, LARGEST];
  while (more - less > 1) {
    const middle = Math.floor((less + more) / 2);
    if (tells(middle)) more = middle;
    else less = middle;
  }
  return { decision: 'enlarge', to: more };
}
