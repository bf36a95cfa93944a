import type { MailOptions } from './mail-options.js';

/** The addresses at which the company is written to, and what answers them. */
export class OwnAddresses {
  /** The display name with which answers are sent. */
  readonly name: string;
  readonly #main: string;
  readonly #mainQueue: string;
  readonly #queues: ReadonlyMap<string, string>;

  constructor({ from, queue, addresses = {} }: Pick<MailOptions, 'from' | 'queue' | 'addresses'>) {
    const [, name = '', address = from] = /^(.*)<(.*)>$/.exec(from) ?? [];
    this.name = name.trim().replace(/^"(.*)"$/, '$1');
    this.#main = address.trim().toLowerCase();
    this.#mainQueue = queue;
    this.#queues = new Map(Object.entries(addresses).map(([to, answered]) => [to.toLowerCase(), answered]));
  }

  has(address: string): boolean {
    return address === this.#main || this.#queues.has(address);
  }

  /** The domain of the message ids that are made. */
  get domain(): string {
    return this.#main.slice(this.#main.indexOf('@') + 1);
  }

  /** Which of our addresses a mail was written to, and the queue of it. */
  answering(recipients: readonly string[]): { readonly to: string; readonly queue: string } {
    for (const to of recipients) {
      const queue = this.#queues.get(to);
      if (queue !== undefined) return { to, queue };
    }
    return { to: this.#main, queue: this.#mainQueue };
  }
}
