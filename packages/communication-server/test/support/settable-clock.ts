import { VirtualClock } from '@caruso/core';

/** A machine whose clock somebody sets; timers wait for the time that passes, whatever it is set to. */
export class SettableClock {
  readonly #real = new VirtualClock(0);
  #set: number;

  constructor(start: number) {
    this.#set = start;
  }

  now(): number {
    return this.#real.now() + this.#set;
  }

  at(time: number, action: () => void) {
    return this.#real.at(time - this.#set, action);
  }

  /** Puts the clock forward, or back when negative. */
  set(byMs: number): void {
    this.#set += byMs;
  }

  /** Lets time pass. */
  pass(ms: number): void {
    this.#real.advance(ms);
  }

  /** How much time has passed. */
  get passed(): number {
    return this.#real.now();
  }
}
