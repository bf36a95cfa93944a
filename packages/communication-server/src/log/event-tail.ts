import type { ContactCentreEvent } from '../contract.js';

/** The newest events of a log, kept in memory so that followers seldom read the log itself. */
export class EventTail {
  readonly #kept: number;
  #events: ContactCentreEvent[] = [];

  /** @param kept - how many events are kept at least */
  constructor(kept: number) {
    this.#kept = kept;
  }

  /** Adds the events behind the last. */
  add(events: readonly ContactCentreEvent[]): void {
    this.#events.push(...events);
    // Cut seldom, because cutting moves all that stay.
    if (this.#events.length > 2 * this.#kept) this.#events = this.#events.slice(-this.#kept);
  }

  clear(): void {
    this.#events = [];
  }

  /** Up to `limit` events behind the number `after`; undefined when the first of them is not kept. */
  behind(after: number, limit: number): readonly ContactCentreEvent[] | undefined {
    const [first] = this.#events;
    if (!first || after + 1 < first.number) return undefined;
    const start = after + 1 - first.number;
    return this.#events.slice(start, start + limit);
  }
}
