/**
 * Counts the calls in flight on one instance. An instance may be stopped only when its count is zero; `idle()` tells when.
 */
export class LeaseCounter {
  #inFlight = 0;
  #waiting: (() => void)[] = [];

  get inFlight(): number {
    return this.#inFlight;
  }

  take(): void {
    this.#inFlight += 1;
  }

  /** Gives a lease back; exactly once for each `take()`. */
  giveBack(): void {
    this.#inFlight -= 1;
    if (this.#inFlight > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** Resolves as soon as no call is in flight. */
  idle(): Promise<void> {
    return this.#inFlight === 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }
}
