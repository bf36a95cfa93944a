/** So many steps take well below a second; a list of 100,000 objects is filtered and summed up in some 600,000. */
const MOST_STEPS = 1_000_000;

/** Leaves an evaluation that would take too long; it never leaves this package: what is not calculated is null. */
export class TooManySteps extends Error {}

/**
 * What an evaluation may still do. An expression is short and has no loops, but names run through lists and lists stand
 * in lists: only what is counted is known to end soon, whatever the data are, on every machine at the same place.
 */
export class Steps {
  #left: number;

  constructor(most = MOST_STEPS) {
    this.#left = most;
  }

  get left(): number {
    return this.#left;
  }

  /** @throws TooManySteps when there are not so many left */
  take(count: number): void {
    this.#left -= count;
    if (this.#left < 0) throw new TooManySteps();
  }
}
