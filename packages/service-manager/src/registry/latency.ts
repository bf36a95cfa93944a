/** Buckets per doubling: neighbouring bounds are 9 % apart. */
const PER_OCTAVE = 8;
/** From 1 µs to about 1.2 hours. */
const BUCKETS = 32 * PER_OCTAVE;

/**
 * How long calls take: a histogram with logarithmic buckets, so that quantiles are right to 9 % in 1 kB, whatever the
 * number of calls.
 */
export class Latency {
  #buckets: Uint32Array | undefined;
  #count = 0;

  /** Adds a duration in milliseconds. */
  add(ms: number): void {
    this.#buckets ??= new Uint32Array(BUCKETS);
    const bucket = Math.min(BUCKETS - 1, Math.max(0, Math.ceil(Math.log2(Math.max(ms, 0) * 1_000) * PER_OCTAVE)));
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.#count += 1;
  }

  /** The duration in milliseconds that a share of the calls (0 to 1) did not exceed; undefined before the first. */
  quantile(share: number): number | undefined {
    if (!this.#buckets) return undefined;
    let left = Math.max(1, Math.ceil(share * this.#count));
    for (const [bucket, count] of this.#buckets.entries()) {
      left -= count;
      if (left <= 0) return 2 ** (bucket / PER_OCTAVE) / 1_000;
    }
    return undefined;
  }
}
