import { type Interval, wilsonInterval } from '@caruso/core';

/** A share that says what it is a share of. */
export interface Rate {
  readonly count: number;
  readonly of: number;
  /** Names of what is counted: `direct of worked`. */
  readonly name: string;
  /** Undefined when there is nothing to take a share of. */
  readonly share: number | undefined;
  /** Wilson's, at 95 %. */
  readonly interval: Interval;
  /** Fewer than 30: too few to say much. */
  readonly few: boolean;
}

const FEW = 30;

export function rateOf(name: string, count: number, of: number): Rate {
  const share = of === 0 ? undefined : count / of;
  return { name, count, of, share, interval: wilsonInterval(count, of), few: of < FEW };
}
