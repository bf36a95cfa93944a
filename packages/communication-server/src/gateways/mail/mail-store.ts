import { createHash } from 'node:crypto';
import type { Stub } from '@caruso/core';
import type { Cell, Condition, Statement, Storage } from '@caruso/storage-manager/contract';
import { ATTACHMENTS, attachmentColumns, MAILS, mailColumns, mailTables } from './mail-tables.js';
import { type StoredMail, storedMail } from './stored-mail.js';

const STORE = 'system';
/** Mails of a thread that are handed over at once: the last ones. */
const LONGEST_THREAD = 200;

/** What is known of an attachment that is kept. */
export interface StoredAttachment {
  readonly id: string;
  readonly mail: string;
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
}

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
      ...mails.map((mail): Statement => ({ insert: { table: MAILS, cells: cellsOf(mail) } })),
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
    await this.#storage.write({ store: STORE, statements });
  }

  async change(id: string, changes: Partial<StoredMail>): Promise<void> {
    const update = { table: MAILS, set: cellsOf(changes), where: is('id', id) };
    await this.#storage.write({ store: STORE, statements: [{ update }] });
  }

  async find(id: string): Promise<StoredMail | undefined> {
    return (await this.#select(is('id', id), { limit: 1 }))[0];
  }

  /** The mail that came from a place in the mailbox. */
  async at(externalId: string): Promise<StoredMail | undefined> {
    return (await this.#select(is('externalId', externalId), { limit: 1 }))[0];
  }

  /** Mails with one of these message ids, the latest first. */
  async withIds(messageIds: readonly string[]): Promise<readonly StoredMail[]> {
    if (messageIds.length === 0) return [];
    const values = messageIds.map(keyOf);
    return this.#select({ column: mailColumns.messageKey, op: 'in', values }, { descending: true });
  }

  /** The thread, the oldest first. */
  async thread(thread: string): Promise<readonly StoredMail[]> {
    return (await this.#select(is('thread', thread), { limit: LONGEST_THREAD, descending: true })).toReversed();
  }

  /** Outgoing mails in a state, the oldest first. */
  async outgoing(state: StoredMail['state'], limit: number): Promise<readonly StoredMail[]> {
    return this.#select({ all: [is('state', state), is('direction', 'out')] }, { limit, by: 'due' });
  }

  /** How many automatic replies an address was sent since a time. */
  async repliesTo(address: string, since: number): Promise<number> {
    const recent: Condition = { column: mailColumns.at, op: 'gt', value: String(since) };
    const where: Condition = {
      all: [is('address', address), is('kind', 'auto-reply'), is('direction', 'out'), recent],
    };
    return (await this.#select(where)).length;
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

function is(column: keyof typeof mailColumns, value: string): Condition {
  return { column: mailColumns[column], op: 'eq', value };
}

function keyOf(messageId: string): string {
  return createHash('sha256').update(messageId).digest('hex');
}

function cellsOf(mail: Partial<StoredMail>): Cell[] {
  const cells = Object.entries(mail).map(([name, value]): Cell => {
    const column = mailColumns[name as keyof StoredMail];
    if (Array.isArray(value)) return { column, value: value.join(' ') };
    return { column, value: column.type === 'long' ? String(value) : (value ?? null) };
  });
  const { messageId } = mail;
  return messageId === undefined ? cells : [...cells, { column: mailColumns.messageKey, value: keyOf(messageId) }];
}
