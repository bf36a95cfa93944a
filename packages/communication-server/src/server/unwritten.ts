import type { Statement } from '@caruso/storage-manager/contract';
import type { ContactCentreEvent } from '../contract.js';
import type { KeptContact } from '../state/kept-contact.js';

const WRITTEN_AT_ONCE = 2_000;

/** What is written together. */
interface Batch {
  readonly events: readonly ContactCentreEvent[];
  /** What else is written if the events are. */
  readonly beside: readonly Statement[];
  /** Contacts that are over by the events, or changed afterwards, each as the last of the events leaves it. */
  readonly kept: readonly KeptContact[];
  /** Number of the last event. */
  readonly last: number;
}

/** What is decided and not stored yet, in the order of deciding. */
export class Unwritten {
  #events: ContactCentreEvent[] = [];
  /** With the number of the last event of the decision. */
  #beside: {
    readonly number: number;
    readonly statements: readonly Statement[];
    readonly kept: readonly KeptContact[];
  }[] = [];

  get size(): number {
    return this.#events.length;
  }

  /** Adds the events of a decision, of which there is at least one, and what is written beside them. */
  add(events: readonly ContactCentreEvent[], statements: readonly Statement[], kept: readonly KeptContact[]): void {
    this.#events.push(...events);
    const number = events.at(-1)?.number ?? 0;
    if (statements.length + kept.length > 0) this.#beside.push({ number, statements, kept });
  }

  /**
   * Takes out as many events as fit, but never a part of a decision: what has one time and one cause is stored together.
   *
   * @param ends - the events with which decisions end, in order
   */
  take(ends: readonly { readonly number: number }[]): Batch {
    const events = this.#events.splice(0, this.#fitting(ends));
    const last = events.at(-1)?.number ?? 0;
    const beside = this.#beside.splice(0, this.#beside.findLastIndex(({ number }) => number <= last) + 1);
    const kept = new Map(beside.flatMap((each) => each.kept).map((contact) => [contact.number, contact]));
    return { events, beside: beside.flatMap(({ statements }) => statements), kept: [...kept.values()], last };
  }

  clear(): void {
    this.#events = [];
    this.#beside = [];
  }

  #fitting(ends: readonly { readonly number: number }[]): number {
    const all = this.#events.length;
    if (all <= WRITTEN_AT_ONCE) return all;
    const before = (this.#events[0]?.number ?? 1) - 1;
    const end = ends.findLast(({ number }) => number - before <= WRITTEN_AT_ONCE);
    return end ? end.number - before : all;
  }
}
