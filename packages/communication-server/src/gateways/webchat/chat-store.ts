import type { Stub } from '@caruso/core';
import type { Condition, Row, Statement, Storage } from '@caruso/storage-manager/contract';
import { ERASED } from '../../erased.js';
import { cellsOf } from './cells-of.js';
import { CHATS, chatColumns, chatTables, MESSAGES, messageColumns } from './chat-tables.js';
import { ChatFileStore } from './files/chat-file-store.js';
import type { FileContent, SentFile } from './files/sent-file.js';
import type { MessageState, StoredChat, StoredMessage } from './stored-chat.js';

const STORE = 'system';

/** Chats and their messages in the store `system`. */
export class ChatStore {
  readonly #storage: Stub<typeof Storage>;
  readonly #files: ChatFileStore;

  constructor(storage: Stub<typeof Storage>) {
    this.#storage = storage;
    this.#files = new ChatFileStore(storage);
  }

  async define(): Promise<void> {
    await this.#storage.define({ store: STORE, tables: [...chatTables] });
  }

  async open(chat: StoredChat): Promise<void> {
    await this.#write({ insert: { table: CHATS, cells: cellsOf(chatColumns, chat) } });
  }

  async find(id: string): Promise<StoredChat | undefined> {
    const where = is(chatColumns.id, id);
    const columns = Object.values(chatColumns);
    const [row] = await this.#storage.select({ store: STORE, table: CHATS, columns, where, limit: 1 });
    return row && storedChat(row);
  }

  async setContact(id: string, contact: string): Promise<void> {
    const set = [{ column: chatColumns.contact, value: contact }];
    await this.#write({ update: { table: CHATS, set, where: is(chatColumns.id, id) } });
  }

  /** Keeps a message and the files that came with it, or nothing of them. */
  async add({ files: _, ...message }: StoredMessage, files: readonly FileContent[]): Promise<void> {
    await this.#write(
      { insert: { table: MESSAGES, cells: cellsOf(messageColumns, message) } },
      ...this.#files.adding(message.chat, message.id, files),
    );
  }

  /** Keeps a file of a message that is going to be written. */
  async attach(chat: string, message: string, file: FileContent): Promise<void> {
    await this.#write(...this.#files.adding(chat, message, [file]));
  }

  async detach(chat: string, files: readonly SentFile[]): Promise<void> {
    await this.#write(...this.#files.removing(chat, files));
  }

  async filesOf(chat: string, message: string): Promise<readonly SentFile[]> {
    const files = await this.#files.of(chat);
    return files.filter((file) => file.message === message).map(({ message: _, ...file }) => file);
  }

  /** The files that were attached to messages which are not written. */
  async unwritten(chat: string): Promise<readonly SentFile[]> {
    const files = await this.#files.of(chat);
    if (files.length === 0) return [];
    const values = [...new Set(files.map(({ message }) => message))];
    const where: Condition = { all: [is(messageColumns.chat, chat), { column: messageColumns.id, op: 'in', values }] };
    const rows = await this.#storage.select({ store: STORE, table: MESSAGES, columns: [messageColumns.id], where });
    const written = new Set(rows.map((row) => text(row, messageColumns.id)));
    return files.filter(({ message }) => !written.has(message)).map(({ message: _, ...file }) => file);
  }

  /** Of a message of which nobody will know the files are gone. */
  async settle({ chat, id, files }: StoredMessage, state: MessageState): Promise<void> {
    const set = [{ column: messageColumns.state, value: state }];
    const settled: Statement = { update: { table: MESSAGES, set, where: messageOf(chat, id) } };
    await this.#write(settled, ...(state === 'void' ? this.#files.removing(chat, files) : []));
  }

  async message(chat: string, id: string): Promise<StoredMessage | undefined> {
    return (await this.#read(chat, messageOf(chat, id), 1))[0];
  }

  /** The messages of a chat behind a number, in their order. */
  messages(chat: string, after: number, limit: number): Promise<readonly StoredMessage[]> {
    const behind: Condition = { column: messageColumns.number, op: 'gt', value: after };
    return this.#read(chat, { all: [is(messageColumns.chat, chat), behind] }, limit);
  }

  /** Erases what was written in a chat and by whom, and its files; that something was written stays. */
  async erase(chat: string): Promise<void> {
    const files = await this.#files.of(chat);
    await this.#write(
      {
        update: {
          table: MESSAGES,
          set: [{ column: messageColumns.text, value: ERASED }],
          where: is(messageColumns.chat, chat),
        },
      },
      { update: { table: CHATS, set: [{ column: chatColumns.name, value: ERASED }], where: is(chatColumns.id, chat) } },
      ...this.#files.removing(chat, files),
    );
  }

  /** What is in a file, piece by piece. */
  content(chat: string, file: string): AsyncGenerator<Uint8Array> {
    return this.#files.content(chat, file);
  }

  async #read(chat: string, where: Condition, limit: number): Promise<readonly StoredMessage[]> {
    const order = [{ column: messageColumns.number }];
    const columns = Object.values(messageColumns);
    const rows = await this.#storage.select({ store: STORE, table: MESSAGES, columns, where, order, limit });
    if (rows.length === 0) return [];
    const files = await this.#files.of(chat);
    return rows.map((row) => storedMessage(row, (message) => files.filter((file) => file.message === message)));
  }

  async #write(...statements: readonly Statement[]): Promise<void> {
    await this.#storage.write({ store: STORE, statements: [...statements] });
  }
}

function is(column: (typeof chatColumns)['id'] | (typeof messageColumns)['chat' | 'id'], value: string): Condition {
  return { column, op: 'eq', value };
}

const messageOf = (chat: string, id: string): Condition => ({
  all: [is(messageColumns.chat, chat), is(messageColumns.id, id)],
});

const text = (row: Row, { name }: { readonly name: string }) => String(row[name] ?? '');
const optional = (row: Row, column: { readonly name: string }) => text(row, column) || undefined;

function storedChat(row: Row): StoredChat {
  return {
    id: text(row, chatColumns.id),
    gateway: text(row, chatColumns.gateway),
    at: Number(text(row, chatColumns.at)),
    name: text(row, chatColumns.name),
    language: optional(row, chatColumns.language),
    customer: optional(row, chatColumns.customer),
    contact: optional(row, chatColumns.contact),
  };
}

function storedMessage(row: Row, filesOf: (message: string) => readonly SentFile[]): StoredMessage {
  const id = text(row, messageColumns.id);
  return {
    id,
    chat: text(row, messageColumns.chat),
    number: Number(text(row, messageColumns.number)),
    by: text(row, messageColumns.by) as StoredMessage['by'],
    agent: optional(row, messageColumns.agent),
    at: Number(text(row, messageColumns.at)),
    text: text(row, messageColumns.text),
    state: text(row, messageColumns.state) as MessageState,
    step: optional(row, messageColumns.step),
    files: filesOf(id),
  };
}
