import { newId, type Stub } from '@caruso/core';
import type { Column, Row, Storage, TableDefinition } from '@caruso/storage-manager/contract';
import { LONGEST_ID } from '../configuration/contact-centre-configuration.js';
import type { ContactCentreEvent } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';

const STORE = 'system';
const TABLE = 'com_event';

const number = { name: 'number', type: 'long' } as const satisfies Column;
const at = { name: 'at', type: 'long' } as const satisfies Column;
const type = { name: 'type', type: 'string' } as const satisfies Column;
const contact = { name: 'contact', type: 'string' } as const satisfies Column;
const agent = { name: 'agent', type: 'string' } as const satisfies Column;
const writer = { name: 'writer', type: 'uuid' } as const satisfies Column;
const payload = { name: 'payload', type: 'json' } as const satisfies Column;

const table: TableDefinition = {
  name: TABLE,
  columns: [
    { ...number, required: true },
    { ...at, required: true },
    { ...type, size: 40, required: true },
    { ...contact, size: LONGEST_ID },
    { ...agent, size: LONGEST_ID },
    { ...writer, required: true },
    { ...payload, required: true },
  ],
  key: [number.name],
  indexes: [[contact.name]],
};

/** What has become of events whose write was answered by an error. */
export type Fate = 'written' | 'not-written' | 'taken';

/** The stored log of a contact centre: append-only, numbered from 1 without gaps; the number is the key of its table. */
export class EventLog {
  readonly #storage: Stub<typeof Storage>;
  /** Marks the rows of this process, to tell them from those of another one. */
  readonly #writer = newId();

  constructor(storage: Stub<typeof Storage>) {
    this.#storage = storage;
  }

  /** Makes the table if it is not there. */
  async define(): Promise<void> {
    await this.#storage.define({ store: STORE, tables: [table] });
  }

  /**
   * Reads up to `limit` events behind the number `after`.
   *
   * @throws ContactCentreErrors.LogDamaged when a number is missing
   */
  async read(after: number, limit: number): Promise<readonly ContactCentreEvent[]> {
    const rows = await this.#rows(after, limit, [number, at, payload]);
    return rows.map((row, index) => {
      const found = Number(row.number);
      if (found !== after + 1 + index) throw new ContactCentreErrors.LogDamaged({ expected: after + 1 + index, found });
      return { number: found, at: Number(row.at), ...(row.payload as object) } as ContactCentreEvent;
    });
  }

  /** Number of the last event, 0 when there is none. */
  async last(): Promise<number> {
    const order = [{ column: number, descending: true }];
    const [row] = await this.#storage.select({ store: STORE, table: TABLE, columns: [number], order, limit: 1 });
    return Number(row?.number ?? 0);
  }

  /** Stores events, all or none. A number that exists already makes it fail. */
  async append(events: readonly ContactCentreEvent[]): Promise<void> {
    await this.#storage.write({ store: STORE, statements: events.map((event) => ({ insert: this.#insert(event) })) });
  }

  /** Looks what became of events after {@link append} failed, because a lost answer says nothing about the write. */
  async fateOf(events: readonly ContactCentreEvent[]): Promise<Fate> {
    const [row] = await this.#rows((events[0]?.number ?? 1) - 1, 1, [writer]);
    if (!row) return 'not-written';
    return row.writer === this.#writer ? 'written' : 'taken';
  }

  #rows(after: number, limit: number, columns: Column[]): Promise<readonly Row[]> {
    return this.#storage.select({
      store: STORE,
      table: TABLE,
      columns,
      where: { column: number, op: 'gt', value: String(after) },
      order: [{ column: number }],
      limit,
    });
  }

  #insert(event: ContactCentreEvent) {
    const { number: own, at: time, ...facts } = event;
    return {
      table: TABLE,
      cells: [
        { column: number, value: String(own) },
        { column: at, value: String(time) },
        { column: type, value: facts.type },
        { column: contact, value: 'contact' in facts ? (facts.contact ?? null) : null },
        { column: agent, value: 'agent' in facts ? (facts.agent ?? null) : null },
        { column: writer, value: this.#writer },
        { column: payload, value: facts },
      ],
    };
  }
}
