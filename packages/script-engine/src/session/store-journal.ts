import { CarusoError, type Stub } from '@caruso/core';
import type { Column, Condition, Row, Storage, Value } from '@caruso/storage-manager/contract';
import { ScriptErrors } from '../errors.js';
import { FILE_TABLES, StoreFiles } from '../file/store-files.js';
import type { JournalEntry } from '../step/journal-entry.js';
import { GroupedWrites } from './grouped-writes.js';
import type { DialogFilter, DialogHead, Journal, ScriptFilter, StoredScript } from './journal.js';
import {
  callCells,
  changingCells,
  columnOf,
  entryCells,
  headCells,
  readEntry,
  readHead,
  readScript,
  scriptCells,
} from './journal-rows.js';
import {
  DIALOG,
  DIALOGS,
  ENTRIES,
  ENTRY,
  type LogicalColumns,
  SCRIPT,
  SCRIPT_CALL,
  SCRIPT_CALLS,
  SCRIPTS,
  TABLES,
} from './journal-tables.js';

type Statement = Parameters<Stub<typeof Storage>['write']>[0]['statements'][number];

/** What is written of one dialog. */
interface DialogWrite {
  readonly dialog: string;
  readonly headStatement: Statement;
  readonly statements: readonly Statement[];
}

/** How many dialogs are read at once. */
const PAGE = 500;

/** Journals in the store of the assembly: tables `caruso_dialog`, `caruso_dialog_entry`, `caruso_script`,
 * `caruso_script_call`. */
export class StoreJournal implements Journal {
  readonly files: StoreFiles;
  readonly #storage: Stub<typeof Storage>;
  readonly #store: string;
  /** What many dialogs write at once. */
  readonly #writes = new GroupedWrites<DialogWrite>((writes) => this.#writeTogether(writes));

  constructor(storage: Stub<typeof Storage>, store = 'system') {
    this.#storage = storage;
    this.#store = store;
    this.files = new StoreFiles(storage, store);
  }

  /** Creates the tables where they are absent. */
  async open(): Promise<void> {
    await this.#storage.define({ store: this.#store, tables: [...TABLES, ...FILE_TABLES] });
  }

  async append(head: DialogHead, entries: readonly JournalEntry[], expected: number): Promise<void> {
    const inserts = entries.map((entry) => ({ insert: { table: ENTRIES, cells: entryCells(head.dialog, entry) } }));
    await this.#write(head, expected, inserts);
  }

  async erase(head: DialogHead, entries: readonly JournalEntry[], marker: JournalEntry): Promise<void> {
    const { dialog } = head;
    const changes = entries.map((entry) => ({
      update: {
        table: ENTRIES,
        set: entryCells(dialog, entry),
        where: { all: [equals(ENTRY.dialog, dialog), equals(ENTRY.seq, entry.seq)] },
        expect: 1,
      },
    }));
    const added = { insert: { table: ENTRIES, cells: entryCells(dialog, marker) } };
    await this.#write(head, marker.seq - 1, [...changes, added]);
  }

  /** Writes a head with what belongs to it, if the journal is still as long as expected. */
  async #write(head: DialogHead, expected: number, statements: readonly Statement[]): Promise<void> {
    const { dialog } = head;
    const headStatement =
      expected === 0
        ? { insert: { table: DIALOGS, cells: headCells(head) } }
        : {
            update: {
              table: DIALOGS,
              set: changingCells(head),
              where: { all: [equals(DIALOG.dialog, dialog), equals(DIALOG.seq, expected)] },
              expect: 1,
            },
          };
    try {
      await this.#writes.add({ dialog, headStatement, statements });
    } catch (thrown) {
      if (!CarusoError.is(thrown) || thrown.kind !== 'conflict') throw thrown;
      throw new ScriptErrors.WrittenMeanwhile({ dialog }, { cause: thrown });
    }
  }

  /** Dialogs always come in the same order, so that two processes never wait for each other. */
  async #writeTogether(writes: readonly DialogWrite[]): Promise<void> {
    const inOrder = writes.toSorted((a, b) => (a.dialog < b.dialog ? -1 : 1));
    const heads = inOrder.map(({ headStatement }) => headStatement);
    const others = inOrder.flatMap(({ statements }) => statements);
    await this.#storage.write({ store: this.#store, statements: [...heads, ...others] });
  }

  async head(dialog: string): Promise<DialogHead | undefined> {
    const [row] = await this.#select(DIALOGS, DIALOG, equals(DIALOG.dialog, dialog));
    return row && readHead(row);
  }

  async entries(dialog: string, after: number): Promise<readonly JournalEntry[]> {
    const where = {
      all: [equals(ENTRY.dialog, dialog), { column: columnOf(ENTRY.seq), op: 'gt' as const, value: after }],
    };
    const rows = await this.#storage.select({
      store: this.#store,
      table: ENTRIES,
      columns: Object.values(ENTRY).map(columnOf),
      where,
      order: [{ column: columnOf(ENTRY.seq) }],
    });
    return rows.map(readEntry);
  }

  async list({ limit, ...wanted }: DialogFilter): Promise<readonly DialogHead[]> {
    const asked = Object.entries(wanted).flatMap(([name, value]) =>
      value === undefined ? [] : [equals(DIALOG[name as keyof typeof wanted], value)],
    );
    const rows = await this.#storage.select({
      store: this.#store,
      table: DIALOGS,
      columns: Object.values(DIALOG).map(columnOf),
      ...(asked.length ? { where: { all: asked } } : {}),
      order: [{ column: columnOf(DIALOG.startedAt), descending: true }, { column: columnOf(DIALOG.dialog) }],
      limit,
    });
    return rows.map(readHead);
  }

  async *heads({ script, version, state, from, to }: ScriptFilter): AsyncGenerator<DialogHead> {
    const wanted = [
      equals(DIALOG.script, script),
      ...(version === undefined ? [] : [equals(DIALOG.version, version)]),
      ...(state === undefined ? [] : [equals(DIALOG.state, state)]),
      ...(from === undefined ? [] : [{ column: columnOf(DIALOG.startedAt), op: 'gte' as const, value: from }]),
      ...(to === undefined ? [] : [{ column: columnOf(DIALOG.startedAt), op: 'lt' as const, value: to }]),
    ];
    for (let last: string | undefined; ; ) {
      const behind = last === undefined ? [] : [{ column: columnOf(DIALOG.dialog), op: 'gt' as const, value: last }];
      const rows = await this.#storage.select({
        store: this.#store,
        table: DIALOGS,
        columns: Object.values(DIALOG).map(columnOf),
        where: { all: [...wanted, ...behind] },
        order: [{ column: columnOf(DIALOG.dialog) }],
        limit: PAGE,
      });
      const heads = rows.map(readHead);
      yield* heads;
      last = heads.at(-1)?.dialog;
      if (heads.length < PAGE || last === undefined) return;
    }
  }

  async keepScript(script: StoredScript): Promise<void> {
    if (await this.script(script.hash)) return;
    const statements = [
      { insert: { table: SCRIPTS, cells: scriptCells(script) } },
      ...script.calls.map((called) => ({ insert: { table: SCRIPT_CALLS, cells: callCells(script, called) } })),
    ];
    try {
      await this.#storage.write({ store: this.#store, statements });
    } catch (thrown) {
      // The same version, kept by another process in the same moment.
      if (!(await this.script(script.hash))) throw thrown;
    }
  }

  async script(hash: string): Promise<StoredScript | undefined> {
    const [row] = await this.#select(SCRIPTS, SCRIPT, equals(SCRIPT.hash, hash));
    return row && readScript(row, await this.#select(SCRIPT_CALLS, SCRIPT_CALL, equals(SCRIPT_CALL.hash, hash)));
  }

  #select(table: string, columns: LogicalColumns, where: Condition): Promise<readonly Row[]> {
    return this.#storage.select({ store: this.#store, table, columns: Object.values(columns).map(columnOf), where });
  }
}

const equals = (column: Column, value: Value): Condition => ({ column: columnOf(column), op: 'eq', value });
