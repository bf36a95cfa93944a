/** How long something takes that never takes equally long; times in seconds. */
export type Distribution =
  | { readonly law: 'exponential' | 'fixed'; readonly mean: number }
  /** Most are shorter than the mean, a few much longer, as it is with talks. */
  | { readonly law: 'lognormal'; readonly mean: number; readonly deviation: number };

/**
 * One duration, in seconds.
 *
 * @param random numbers from 0 to below 1
 */
export function draw(distribution: Distribution, random: () => number): number {
  const { law, mean } = distribution;
  switch (law) {
    case 'fixed':
      return mean;
    case 'exponential':
      return -mean * Math.log(1 - random());
    case 'lognormal': {
      const variance = Math.log(1 + (distribution.deviation / mean) ** 2);
      return mean * Math.exp(Math.sqrt(variance) * standardNormal(random) - variance / 2);
    }
  }
}

/** G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29 (1958). */
function standardNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
