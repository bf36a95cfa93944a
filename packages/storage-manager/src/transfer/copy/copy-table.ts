import { lengthOf } from '../../engine/batch.js';
import type { Connection } from '../../engine/engine.js';
import { StorageErrors } from '../../errors.js';
import { tableName } from '../ddl/write-table.js';
import { Fingerprint } from '../fingerprint/fingerprint.js';
import { floatsOf, rowCells } from '../fingerprint/fingerprint-table.js';
import type { TablePlan } from '../plan/transfer-plan.js';
import { quoted } from '../quote.js';
import { atTable, plain, type Side } from '../side.js';
import type { Cell } from '../values/cell.js';
import { columnWriter } from '../values/column-writer.js';
import type { Journal, JournalStates } from './journal.js';
import { rawRows, sourceColumn } from './table-rows.js';

/** Rows, and characters of values about, that are written in one transaction. */
const CHUNK_ROWS = 10_000;
const CHUNK_LENGTH = 4_000_000;

export interface CopyTask {
  readonly source: Side;
  /** Reads the source as it was when the transfer began. */
  readonly reading: Connection;
  readonly target: Side;
  readonly table: TablePlan;
  /** Its place in the journal. */
  readonly number: number;
  readonly journal: Journal;
  /** What the journal says of an earlier run. */
  readonly done: JournalStates['table'];
  readonly progress: (rows: number) => void;
}

/** The rows that an earlier run has copied are not those that the source begins with now. */
export class SourceHasChanged extends Error {}

/**
 * Copies the rows of a table, chunk by chunk, each with its entry in the journal. Rows that an earlier run has copied are read
 * again and compared by their fingerprint, which costs less than writing them.
 *
 * @returns the fingerprint of what was read
 * @throws SourceHasChanged when an earlier run has copied other rows
 */
export async function copyTable(task: CopyTask): Promise<Fingerprint> {
  const { source, table, done, reading, progress } = task;
  const columns = table.columns.map(sourceColumn);
  const fingerprint = new Fingerprint(floatsOf(columns));
  const cellsOf = rowCells(source.kind, columns, ({ name, type }, raw) => {
    const found = JSON.stringify(String(raw));
    throw new StorageErrors.UnreadableValue({
      store: source.name,
      column: `${table.source}.${name}`,
      type: type.kind,
      found,
    });
  });
  const written = rowWriter(task);
  const writer = new ChunkWriter(task, fingerprint);
  for await (const batch of rawRows(source.kind, reading, table.source, columns)) {
    for (const row of batch) {
      const isNew = fingerprint.rows >= done.rows;
      if (fingerprint.rows === done.rows) refuseOthers(fingerprint, done);
      const cells = cellsOf(row);
      fingerprint.add(cells);
      if (isNew && writer.add(written(cells))) await writer.send('filling');
    }
    progress(batch.length);
  }
  if (fingerprint.rows <= done.rows) refuseOthers(fingerprint, done);
  await writer.end();
  return fingerprint;
}

function refuseOthers(fingerprint: Fingerprint, done: JournalStates['table']): void {
  if (fingerprint.rows !== done.rows || (done.rows > 0 && String(fingerprint) !== done.fingerprint))
    throw new SourceHasChanged();
}

/** Removes what an earlier run has copied. */
export async function emptyTable({
  target,
  table,
  journal,
  number,
}: Omit<CopyTask, 'done'>): Promise<JournalStates['table']> {
  const state = { phase: 'filling', rows: 0, fingerprint: '' } as const;
  await atTable(target, table.source, () =>
    target.engine.transaction(async (connection) => {
      for (const sql of SETTINGS[target.kind]) await connection.run(plain(sql));
      await connection.run(plain(`DELETE FROM ${tableName(target.kind, table)}`));
      await journal.write(connection, 'table', state, number);
    }),
  );
  return state;
}

/** Turns the cells of a row into what the target's engine loads. */
function rowWriter({ target, table }: CopyTask): (cells: readonly Cell[]) => unknown {
  const writers = table.columns.map((column) => columnWriter(target.kind, column.target, column.own));
  const values = (cells: readonly Cell[]) => cells.map((cell, at) => writers[at]?.(cell));
  switch (target.kind) {
    case 'sqlite':
      return values;
    case 'postgres':
      return (cells) => values(cells).join('\t');
    case 'mariadb':
      return (cells) => `(${values(cells).join(',')})`;
  }
}

/** Collects rows, and writes them while the next ones are read. */
class ChunkWriter {
  readonly #task: CopyTask;
  readonly #fingerprint: Fingerprint;
  readonly #name: string;
  readonly #columns: readonly string[];
  #rows: unknown[] = [];
  #length = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(task: CopyTask, fingerprint: Fingerprint) {
    this.#task = task;
    this.#fingerprint = fingerprint;
    this.#name = tableName(task.target.kind, task.table);
    this.#columns = task.table.columns.map(({ name }) => quoted(task.target.kind, name));
  }

  /** Takes a row, and says whether there are enough for a chunk. */
  add(row: unknown): boolean {
    this.#rows.push(row);
    this.#length += typeof row === 'string' ? row.length : lengthOf(row as readonly unknown[]);
    return this.#rows.length >= CHUNK_ROWS || this.#length >= CHUNK_LENGTH;
  }

  async end(): Promise<void> {
    await this.send('filled');
    await this.#writing;
  }

  async send(phase: 'filling' | 'filled'): Promise<void> {
    await this.#writing;
    const rows = this.#rows;
    this.#rows = [];
    this.#length = 0;
    const state = { phase, rows: this.#fingerprint.rows, fingerprint: String(this.#fingerprint) };
    const { target, journal, number } = this.#task;
    this.#writing = atTable(target, this.#task.table.source, () =>
      target.engine.transaction(async (connection) => {
        for (const sql of SETTINGS[target.kind]) await connection.run(plain(sql));
        if (rows.length > 0) await connection.load(this.#name, this.#columns, rows);
        await journal.write(connection, 'table', state, number);
      }),
    );
    // Who awaits it next is told of the error; until then it is nobody's.
    this.#writing.catch(() => undefined);
  }
}

/** A chunk that is lost when the machine loses power is lost with its entry in the journal. */
const SETTINGS: Readonly<Record<Side['kind'], readonly string[]>> = {
  sqlite: [],
  postgres: ['SET LOCAL synchronous_commit = off'],
  // Tables that were found may have foreign keys; the rows that they lead to may come later.
  mariadb: ['SET SESSION foreign_key_checks = 0'],
};
