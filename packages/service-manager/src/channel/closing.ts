import type { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';

/** The end of a channel: it comes once, has a reason, and whoever wants to know is told. */
export class Closing {
  #reason: CarusoError | undefined;
  #listeners: ((reason: CarusoError) => void)[] = [];

  constructor(private readonly peer: string) {}

  get reason(): CarusoError | undefined {
    return this.#reason;
  }

  onClose(listener: (reason: CarusoError) => void): void {
    if (this.#reason) listener(this.#reason);
    else this.#listeners.push(listener);
  }

  /** Whether this was the first time. */
  close(reason: CarusoError | string): boolean {
    if (this.#reason) return false;
    this.#reason = typeof reason === 'string' ? new ServiceErrors.ChannelClosed({ peer: this.peer, reason }) : reason;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener(this.#reason);
    return true;
  }
}
