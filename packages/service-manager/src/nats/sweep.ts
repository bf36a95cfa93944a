import type { Clock, Timer } from '@caruso/core';

/** One timer for many deadlines: sees to it that `action` runs at the latest at each time asked for. */
export class Sweep {
  #timer: Timer | undefined;
  #at = Number.POSITIVE_INFINITY;

  /** @param action gets the time, and returns when it has to run again; infinity for not by itself */
  constructor(
    private readonly clock: Clock,
    private readonly action: (now: number) => number,
  ) {}

  /** Runs the action at `time`, unless it runs before. */
  by(time: number): void {
    if (time >= this.#at) return;
    this.#timer?.cancel();
    this.#at = time;
    this.#timer = this.clock.at(time, this.#run);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#at = Number.POSITIVE_INFINITY;
  }

  readonly #run = () => {
    this.#timer = undefined;
    this.#at = Number.POSITIVE_INFINITY;
    this.by(this.action(this.clock.now()));
  };
}
