import type { Concurrency } from '../model/run-policy.js';

/** Lets at most so many calls run at once; a bounded number of others waits, in their order. */
export class Bulkhead {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(readonly limit: Concurrency) {}

  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Enters: at once, later, or not at all. What it returns tells which: true, a promise of the turn together with a way to
   * give the place in the queue up, or false when the queue is full.
   */
  enter(): true | false | { readonly turn: Promise<void>; leaveQueue(): boolean } {
    if (this.#running < this.limit.atOnce) {
      this.#running += 1;
      return true;
    }
    if (this.#waiting.length >= this.limit.waiting) return false;
    let admit = () => {};
    const turn = new Promise<void>((resolve) => {
      admit = resolve;
    });
    this.#waiting.push(admit);
    const leaveQueue = () => {
      const index = this.#waiting.indexOf(admit);
      if (index >= 0) this.#waiting.splice(index, 1);
      return index >= 0;
    };
    return { turn, leaveQueue };
  }

  /** Leaves; exactly once for each that has entered. Whoever waits longest takes the place. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }
}
