import type { BreakerPolicy } from '../model/run-policy.js';

/** Parts into which the window is cut: the oldest is forgotten as a whole. */
const SLICES = 10;

interface Slice {
  readonly number: number;
  calls: number;
  failures: number;
}

/**
 * Stops calling a component whose calls fail: opens at a share of failures over a minimum count within a window, lets one call
 * try after a while, and closes when that succeeds. Time-outs count as failures.
 */
export class Breaker {
  readonly #share: number;
  readonly #minimumCalls: number;
  readonly #sliceMs: number;
  readonly #halfOpenMs: number;
  #slices: Slice[] = [];
  #openedAt: number | undefined;
  #trying = false;

  constructor(
    { share = 0.5, minimumCalls = 20, windowMs = 60_000, halfOpenMs = 10_000 }: BreakerPolicy,
    private readonly now: () => number,
  ) {
    this.#share = share;
    this.#minimumCalls = minimumCalls;
    this.#sliceMs = windowMs / SLICES;
    this.#halfOpenMs = halfOpenMs;
  }

  get state(): 'closed' | 'open' | 'half-open' {
    if (this.#openedAt === undefined) return 'closed';
    return this.now() - this.#openedAt >= this.#halfOpenMs ? 'half-open' : 'open';
  }

  /** Whether a call may be made now. In the half-open state that is the one that tries. */
  admits(): boolean {
    const { state } = this;
    if (state === 'closed') return true;
    if (state === 'open' || this.#trying) return false;
    this.#trying = true;
    return true;
  }

  /** Notes how an admitted call ended. One that was neither (it was cancelled, say) leaves the next to try. */
  note(outcome: 'succeeded' | 'failed' | 'neither'): void {
    if (this.#openedAt !== undefined) {
      this.#trying = false;
      if (outcome === 'succeeded') {
        this.#openedAt = undefined;
        this.#slices = [];
      } else if (outcome === 'failed') this.#openedAt = this.now();
      return;
    }
    if (outcome === 'neither') return;
    const { calls, failures } = this.#count(outcome === 'failed');
    if (calls >= this.#minimumCalls && failures / calls >= this.#share) this.#openedAt = this.now();
  }

  #count(failed: boolean): { readonly calls: number; readonly failures: number } {
    const number = Math.floor(this.now() / this.#sliceMs);
    this.#slices = this.#slices.filter((slice) => slice.number > number - SLICES);
    let current = this.#slices.at(-1);
    if (current?.number !== number) {
      current = { number, calls: 0, failures: 0 };
      this.#slices.push(current);
    }
    current.calls += 1;
    if (failed) current.failures += 1;
    const sum = (pick: (slice: Slice) => number) => this.#slices.reduce((total, slice) => total + pick(slice), 0);
    return { calls: sum(({ calls }) => calls), failures: sum(({ failures }) => failures) };
  }
}
