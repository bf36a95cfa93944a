import { newId, type Stub } from '@caruso/core';
import type { Column, Condition, Row, Statement, Storage, TableDefinition } from '@caruso/storage-manager/contract';
import type { RecordOfCampaign } from '../campaigns/list/campaign-record.js';
import { LONGEST_ID } from '../configuration/contact-centre-configuration.js';
import type { ContactCentreEvent, EventPayload } from '../contract.js';
import { erasedPayload } from '../erased.js';
import { ContactCentreErrors } from '../errors.js';
import { writeThoughBusy } from './write-though-busy.js';

const STORE = 'system';
const TABLE = 'com_event';
/**
 * Stored with each event. Raised when an event says something that a program of before would understand wrongly or not at all: such a
 * program must not go on with the log. What older events say is understood for ever.
 *
 * 2: private questions are asked, and a recording has reasons to be paused: a program of before would go on with it too early.
 */
const EVENT_VERSION = 2;

const number = { name: 'number', type: 'long' } as const satisfies Column;
const at = { name: 'at', type: 'long' } as const satisfies Column;
const type = { name: 'type', type: 'string' } as const satisfies Column;
const contact = { name: 'contact', type: 'string' } as const satisfies Column;
const agent = { name: 'agent', type: 'string' } as const satisfies Column;
const writer = { name: 'writer', type: 'uuid' } as const satisfies Column;
const version = { name: 'version', type: 'integer' } as const satisfies Column;
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
    // Events of before there were versions have none.
    version,
    { ...payload, required: true },
  ],
  key: [number.name],
  indexes: [[contact.name]],
};

/** What an event is read from. */
const EVENT: Column[] = [number, at, version, payload];

/** The events of records that name a number. */
const TYPES_OF_RECORDS = ['record-loaded', 'attempt-planned', 'attempt-dialled', 'number-barred'];
const READ_AT_ONCE = 5_000;

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
   * @throws ContactCentreErrors.LogDamaged when a number is missing, ContactCentreErrors.LogNewer when a newer program has written
   */
  async read(after: number, limit: number): Promise<readonly ContactCentreEvent[]> {
    const rows = await this.#rows(after, limit, EVENT);
    return rows.map((row, index) => {
      const found = Number(row.number);
      if (found !== after + 1 + index) throw new ContactCentreErrors.LogDamaged({ expected: after + 1 + index, found });
      return eventOf(row);
    });
  }

  /**
   * The events of a contact before the number `upTo`, in order.
   *
   * @throws ContactCentreErrors.LogNewer when a newer program has written one
   */
  async past(id: string, upTo: number): Promise<readonly ContactCentreEvent[]> {
    const rows = await this.#ofContact(id, EVENT, { column: number, op: 'lt', value: String(upTo) });
    return rows.map(eventOf);
  }

  /**
   * Number of the last event, 0 when there is none.
   *
   * @throws ContactCentreErrors.LogNewer when a newer program has written it, whether it is read or a snapshot stands for it
   */
  async last(): Promise<number> {
    const order = [{ column: number, descending: true }];
    const [row] = await this.#storage.select({
      store: STORE,
      table: TABLE,
      columns: [number, version],
      order,
      limit: 1,
    });
    if (row) checkVersion(row);
    return Number(row?.number ?? 0);
  }

  /**
   * Stores events, all or none. A number that exists already makes it fail.
   *
   * @param beside - what else is written if they are
   */
  async append(events: readonly ContactCentreEvent[], beside: readonly Statement[] = []): Promise<void> {
    const statements = [...events.map((event) => ({ insert: this.#insert(event) })), ...beside];
    await writeThoughBusy(this.#storage, statements);
  }

  /** What takes out of the stored events of a contact what is personal in them. */
  async erasing(id: string): Promise<readonly Statement[]> {
    return (await this.#ofContact(id, [number, payload])).flatMap(erasing);
  }

  /** The same of records of campaigns. Their events are looked for in the whole log. */
  async erasingRecords(records: readonly RecordOfCampaign[]): Promise<readonly Statement[]> {
    const wanted = new Set(records.map(({ campaign, record }) => JSON.stringify([campaign, record])));
    const isWanted = (known: EventPayload) =>
      'record' in known && wanted.has(JSON.stringify([known.campaign, known.record]));
    const statements: Statement[] = [];
    for (let after = 0; ; ) {
      const all = [{ column: type, op: 'in', values: TYPES_OF_RECORDS }, behind(after)] satisfies Condition[];
      const rows = await this.#storage.select({
        ...{ store: STORE, table: TABLE, columns: [number, payload], where: { all } },
        ...{ order: [{ column: number }], limit: READ_AT_ONCE },
      });
      statements.push(...rows.filter((row) => isWanted(row.payload as unknown as EventPayload)).flatMap(erasing));
      if (rows.length < READ_AT_ONCE) return statements;
      after = Number(rows.at(-1)?.number);
    }
  }

  /** The numbers of the events by which a contact was offered, in order. */
  async offersOf(id: string): Promise<readonly number[]> {
    const rows = await this.#ofContact(id, [number], { column: type, op: 'eq', value: 'offer-made' });
    return rows.map((row) => Number(row.number));
  }

  /** The recordings that were made in a contact. */
  async recordingsOf(id: string): Promise<readonly string[]> {
    const rows = await this.#ofContact(id, [payload], { column: type, op: 'eq', value: 'recording-started' });
    return rows.flatMap((row) => {
      const known = row.payload as unknown as EventPayload;
      return known.type === 'recording-started' ? [known.recording] : [];
    });
  }

  /** Looks what became of events after {@link append} failed, because a lost answer says nothing about the write. */
  async fateOf(events: readonly ContactCentreEvent[]): Promise<Fate> {
    const [row] = await this.#rows((events[0]?.number ?? 1) - 1, 1, [writer]);
    if (!row) return 'not-written';
    return row.writer === this.#writer ? 'written' : 'taken';
  }

  /** What is stored of the events of a contact, in order; of those that meet a condition, where one is given. */
  #ofContact(id: string, columns: Column[], ...also: readonly Condition[]): Promise<readonly Row[]> {
    const all: Condition[] = [{ column: contact, op: 'eq', value: id }, ...also];
    return this.#storage.select({ store: STORE, table: TABLE, columns, where: { all }, order: [{ column: number }] });
  }

  #rows(after: number, limit: number, columns: Column[]): Promise<readonly Row[]> {
    return this.#storage.select({
      store: STORE,
      table: TABLE,
      columns,
      where: behind(after),
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
        { column: version, value: EVENT_VERSION },
        { column: payload, value: facts },
      ],
    };
  }
}

const behind = (after: number) => ({ column: number, op: 'gt', value: String(after) }) as const;

/** @throws ContactCentreErrors.LogNewer */
function eventOf(row: Row): ContactCentreEvent {
  checkVersion(row);
  return { number: Number(row.number), at: Number(row.at), ...(row.payload as object) } as ContactCentreEvent;
}

function checkVersion(row: Row): void {
  const written = Number(row.version ?? 0);
  if (written > EVENT_VERSION)
    throw new ContactCentreErrors.LogNewer({ number: Number(row.number), version: written, known: EVENT_VERSION });
}

/** What takes out of a stored event what is personal in it; nothing when nothing is. */
function erasing(row: Row): readonly Statement[] {
  const known = row.payload as unknown as EventPayload;
  const erased = erasedPayload(known);
  if (erased === known) return [];
  const own = { column: number, op: 'eq', value: String(row.number) } as const;
  return [{ update: { table: TABLE, set: [{ column: payload, value: { ...erased } }], where: own } }];
}
