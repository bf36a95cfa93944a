import type { Stub } from '@caruso/core';
import type { Column, Condition, Statement, Storage, TableDefinition } from '@caruso/storage-manager/contract';
import { LONGEST_ID } from '../configuration/contact-centre-configuration.js';
import type { KeptContact } from '../state/kept-contact.js';

const STORE = 'system';
const TABLE = 'com_contact';

const number = { name: 'number', type: 'long' } as const satisfies Column;
const contact = { name: 'contact', type: 'string' } as const satisfies Column;
const gateway = { name: 'gateway', type: 'string' } as const satisfies Column;
const externalId = { name: 'external_id', type: 'string' } as const satisfies Column;
const customer = { name: 'customer', type: 'string' } as const satisfies Column;
const queue = { name: 'queue', type: 'string' } as const satisfies Column;
const agent = { name: 'agent', type: 'string' } as const satisfies Column;
const body = { name: 'body', type: 'json' } as const satisfies Column;

/** The longest an id of a gateway, or the key of a customer, can be in an index of every engine. */
const LONGEST_KEY = 250;
const WRITTEN_AT_ONCE = 500;

const table: TableDefinition = {
  name: TABLE,
  columns: [
    { ...number, required: true },
    { ...contact, size: LONGEST_ID, required: true },
    { ...gateway, size: LONGEST_ID, required: true },
    { ...externalId, size: LONGEST_KEY, required: true },
    { ...customer, size: LONGEST_KEY },
    { ...queue, size: LONGEST_ID },
    { ...agent, size: LONGEST_ID },
    { ...body, required: true },
  ],
  key: [number.name],
  indexes: [[contact.name], [gateway.name, externalId.name], [customer.name, number.name], [queue.name, number.name]],
};

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
    await this.#storage.define({ store: STORE, tables: [table] });
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

  /** What has to be written when contacts are over, or something becomes known of them afterwards. */
  statements(contacts: readonly KeptContact[]): readonly Statement[] {
    return contacts.flatMap((kept): Statement[] => [
      { delete: { table: TABLE, where: eq(number, String(kept.number)) } },
      { insert: { table: TABLE, cells: cellsOf(kept) } },
    ]);
  }

  /**
   * Writes contacts of a log that is older than its history, unless it has them. The last to arrive are written last: where
   * they are, all are.
   */
  async complete(contacts: readonly KeptContact[]): Promise<void> {
    const ordered = contacts.toSorted((a, b) => a.number - b.number);
    const last = ordered.at(-1);
    if (!last || (await this.find(last.id))) return;
    for (let from = 0; from < ordered.length; from += WRITTEN_AT_ONCE) {
      const statements = [...this.statements(ordered.slice(from, from + WRITTEN_AT_ONCE))];
      await this.#storage.write({ store: STORE, statements });
    }
  }

  async #select(where: Condition | undefined, limit: number): Promise<readonly KeptContact[]> {
    const rows = await this.#storage.select({
      ...{ store: STORE, table: TABLE, columns: [body], limit },
      order: [{ column: number, descending: true }],
      ...(where ? { where } : {}),
    });
    return rows.map((row) => row.body as unknown as KeptContact);
  }
}

function cellsOf(kept: KeptContact) {
  return [
    { column: number, value: String(kept.number) },
    { column: contact, value: kept.id },
    { column: gateway, value: kept.gateway },
    { column: externalId, value: kept.externalId.slice(0, LONGEST_KEY) },
    { column: customer, value: kept.customer?.slice(0, LONGEST_KEY) ?? null },
    { column: queue, value: kept.queue ?? null },
    { column: agent, value: kept.agent ?? null },
    { column: body, value: { ...kept } },
  ];
}

const below = (before: number): Condition => ({ column: number, op: 'lt', value: String(before) });
const eq = (column: Column, value: string): Condition => ({ column, op: 'eq', value });
