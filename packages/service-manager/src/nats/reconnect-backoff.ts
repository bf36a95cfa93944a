import type { Status } from '@nats-io/transport-node';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/** How long to wait before the next attempt to connect again: longer each time, and spread, so that not all come at once. */
export class ReconnectBackoff {
  #attempts = 0;
  #waitMs = FIRST_WAIT_MS;

  constructor(private readonly random: () => number = Math.random) {}

  /** Milliseconds between two attempts at the same server. */
  get waitMs(): number {
    return this.#waitMs;
  }

  /** Hears of the attempts. */
  async follow(statuses: AsyncIterable<Pick<Status, 'type'>>): Promise<void> {
    for await (const { type } of statuses) {
      if (type === 'reconnecting') this.#attempts += 1;
      else if (type === 'reconnect') this.#attempts = 0;
      else continue;
      const longest = Math.min(FIRST_WAIT_MS * 2 ** this.#attempts, LONGEST_WAIT_MS);
      this.#waitMs = Math.round(longest * (0.5 + this.random() / 2));
    }
  }
}
