import type { Clock, Timer } from '@caruso/core';

/** One timer for the earliest of many deadlines. The deadlines themselves are kept elsewhere, where they survive a restart. */
export class DeadlineTimer {
  readonly #clock: Clock;
  readonly #due: () => void;
  #armed: { readonly at: number; readonly timer: Timer } | undefined;

  constructor(clock: Clock, due: () => void) {
    this.#clock = clock;
    this.#due = due;
  }

  /** Waits for this time (milliseconds since 1970 UTC) and no other any more; undefined when there is none to wait for. */
  arm(at: number | undefined): void {
    if (at === this.#armed?.at) return;
    this.#armed?.timer.cancel();
    this.#armed = at === undefined ? undefined : { at, timer: this.#clock.at(at, () => this.#over()) };
  }

  #over(): void {
    this.#armed = undefined;
    this.#due();
  }
}
