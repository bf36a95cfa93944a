import { normalQuantile } from '@caruso/core';

/** How well a share is to be known. */
export interface Precision {
  /** Half the width of the interval, as a share: 0.05 for ± 5 %. */
  readonly margin: number;
  /** 0.95 unless told. */
  readonly confidence?: number;
  /** What the share is supposed to be; 0.5, which takes the largest sample, unless told. */
  readonly share?: number;
}

/**
 * How many records of a base must be worked to know a share so well: n0 = z² p (1 - p) / e², corrected for a finite base
 * by n = n0 / (1 + (n0 - 1) / N).
 *
 * @param base records of the base; without it the base has no end
 * @example
 * ```ts
 * sampleSize({ margin: 0.05 }, 1_000); // 278
 * ```
 */
export function sampleSize(
  { margin, confidence = 0.95, share = 0.5 }: Precision,
  base = Number.POSITIVE_INFINITY,
): number {
  const unlimited = (normalQuantile((1 + confidence) / 2) ** 2 * share * (1 - share)) / margin ** 2;
  return Math.ceil(unlimited / (1 + (unlimited - 1) / base));
}

/**
 * How many attempts each of two groups must have to tell their shares apart, by the test of two proportions.
 *
 * @param power the probability to find the difference if there is one; 0.8 unless told
 */
export function attemptsToTellApart(one: number, other: number, power = 0.8, confidence = 0.95): number {
  const middle = (one + other) / 2;
  const alike = normalQuantile((1 + confidence) / 2) * Math.sqrt(2 * middle * (1 - middle));
  const apart = normalQuantile(power) * Math.sqrt(one * (1 - one) + other * (1 - other));
  return Math.ceil(((alike + apart) / (one - other)) ** 2);
}
