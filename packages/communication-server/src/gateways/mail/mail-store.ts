import type { Stub } from '@caruso/core';
import type { Column, Condition, Row, Statement, Storage } from '@caruso/storage-manager/contract';
import { changing, filing, inserting, is, keyOf } from './mail-statements.js';
import { ATTACHMENTS, attachmentColumns, MAILS, mailColumns, mailTables } from './mail-tables.js';
import { type MailState, type StoredMail, storedMail } from './stored-mail.js';

const STORE = 'system';
/** Mails of a thread that are handed over at once: the last ones. */
const LONGEST_THREAD = 200;
/** Values in one condition, which every engine takes. */
const ASKED_AT_ONCE = 1_000;
const MOST_FOUND = 100_000;

/** What is known of an attachment that is kept. */
export interface StoredAttachment {
  readonly id: string;
  readonly mail: string;
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
}

/** What a mail that comes has to know of one that is here. */
export type RelatedMail = Pick<StoredMail, 'id' | 'messageId' | 'thread' | 'address' | 'direction' | 'kind' | 'at'>;

/** The mails of a gateway in the store `system`. */
export class MailStore {
  readonly #storage: Stub<typeof Storage>;
  readonly #gateway: string;

  constructor(storage: Stub<typeof Storage>, gateway: string) {
    this.#storage = storage;
    this.#gateway = gateway;
  }

  async define(): Promise<void> {
    await this.#storage.define({ store: STORE, tables: [...mailTables] });
  }

  /** Stores mails and what is known of their attachments, wholly or not at all. */
  async add(mails: readonly StoredMail[], attachments: readonly StoredAttachment[] = []): Promise<void> {
    const statements: Statement[] = [
      ...mails.map(inserting),
      ...attachments.map(
        (attachment): Statement => ({
          insert: {
            table: ATTACHMENTS,
            cells: Object.entries(attachmentColumns).map(([name, column]) => ({
              column,
              value: attachment[name as keyof StoredAttachment],
            })),
          },
        }),
      ),
    ];
    await this.write(statements);
  }

  /** Carries out what concerns mails, wholly or not at all. */
  async write(statements: readonly Statement[]): Promise<void> {
    if (statements.length > 0) await this.#storage.write({ store: STORE, statements: [...statements] });
  }

  /** @param only - the states in which it is changed; any if left out */
  async change(id: string, changes: Partial<StoredMail>, only?: readonly MailState[]): Promise<void> {
    await this.write([changing(id, changes, only)]);
  }

  /** The mails of a contact, and those of its thread that belong to none; one that is not filed yet may come to belong to another. */
  async of(thread: string, contact: string): Promise<readonly StoredMail[]> {
    const none: Condition = { all: [{ column: mailColumns.contact, op: 'isNull' }, { not: is('state', 'read') }] };
    return this.#select({ all: [is('thread', thread), { any: [is('contact', contact), none] }] }, { limit: 10_000 });
  }

  /** Notes which contacts mails belong to, all at once. */
  async file(filed: readonly { readonly id: string; readonly contact: string | undefined }[]): Promise<void> {
    await this.write(filed.map(filing));
  }

  async remove(id: string): Promise<void> {
    await this.write([{ delete: { table: MAILS, where: is('id', id) } }]);
  }

  async removeAttachments(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const where = { column: attachmentColumns.id, op: 'in', values: [...ids] } as const;
    await this.write([{ delete: { table: ATTACHMENTS, where } }]);
  }

  async find(id: string): Promise<StoredMail | undefined> {
    return (await this.#select(is('id', id), { limit: 1 }))[0];
  }

  /** The mails that came from these places in the mailbox. */
  async at(externalIds: readonly string[]): Promise<readonly StoredMail[]> {
    return this.#select({ column: mailColumns.externalId, op: 'in', values: [...externalIds] });
  }

  /** Mails with one of these message ids, the latest first. */
  async withIds(messageIds: readonly string[]): Promise<readonly RelatedMail[]> {
    const keys = [...new Set(messageIds.map(keyOf))];
    const rows = await this.#among(mailColumns.messageKey, keys, related, is('gateway', this.#gateway));
    return rows
      .map(storedMail)
      .toSorted((one, other) => other.at - one.at || Number(one.id < other.id) - Number(one.id > other.id));
  }

  /** The contacts of threads, by thread. */
  async contactsOf(threads: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const has: Condition = { column: mailColumns.contact, op: 'notNull' };
    const rows = await this.#among(mailColumns.thread, threads, [mailColumns.thread, mailColumns.contact], has);
    const contacts = new Map<string, string[]>();
    for (const { thread, contact = '' } of rows.map(storedMail))
      contacts.set(thread, [...(contacts.get(thread) ?? []), contact]);
    return contacts;
  }

  /** The thread, the oldest first. */
  async thread(thread: string): Promise<readonly StoredMail[]> {
    return (await this.#select(is('thread', thread), { limit: LONGEST_THREAD, descending: true })).toReversed();
  }

  /** Outgoing mails in a state, the oldest first. */
  async outgoing(state: StoredMail['state'], limit: number): Promise<readonly StoredMail[]> {
    return this.#select({ all: [is('state', state), is('direction', 'out')] }, { limit, by: 'due' });
  }

  /** How many automatic replies addresses were sent since a time; none where nothing is said. */
  async repliesTo(addresses: readonly string[], since: number): Promise<Map<string, number>> {
    const recent: Condition = { column: mailColumns.at, op: 'gt', value: String(since) };
    const where: Condition = { all: [is('kind', 'auto-reply'), is('direction', 'out'), recent] };
    const columns = [mailColumns.id, mailColumns.address, mailColumns.gateway];
    const counts = new Map<string, number>();
    for (const { address, gateway } of (await this.#among(mailColumns.address, addresses, columns, where)).map(
      storedMail,
    ))
      if (gateway === this.#gateway) counts.set(address, (counts.get(address) ?? 0) + 1);
    return counts;
  }

  async attachments(mails: readonly string[]): Promise<readonly StoredAttachment[]> {
    if (mails.length === 0) return [];
    const rows = await this.#storage.select({
      store: STORE,
      table: ATTACHMENTS,
      columns: Object.values(attachmentColumns),
      where: { column: attachmentColumns.mail, op: 'in', values: [...mails] },
      order: [{ column: attachmentColumns.mail }, { column: attachmentColumns.number }],
    });
    return rows.map((row) => ({
      id: String(row.id),
      mail: String(row.mail),
      number: Number(row.number),
      name: String(row.name),
      type: String(row.type),
      bytes: Number(row.bytes),
    }));
  }

  /**
   * What rows say whose column has one of many values. Of the gateway only where `where` says so: SQLite looks through
   * all mails of a gateway rather than for several values in an index that does not begin with it.
   */
  async #among(
    column: Column,
    values: readonly string[],
    columns: readonly Column[],
    where: Condition,
  ): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (let from = 0; from < values.length; from += ASKED_AT_ONCE) {
      const all: Condition[] = [{ column, op: 'in', values: values.slice(from, from + ASKED_AT_ONCE) }, where];
      const query = { store: STORE, table: MAILS, columns: [...columns], where: { all }, limit: MOST_FOUND };
      rows.push(...(await this.#storage.select({ ...query, distinct: true })));
    }
    return rows;
  }

  async #select(
    where: Condition,
    { limit = 1_000, descending = false, by = 'at' as 'at' | 'due' } = {},
  ): Promise<readonly StoredMail[]> {
    const rows = await this.#storage.select({
      store: STORE,
      table: MAILS,
      columns: Object.values(mailColumns),
      where: { all: [is('gateway', this.#gateway), where] },
      order: [
        { column: mailColumns[by], descending },
        { column: mailColumns.id, descending },
      ],
      limit,
    });
    return rows.map(storedMail);
  }
}

const related = [
  mailColumns.id,
  mailColumns.messageId,
  mailColumns.thread,
  mailColumns.address,
  mailColumns.direction,
  mailColumns.kind,
  mailColumns.at,
];
