import type { Clock, Timer } from '@caruso/core';

/**
 * Who sits at which desktop. A desktop that watches its agent holds the agent's session; when the last one has been gone
 * for `graceMs`, `lost` is called, and again after each further such time as long as it returns true and nobody is back.
 */
export class Presence {
  readonly #clock: Clock;
  /** From the next absence on. */
  graceMs: number;
  readonly #lost: (agent: string) => boolean;
  readonly #watchers = new Map<string, number>();
  readonly #timers = new Map<string, Timer>();

  constructor(clock: Clock, graceMs: number, lost: (agent: string) => boolean) {
    this.#clock = clock;
    this.graceMs = graceMs;
    this.#lost = lost;
  }

  /** A desktop is there, until the function returned is called. */
  hold(agent: string): () => void {
    this.#watchers.set(agent, (this.#watchers.get(agent) ?? 0) + 1);
    this.forget(agent);
    return () => {
      const left = (this.#watchers.get(agent) ?? 1) - 1;
      this.#watchers.set(agent, left);
      if (left === 0) this.miss(agent);
    };
  }

  /** Begins to count: nobody watches the agent, so far as is known. */
  miss(agent: string): void {
    if ((this.#watchers.get(agent) ?? 0) > 0 || this.#timers.has(agent)) return;
    const over = () => {
      this.#timers.delete(agent);
      if (this.#lost(agent)) this.miss(agent);
    };
    this.#timers.set(agent, this.#clock.at(this.#clock.now() + this.graceMs, over));
  }

  /** Nobody needs to watch the agent any more. */
  forget(agent: string): void {
    this.#timers.get(agent)?.cancel();
    this.#timers.delete(agent);
  }

  close(): void {
    for (const agent of [...this.#timers.keys()]) this.forget(agent);
    this.#watchers.clear();
  }
}
