import type { Stub } from '@caruso/core';
import type { Cell, Condition, Row, Storage } from '@caruso/storage-manager/contract';
import { CHATS, chatColumns, chatTables, MESSAGES, messageColumns } from './chat-tables.js';
import type { MessageState, StoredChat, StoredMessage } from './stored-chat.js';

const STORE = 'system';

/** Chats and their messages in the store `system`. */
export class ChatStore {
  readonly #storage: Stub<typeof Storage>;

  constructor(storage: Stub<typeof Storage>) {
    this.#storage = storage;
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

  async add(message: StoredMessage): Promise<void> {
    await this.#write({ insert: { table: MESSAGES, cells: cellsOf(messageColumns, message) } });
  }

  async settle({ chat, id }: StoredMessage, state: MessageState): Promise<void> {
    const set = [{ column: messageColumns.state, value: state }];
    await this.#write({ update: { table: MESSAGES, set, where: messageOf(chat, id) } });
  }

  async message(chat: string, id: string): Promise<StoredMessage | undefined> {
    return (await this.#messages(messageOf(chat, id), 1))[0];
  }

  /** The messages of a chat behind a number, in their order. */
  messages(chat: string, after: number, limit: number): Promise<readonly StoredMessage[]> {
    const behind: Condition = { column: messageColumns.number, op: 'gt', value: after };
    return this.#messages({ all: [is(messageColumns.chat, chat), behind] }, limit);
  }

  async #messages(where: Condition, limit: number): Promise<readonly StoredMessage[]> {
    const order = [{ column: messageColumns.number }];
    const columns = Object.values(messageColumns);
    const rows = await this.#storage.select({ store: STORE, table: MESSAGES, columns, where, order, limit });
    return rows.map(storedMessage);
  }

  async #write(statement: Parameters<Stub<typeof Storage>['write']>[0]['statements'][number]): Promise<void> {
    await this.#storage.write({ store: STORE, statements: [statement] });
  }
}

function is(column: (typeof chatColumns)['id'] | (typeof messageColumns)['chat' | 'id'], value: string): Condition {
  return { column, op: 'eq', value };
}

const messageOf = (chat: string, id: string): Condition => ({
  all: [is(messageColumns.chat, chat), is(messageColumns.id, id)],
});

function cellsOf<Name extends string>(
  columns: Readonly<Record<Name, Cell['column']>>,
  values: Readonly<Record<Name, string | number | undefined>>,
): Cell[] {
  return (Object.keys(columns) as Name[]).map((name) => {
    const column = columns[name];
    const value = values[name];
    return { column, value: value === undefined ? null : column.type === 'long' ? String(value) : value };
  });
}

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

function storedMessage(row: Row): StoredMessage {
  return {
    chat: text(row, messageColumns.chat),
    id: text(row, messageColumns.id),
    number: Number(text(row, messageColumns.number)),
    by: text(row, messageColumns.by) as StoredMessage['by'],
    agent: optional(row, messageColumns.agent),
    at: Number(text(row, messageColumns.at)),
    text: text(row, messageColumns.text),
    state: text(row, messageColumns.state) as MessageState,
    step: optional(row, messageColumns.step),
  };
}
