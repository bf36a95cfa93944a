import { type Clock, type Timer, VirtualClock } from '@caruso/core';

/** A clock whose time passes as soon as nothing else happens: a millisecond for each idle turn of the event loop. */
export class ImpatientClock implements Clock {
  readonly #time = new VirtualClock();
  #passing = false;

  /** How many timers wait. */
  get pending(): number {
    return this.#time.pending;
  }

  now(): number {
    return this.#time.now();
  }

  at(time: number, action: () => void): Timer {
    const timer = this.#time.at(time, action);
    if (!this.#passing) this.#pass();
    return timer;
  }

  /** Resolves when so much time has passed. */
  after(ms: number): Promise<void> {
    return new Promise((resolve) => this.at(this.now() + ms, resolve));
  }

  #pass(): void {
    this.#passing = this.pending > 0;
    if (!this.#passing) return;
    setImmediate(() => {
      this.#time.advance(1);
      this.#pass();
    });
  }
}
