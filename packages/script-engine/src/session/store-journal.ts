import { CarusoError, type Stub } from '@caruso/core';
import type { Cell, Column, Condition, Row, Storage, TableDefinition, Value } from '@caruso/storage-manager/contract';
import { Channel } from '../contract.js';
import { ScriptErrors } from '../errors.js';
import type { JournalEntry } from '../step/journal-entry.js';
import type { DialogFilter, DialogHead, Journal, StoredScript } from './journal.js';

type LogicalColumns = Readonly<Record<string, Column & { required: boolean; size?: number }>>;

const text = (name: string, size = 200): Column & { required: boolean; size: number } => ({
  name,
  type: 'string',
  required: true,
  size,
});
const perhaps = (column: Column & { size: number }) => ({ ...column, required: false });

const DIALOG = {
  dialog: text('dialog', 40),
  script: text('script'),
  version: text('version'),
  hash: text('hash', 64),
  title: { name: 'title', type: 'text', required: true },
  channel: text('channel', 20),
  owner: text('owner'),
  contact: perhaps(text('contact')),
  customer: perhaps(text('customer')),
  state: text('state', 20),
  outcome: perhaps(text('outcome')),
  startedAt: { name: 'started_at', type: 'instant', required: true },
  changedAt: { name: 'changed_at', type: 'instant', required: true },
  seq: { name: 'seq', type: 'integer', required: true },
} as const satisfies LogicalColumns;

const ENTRY = {
  dialog: text('dialog', 40),
  seq: { name: 'seq', type: 'integer', required: true },
  event: text('event', 20),
  node: perhaps(text('node')),
  at: { name: 'at', type: 'instant', required: true },
  who: text('who'),
  channel: text('channel', 20),
  language: text('language', 40),
  fact: { name: 'fact', type: 'json', required: true },
} as const satisfies LogicalColumns;

const SCRIPT = {
  hash: text('hash', 64),
  id: text('id'),
  version: text('version'),
  file: { name: 'file', type: 'text', required: true },
  text: { name: 'text', type: 'text', required: true },
} as const satisfies LogicalColumns;

const DIALOGS = 'caruso_dialog';
const ENTRIES = 'caruso_dialog_entry';
const SCRIPTS = 'caruso_script';

const TABLES: TableDefinition[] = [
  {
    name: DIALOGS,
    columns: Object.values(DIALOG),
    key: ['dialog'],
    indexes: [['owner', 'state'], ['contact'], ['customer'], ['started_at']],
  },
  { name: ENTRIES, columns: Object.values(ENTRY), key: ['dialog', 'seq'] },
  { name: SCRIPTS, columns: Object.values(SCRIPT), key: ['hash'] },
];

/** Journals in the store of the assembly: tables `caruso_dialog`, `caruso_dialog_entry`, `caruso_script`. */
export class StoreJournal implements Journal {
  readonly #storage: Stub<typeof Storage>;
  readonly #store: string;

  constructor(storage: Stub<typeof Storage>, store = 'system') {
    this.#storage = storage;
    this.#store = store;
  }

  /** Creates the tables where they are absent. */
  async open(): Promise<void> {
    await this.#storage.define({ store: this.#store, tables: TABLES });
  }

  async append(head: DialogHead, entries: readonly JournalEntry[], expected: number): Promise<void> {
    const { dialog } = head;
    const cells = headCells(head);
    const headStatement =
      expected === 0
        ? { insert: { table: DIALOGS, cells } }
        : {
            update: {
              table: DIALOGS,
              set: cells,
              where: { all: [is(DIALOG.dialog, dialog), is(DIALOG.seq, expected)] },
              expect: 1,
            },
          };
    const inserts = entries.map((entry) => ({ insert: { table: ENTRIES, cells: entryCells(dialog, entry) } }));
    try {
      await this.#storage.write({ store: this.#store, statements: [headStatement, ...inserts] });
    } catch (thrown) {
      if (!CarusoError.is(thrown) || thrown.kind !== 'conflict') throw thrown;
      throw new ScriptErrors.WrittenMeanwhile({ dialog }, { cause: thrown });
    }
  }

  async head(dialog: string): Promise<DialogHead | undefined> {
    const [row] = await this.#select(DIALOGS, DIALOG, is(DIALOG.dialog, dialog));
    return row && readHead(row);
  }

  async entries(dialog: string, after: number): Promise<readonly JournalEntry[]> {
    const where = { all: [is(ENTRY.dialog, dialog), { column: plain(ENTRY.seq), op: 'gt' as const, value: after }] };
    const rows = await this.#storage.select({
      store: this.#store,
      table: ENTRIES,
      columns: Object.values(ENTRY).map(plain),
      where,
      order: [{ column: plain(ENTRY.seq) }],
    });
    return rows.map(readEntry);
  }

  async list({ limit, ...wanted }: DialogFilter): Promise<readonly DialogHead[]> {
    const asked = Object.entries(wanted).flatMap(([name, value]) =>
      value === undefined ? [] : [is(DIALOG[name as keyof typeof wanted], value)],
    );
    const rows = await this.#storage.select({
      store: this.#store,
      table: DIALOGS,
      columns: Object.values(DIALOG).map(plain),
      ...(asked.length ? { where: { all: asked } } : {}),
      order: [{ column: plain(DIALOG.startedAt), descending: true }, { column: plain(DIALOG.dialog) }],
      limit,
    });
    return rows.map(readHead);
  }

  async keepScript(script: StoredScript): Promise<void> {
    if (await this.script(script.hash)) return;
    const cells = Object.entries(SCRIPT).map(([name, column]) => cell(column, script[name as keyof StoredScript]));
    try {
      await this.#storage.write({ store: this.#store, statements: [{ insert: { table: SCRIPTS, cells } }] });
    } catch (thrown) {
      // The same version, kept by another process in the same moment.
      if (!(await this.script(script.hash))) throw thrown;
    }
  }

  async script(hash: string): Promise<StoredScript | undefined> {
    const [row] = await this.#select(SCRIPTS, SCRIPT, is(SCRIPT.hash, hash));
    if (!row) return undefined;
    const read = (column: Column) => String(row[column.name]);
    const { id, version, file, text } = SCRIPT;
    return { hash, id: read(id), version: read(version), file: read(file), text: read(text) };
  }

  #select(table: string, columns: LogicalColumns, where: Condition): Promise<readonly Row[]> {
    return this.#storage.select({ store: this.#store, table, columns: Object.values(columns).map(plain), where });
  }
}

const plain = ({ name, type }: Column): Column => ({ name, type });
const cell = (column: Column, value: Value): Cell => ({ column: plain(column), value });
const is = (column: Column, value: Value): Condition => ({ column: plain(column), op: 'eq', value });

function headCells(head: DialogHead): Cell[] {
  return Object.entries(DIALOG).map(([name, column]) => cell(column, head[name as keyof DialogHead] ?? null));
}

function readHead(row: Row): DialogHead {
  const read = Object.entries(DIALOG).map(([name, column]): [string, Value] => [name, row[column.name] ?? null]);
  return Object.fromEntries(read.filter(([, value]) => value !== null)) as DialogHead;
}

function entryCells(dialog: string, { seq, at, who, channel, language, ...fact }: JournalEntry): Cell[] {
  return [
    cell(ENTRY.dialog, dialog),
    cell(ENTRY.seq, seq),
    cell(ENTRY.event, fact.event),
    cell(ENTRY.node, 'node' in fact ? fact.node : null),
    cell(ENTRY.at, new Date(at).toISOString()),
    cell(ENTRY.who, who),
    cell(ENTRY.channel, channel),
    cell(ENTRY.language, language),
    cell(ENTRY.fact, JSON.parse(JSON.stringify(fact)) as Value),
  ];
}

function readEntry(row: Row): JournalEntry {
  const { seq, at, who, channel, language, fact } = row;
  return {
    ...(fact as object),
    seq: Number(seq),
    at: Date.parse(String(at)),
    who: String(who),
    channel: Channel.parse(channel),
    language: String(language),
  } as JournalEntry;
}
