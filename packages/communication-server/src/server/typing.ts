import type { Clock, Timer } from '@caruso/core';
import type { AgentView } from '../contract.js';

/** How long a customer counts as writing after the last key. */
const SHOWN_MS = 5_000;

/** Which customers are writing at this moment. It is told to who watches, and kept nowhere. */
export class Typing {
  readonly #clock: Clock;
  readonly #changed: (contact: string) => void;
  readonly #until = new Map<string, Timer>();

  /** @param changed - told when a customer begins or stops */
  constructor(clock: Clock, changed: (contact: string) => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  note(contact: string): void {
    const before = this.#until.get(contact);
    before?.cancel();
    this.#until.set(
      contact,
      this.#clock.at(this.#clock.now() + SHOWN_MS, () => this.stop(contact)),
    );
    if (!before) this.#changed(contact);
  }

  /** What was written is there now. */
  stop(contact: string): void {
    const timer = this.#until.get(contact);
    timer?.cancel();
    if (this.#until.delete(contact)) this.#changed(contact);
  }

  /** A picture of an agent with the customers who are writing. */
  shownIn(view: AgentView): AgentView {
    if (this.#until.size === 0) return view;
    const contacts = view.contacts.map((contact) =>
      this.#until.has(contact.contact) ? { ...contact, typing: true } : contact,
    );
    return { ...view, contacts };
  }

  close(): void {
    for (const timer of this.#until.values()) timer.cancel();
    this.#until.clear();
  }
}
