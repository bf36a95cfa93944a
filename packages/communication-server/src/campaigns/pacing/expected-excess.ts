import type { CountDistribution } from './count-distribution.js';

/**
 * By how many answered calls exceed the agents who can take them: E[(X - N - F)+], with N free agents and F who become
 * free in time.
 *
 * @param answers X
 * @param free N
 * @param freed P(F <= k) for k = 0, 1, 2, …
 */
export function expectedExcess(answers: CountDistribution, free: number, freed: readonly number[]): number {
  // E[(X - Y)+] is the sum over k of P(Y <= k) P(X > k).
  let above = 1;
  let excess = 0;
  for (let k = 0; k < answers.length - 1; k++) {
    above -= answers[k] ?? 0;
    if (k >= free) excess += Math.max(0, above) * (freed[Math.min(k - free, freed.length - 1)] ?? 1);
  }
  return excess;
}
