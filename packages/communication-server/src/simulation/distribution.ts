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

/**
 * One duration, in seconds, of those that are longer than `least`: how long somebody will wait who has waited that long already.
 *
 * @param random numbers from 0 to below 1
 * @returns Infinity where a law knows none that is so long
 */
export function drawBeyond(distribution: Distribution, least: number, random: () => number): number {
  if (least <= 0) return draw(distribution, random);
  const { mean } = distribution;
  if (distribution.law === 'lognormal' && distribution.deviation > 0) {
    const variance = Math.log(1 + (distribution.deviation / mean) ** 2);
    const spread = Math.sqrt(variance);
    const limit = (Math.log(least / mean) + variance / 2) / spread;
    return mean * Math.exp(spread * normalBeyond(limit, random) - variance / 2);
  }
  // What is exponential has no memory.
  if (distribution.law === 'exponential') return least + draw(distribution, random);
  return mean > least ? mean : Number.POSITIVE_INFINITY;
}

/** A standard normal number from a limit on: C. P. Robert, Statistics and Computing 5 (1995). */
function normalBeyond(limit: number, random: () => number): number {
  if (limit <= 0) {
    for (;;) {
      const number = standardNormal(random);
      if (number >= limit) return number;
    }
  }
  const rate = (limit + Math.sqrt(limit ** 2 + 4)) / 2;
  for (;;) {
    const number = limit - Math.log(1 - random()) / rate;
    if (random() < Math.exp(-((number - rate) ** 2) / 2)) return number;
  }
}

/** G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29 (1958). */
function standardNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
