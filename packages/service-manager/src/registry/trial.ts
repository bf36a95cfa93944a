import type { Clock, Timer } from '@caruso/core';
import type { Probation } from '../model/receipt.js';

/** Watches the calls of a version on probation. */
export class Trial {
  /** Why the version has failed; undefined when it has passed. */
  readonly verdict: Promise<string | undefined>;
  #decide: (failure: string | undefined) => void = () => {};
  #calls = 0;
  #failures = 0;
  #over = false;
  readonly #timer: Timer;

  constructor(
    private readonly terms: Probation,
    clock: Clock,
    /** Goes back to the old version; called in the moment in which the new one has failed. */
    readonly rollBack: (failure: string) => void,
  ) {
    this.verdict = new Promise((resolve) => {
      this.#decide = resolve;
    });
    this.#timer = clock.at(clock.now() + terms.ms, () => this.end());
  }

  /** Notes how a call ended: undefined, or why it failed. */
  note(failure: string | undefined): void {
    if (this.#over) return;
    this.#calls += 1;
    if (failure !== undefined) this.#failures += 1;
    if (failure !== undefined && this.#failures >= (this.terms.failures ?? 1)) {
      this.#end(failure);
      this.rollBack(failure);
    } else if (this.#calls >= (this.terms.calls ?? Number.POSITIVE_INFINITY)) this.#end(undefined);
  }

  /** Ends it before its time: the version has not failed so far. */
  end(): void {
    this.#end(undefined);
  }

  #end(failure: string | undefined): void {
    if (this.#over) return;
    this.#over = true;
    this.#timer.cancel();
    this.#decide(failure);
  }
}
