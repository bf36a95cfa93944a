import type { Clock, Timer } from '@caruso/core';
import { BEAT_MS, TTL_MS } from '../exchange/protocol.js';

/** The processes that say at intervals that they are there, and which of them have died. */
export class Nodes {
  /** When each was heard last. */
  readonly #heard = new Map<string, number>();
  #timer: Timer | undefined;
  #due = 0;

  constructor(
    private readonly clock: Clock,
    private readonly died: (node: string) => void,
    /** Whether they could have been heard. */
    private readonly listening: () => boolean,
  ) {}

  has(node: string): boolean {
    return this.#heard.has(node);
  }

  hear(node: string): void {
    this.#heard.set(node, this.clock.now());
    if (!this.#timer) this.#lookSoon();
  }

  forget(node: string): void {
    this.#heard.delete(node);
  }

  /** Begins to count anew for all, because for a while nobody could be heard. */
  hearAll(): void {
    for (const node of this.#heard.keys()) this.#heard.set(node, this.clock.now());
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#heard.clear();
  }

  #lookSoon(): void {
    this.#due = this.clock.now() + BEAT_MS;
    this.#timer = this.clock.at(this.#due, () => this.#look());
  }

  #look(): void {
    this.#timer = undefined;
    const now = this.clock.now();
    // This process itself was held up: what the others have said meanwhile has not been read yet.
    if (now - this.#due > BEAT_MS || !this.listening()) this.hearAll();
    for (const [node, heard] of this.#heard) {
      if (now - heard < TTL_MS) continue;
      this.#heard.delete(node);
      this.died(node);
    }
    if (this.#heard.size > 0) this.#lookSoon();
  }
}
