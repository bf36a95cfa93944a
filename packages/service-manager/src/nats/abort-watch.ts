import type { CarusoError } from '@caruso/core';

type Listener = () => void;

/**
 * As much of an abort signal as a stub needs that is called on behalf of another process. A real one costs more than all the rest
 * of a call; what a handler sees is always a real one.
 */
export class AbortWatch {
  reason: CarusoError | undefined;
  /** Nearly always one. */
  #listeners: Listener[] | undefined;

  get aborted(): boolean {
    return this.reason !== undefined;
  }

  addEventListener(_type: 'abort', listener: Listener): void {
    if (this.#listeners) this.#listeners.push(listener);
    else this.#listeners = [listener];
  }

  removeEventListener(_type: 'abort', listener: Listener): void {
    this.#listeners = this.#listeners?.filter((other) => other !== listener);
  }

  abort(reason: CarusoError): void {
    if (this.reason) return;
    this.reason = reason;
    const listeners = this.#listeners;
    this.#listeners = undefined;
    for (const listener of listeners ?? []) listener();
  }

  /** For the options of a call by a stub. */
  asSignal(): AbortSignal {
    return this as unknown as AbortSignal;
  }
}
