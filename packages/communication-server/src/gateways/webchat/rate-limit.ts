/**
 * At most so many in a time, by a token bucket: as many at once as fit, then one whenever its share of the time is over.
 *
 * @example
 * ```ts
 * const limit = new RateLimit(10, 10_000);
 * limit.take(Date.now()); // 0: go ahead, or the milliseconds to wait
 * ```
 */
export class RateLimit {
  readonly #size: number;
  readonly #perMs: number;
  #level: number;
  #at = 0;

  constructor(count: number, withinMs: number) {
    this.#size = count;
    this.#perMs = count / withinMs;
    this.#level = count;
  }

  /**
   * Takes one, if there is one.
   *
   * @param now - milliseconds since 1970 UTC
   * @returns 0, or after how many milliseconds there is one
   */
  take(now: number): number {
    this.#level = Math.min(this.#size, this.#level + Math.max(0, now - this.#at) * this.#perMs);
    this.#at = now;
    if (this.#level < 1) return Math.ceil((1 - this.#level) / this.#perMs);
    this.#level -= 1;
    return 0;
  }

  /** Whether nothing was taken for so long that a new one would be the same. */
  isFull(now: number): boolean {
    return this.#level + Math.max(0, now - this.#at) * this.#perMs >= this.#size;
  }
}
