/** Probabilities of 0, 1, 2, … events. */
export type CountDistribution = readonly number[];

/** Probabilities that do not matter at the upper end. */
const NEGLIGIBLE = 1e-10;

/** The number of events when each happens with a probability of its own. */
export function countOf(probabilities: Iterable<number>): CountDistribution {
  const count = [1];
  for (const probability of probabilities) if (probability > 0) addOne(count, probability);
  return count;
}

/** The distribution with one more event that may happen. */
export function withOneMore(count: CountDistribution, probability: number): CountDistribution {
  const more = count.slice();
  addOne(more, probability);
  return more;
}

/** In place: this is what a pacer spends its time on. */
function addOne(count: number[], probability: number): void {
  const rest = 1 - probability;
  const highest = (count.at(-1) ?? 0) * probability;
  for (let index = count.length - 1; index > 0; index--)
    count[index] = (count[index] ?? 0) * rest + (count[index - 1] ?? 0) * probability;
  count[0] = (count[0] ?? 0) * rest;
  if (highest >= NEGLIGIBLE) count.push(highest);
}

/** P(at most k) for k = 0, 1, 2, … */
export function cumulative(count: CountDistribution): readonly number[] {
  const sums: number[] = [];
  for (const probability of count) sums.push((sums.at(-1) ?? 0) + probability);
  return sums;
}
