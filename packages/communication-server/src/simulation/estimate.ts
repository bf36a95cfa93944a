import { studentQuantile } from '@caruso/core';

/** A figure of a simulation, and the interval in which the true one lies with the confidence asked for; of no width for what is certain. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One batch's share in a figure: how much of how many. */
export interface Ratio {
  readonly of: number;
  readonly in: number;
}

/**
 * A share or a mean over several independent batches, each record counted alike: the ratio of the sums, with Student's
 * interval by the spread of the batches around it (W. G. Cochran, Sampling Techniques, 1977, chapter 6).
 *
 * @param confidence that the interval holds the true figure
 * @returns undefined when there is nothing to count, or no spread because there is one batch only
 */
export function estimate(batches: readonly Ratio[], confidence = 0.95): Estimate | undefined {
  const runs = batches.length;
  const total = batches.reduce((sum, batch) => sum + batch.in, 0);
  if (total === 0 || runs < 2) return undefined;
  const value = batches.reduce((sum, batch) => sum + batch.of, 0) / total;
  const squares = batches.reduce((sum, batch) => sum + (batch.of - value * batch.in) ** 2, 0);
  const error = (Math.sqrt(squares / (runs * (runs - 1))) * runs) / total;
  const half = studentQuantile((1 + confidence) / 2, runs - 1) * error;
  return { value, low: value - half, high: value + half };
}

/** The same of the only run of what is not left to chance. */
export function exactly({ of, in: count }: Ratio): Estimate | undefined {
  return count === 0 ? undefined : { value: of / count, low: of / count, high: of / count };
}
