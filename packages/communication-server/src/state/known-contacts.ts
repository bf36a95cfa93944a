import type { ContactRecord } from './records.js';

/** How many contacts that are over stay in memory, because something may still be told of them. */
const KEPT_CONTACTS = 1_000;

/** The contacts that are not over, and the last that are: the others are in the history of contacts. */
export class KnownContacts {
  /** Those that are not closed. */
  readonly open = new Set<ContactRecord>();
  readonly #byId = new Map<string, ContactRecord>();
  /** By gateway, then by the gateway's own ids. */
  readonly #byOrigin = new Map<string, Map<string, ContactRecord>>();
  /** Contacts that are over, each with the number of the last event about it, in the order of these. */
  readonly #over = new Map<ContactRecord, number>();

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): ContactRecord | undefined {
    return this.#byId.get(id);
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  values(): IterableIterator<ContactRecord> {
    return this.#byId.values();
  }

  /** The contact a gateway knows under an id of its own. */
  of(gateway: string, externalId: string): ContactRecord | undefined {
    return this.#byOrigin.get(gateway)?.get(externalId);
  }

  add(contact: ContactRecord): void {
    this.#byId.set(contact.id, contact);
    this.open.add(contact);
    const ofGateway = this.#byOrigin.get(contact.gateway) ?? new Map<string, ContactRecord>();
    this.#byOrigin.set(contact.gateway, ofGateway.set(contact.externalId, contact));
  }

  /** A contact is over by the event `number`: nobody has anything to do about it. What is said of it later keeps it for longer. */
  rest(contact: ContactRecord, number: number): void {
    this.#over.delete(contact);
    this.#over.set(contact, number);
  }

  /** A contact that was closed goes on. */
  reopen(contact: ContactRecord): void {
    this.#over.delete(contact);
    this.open.add(contact);
  }

  /** Forgets contacts that are over but for the last `kept`, as far as they were by the event number `upTo`. */
  forget(upTo: number, kept = KEPT_CONTACTS): void {
    for (const [contact, number] of this.#over) {
      if (this.#over.size <= kept || number > upTo) return;
      this.#over.delete(contact);
      this.#byId.delete(contact.id);
      this.#byOrigin.get(contact.gateway)?.delete(contact.externalId);
    }
  }
}
