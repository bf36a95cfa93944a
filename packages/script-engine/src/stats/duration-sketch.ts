/** How much one bucket is wider than the one before: quantiles are exact to a fiftieth. */
const GROWTH = 1.04;
const LOG = Math.log(GROWTH);

/**
 * Durations counted in buckets that grow with them, as in DDSketch (Masson, Rim, Lee 2019): quantiles of any number of
 * durations in a memory that depends on their range only.
 */
export class DurationSketch {
  readonly #buckets = new Map<number, number>();
  #count = 0;

  /** @param ms - a duration in milliseconds; what is less than one counts as one */
  add(ms: number): void {
    const bucket = Math.round(Math.log(Math.max(1, ms)) / LOG);
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1);
    this.#count += 1;
  }

  merge(other: DurationSketch): void {
    for (const [bucket, count] of other.#buckets) this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + count);
    this.#count += other.#count;
  }

  /** The duration in milliseconds that a share of all did not exceed; undefined when there are none. */
  quantile(share: number): number | undefined {
    const wanted = Math.max(1, Math.ceil(share * this.#count));
    let seen = 0;
    for (const bucket of [...this.#buckets.keys()].sort((a, b) => a - b)) {
      seen += this.#buckets.get(bucket) ?? 0;
      if (seen >= wanted) return Math.exp(bucket * LOG);
    }
    return undefined;
  }
}
