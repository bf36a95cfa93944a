import { betaQuantile } from './beta-distribution.js';

/**
 * The share that the true one exceeds with no more than the remaining probability, whatever it is: the one-sided exact
 * limit of C. J. Clopper and E. S. Pearson, Biometrika 26 (1934).
 *
 * @param confidence that the true share is not above; 0.95 unless told
 * @returns 1 when nothing was tried
 */
export function upperLimit(successes: number, trials: number, confidence = 0.95): number {
  return successes >= trials ? 1 : betaQuantile(confidence, successes + 1, trials - successes);
}
