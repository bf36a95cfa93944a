import type { IncomingMessage } from 'node:http';
import { RateLimit } from './rate-limit.js';
import type { WebchatLimits } from './webchat-options.js';

const CHATS_WITHIN_MS = 600_000;
/** Addresses whose new chats are counted at once; before more are, those that count nothing any more are forgotten. */
const MOST_ADDRESSES = 10_000;

/** How many connections and new chats there are, of all visitors and of each address. */
export class Addresses {
  readonly #trustProxy: boolean;
  readonly #limits: WebchatLimits;
  readonly #connections = new Map<string, number>();
  readonly #begun = new Map<string, RateLimit>();
  #open = 0;

  constructor({ trustProxy, limits }: { readonly trustProxy: boolean; readonly limits: WebchatLimits }) {
    this.#trustProxy = trustProxy;
    this.#limits = limits;
  }

  /** Where a request comes from. Of what was forwarded only the last entry was written by our own proxy. */
  of({ headers, socket }: IncomingMessage): string {
    const forwarded = this.#trustProxy ? [headers['x-forwarded-for']].flat().at(-1) : undefined;
    return forwarded?.split(',').at(-1)?.trim() || (socket.remoteAddress ?? '');
  }

  /** One more connection; what is returned gives it back. Undefined when there are too many. */
  take(address: string): (() => void) | undefined {
    const mine = this.#connections.get(address) ?? 0;
    if (this.#open >= this.#limits.connections || mine >= this.#limits.connectionsPerAddress) return undefined;
    this.#open += 1;
    this.#connections.set(address, mine + 1);
    return () => {
      this.#open -= 1;
      const left = (this.#connections.get(address) ?? 1) - 1;
      if (left > 0) this.#connections.set(address, left);
      else this.#connections.delete(address);
    };
  }

  /** One more chat: 0, or in how many milliseconds there may be one. */
  begin(address: string, now: number): number {
    if (this.#begun.size >= MOST_ADDRESSES)
      for (const [known, limit] of this.#begun) if (limit.isFull(now)) this.#begun.delete(known);
    const limit = this.#begun.get(address) ?? new RateLimit(this.#limits.chatsPerAddress, CHATS_WITHIN_MS);
    this.#begun.set(address, limit);
    return limit.take(now);
  }
}
