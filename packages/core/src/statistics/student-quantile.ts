import { betaQuantile } from './beta-distribution.js';

/**
 * The value below which a Student t distributed variable falls with a probability: 3.8834 for 0.9995 and 19 degrees of
 * freedom.
 *
 * By the incomplete beta function (NIST Digital Library of Mathematical Functions, 8.17; Student, Biometrika 6, 1908).
 *
 * @param probability between 0 and 1
 * @param freedom degrees of freedom, above 0
 */
export function studentQuantile(probability: number, freedom: number): number {
  if (probability === 0.5) return 0;
  const outside = 2 * Math.min(probability, 1 - probability);
  const share = betaQuantile(outside, freedom / 2, 0.5);
  return Math.sign(probability - 0.5) * Math.sqrt((freedom * (1 - share)) / share);
}
