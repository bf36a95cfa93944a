import type { Clock, Timer } from '@caruso/core';

/** How fast time goes while the machine's clock is behind it. */
const PACE = 0.5;

/**
 * The time of a contact centre: that of the machine's clock, but it never goes back. Where that clock is put back, or the log was
 * written by a machine whose clock was ahead, time goes on at half its pace until both agree: what waits for a deadline does not
 * wait for the hour to come again, and opening hours are soon right again.
 */
export class SteadyClock implements Clock {
  readonly #machine: Clock;
  /** What the machine's clock said last, and by how much this one is ahead of it. */
  #seen: number;
  #ahead = 0;

  constructor(machine: Clock) {
    this.#machine = machine;
    this.#seen = machine.now();
  }

  now(): number {
    const machine = this.#machine.now();
    const passed = machine - this.#seen;
    this.#seen = machine;
    this.#ahead = Math.max(0, this.#ahead - (passed > 0 ? passed * (1 - PACE) : passed));
    return Math.floor(machine + this.#ahead);
  }

  at(time: number, action: () => void): Timer {
    const wait = time - this.now();
    // So much of it goes by at the slow pace.
    const slow = Math.min(Math.max(wait, 0), (this.#ahead * PACE) / (1 - PACE));
    return this.#machine.at(this.#seen + slow / PACE + (wait - slow), action);
  }

  /** Something has happened at this time already, so it is not earlier. */
  reach(time: number): void {
    this.#ahead += Math.max(0, time - this.now());
  }
}
