import type { Stub } from '@caruso/core';
import type { Column, Condition, Statement, Storage } from '@caruso/storage-manager/contract';
import type { KeptContact } from '../state/kept-contact.js';
import { completeContacts } from './complete-contacts.js';
import { CONTACT_TABLE, contactCells, contactTable, LONGEST_KEY, OWN } from './contact-table.js';

const STORE = 'system';
const WRITTEN_AT_ONCE = 500;
const { number, contact, gateway, externalId, customer, queue, agent, body } = OWN;

/** Which contacts are asked for. */
export interface WantedContacts {
  readonly customer?: string | undefined;
  readonly queue?: string | undefined;
  /** Only those whose number is below this one, to go on behind a list. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/**
 * The contacts that are over, each as it was at its end or became later. They are written with the events that say so, so
 * that what is no longer in memory is here.
 */
export class ContactHistory {
  readonly #storage: Stub<typeof Storage>;

  constructor(storage: Stub<typeof Storage>) {
    this.#storage = storage;
  }

  /** Makes the table if it is not there. */
  async define(): Promise<void> {
    await this.#storage.define({ store: STORE, tables: [contactTable] });
  }

  async find(id: string): Promise<KeptContact | undefined> {
    return (await this.#select({ column: contact, op: 'eq', value: id }, 1))[0];
  }

  /** The contact a gateway knows under an id of its own. */
  async findByOrigin(of: string, id: string): Promise<KeptContact | undefined> {
    const known = eq(externalId, id.slice(0, LONGEST_KEY));
    const found = await this.#select({ all: [eq(gateway, of), known] }, 10);
    return found.find((kept) => kept.externalId === id);
  }

  /** Who talked to a customer last. */
  async lastAgentOf(of: string): Promise<string | undefined> {
    const known = eq(customer, of.slice(0, LONGEST_KEY));
    const [last] = await this.#select({ all: [known, { column: agent, op: 'notNull' }] }, 1);
    return last?.agent;
  }

  /** The newest first. */
  list({ customer: of, queue: inQueue, before, limit }: WantedContacts): Promise<readonly KeptContact[]> {
    const all = [
      ...(of === undefined ? [] : [eq(customer, of.slice(0, LONGEST_KEY))]),
      ...(inQueue === undefined ? [] : [eq(queue, inQueue)]),
      ...(before === undefined ? [] : [below(before)]),
    ];
    return this.#select(all.length === 0 ? undefined : { all }, limit);
  }

  /** Those that nobody has found to be of a customer, the newest first. */
  ofNobody(before: number | undefined, limit: number): Promise<readonly KeptContact[]> {
    const unknown: Condition = { column: customer, op: 'isNull' };
    return this.#select({ all: [unknown, ...(before === undefined ? [] : [below(before)])] }, limit);
  }

  /** What has to be written when contacts are over, or something becomes known of them afterwards: in the order of their numbers. */
  statements(contacts: readonly KeptContact[]): readonly Statement[] {
    return inOrder(contacts).flatMap((kept): Statement[] => [
      { delete: { table: CONTACT_TABLE, where: eq(number, String(kept.number)) } },
      { insert: { table: CONTACT_TABLE, cells: [...contactCells(kept)] } },
    ]);
  }

  /**
   * Writes contacts of a log that is older than its history, unless it has them. The last to arrive are written last: where
   * they are, all are.
   */
  async complete(contacts: readonly KeptContact[]): Promise<void> {
    const ordered = inOrder(contacts);
    const last = ordered.at(-1);
    if (!last || (await this.find(last.id))) return;
    for (let from = 0; from < ordered.length; from += WRITTEN_AT_ONCE) {
      const statements = [...this.statements(ordered.slice(from, from + WRITTEN_AT_ONCE))];
      await this.#storage.write({ store: STORE, statements });
    }
  }

  /** Completes rows that a program of before has written; see {@link completeContacts}. */
  completeColumns(isWanted: () => boolean): Promise<number> {
    return completeContacts(this.#storage, isWanted);
  }

  async #select(where: Condition | undefined, limit: number): Promise<readonly KeptContact[]> {
    const rows = await this.#storage.select({
      ...{ store: STORE, table: CONTACT_TABLE, columns: [body], limit },
      order: [{ column: number, descending: true }],
      ...(where ? { where } : {}),
    });
    return rows.map((row) => row.body as unknown as KeptContact);
  }
}

const inOrder = (contacts: readonly KeptContact[]) => contacts.toSorted((a, b) => a.number - b.number);
const below = (before: number): Condition => ({ column: number, op: 'lt', value: String(before) });
const eq = (column: Column, value: string): Condition => ({ column, op: 'eq', value });
