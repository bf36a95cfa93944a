import type { Connection } from '../../engine/engine.js';
import { fingerprintTable } from '../fingerprint/fingerprint-table.js';
import type { TablePlan, TransferPlan, Warning } from '../plan/transfer-plan.js';
import { atTable, type Side, snapshot, stateOf } from '../side.js';
import { type CopyTask, copyTable, emptyTable, SourceHasChanged } from './copy-table.js';
import { entry, type Journal, type JournalStates } from './journal.js';
import { sourceColumn } from './table-rows.js';

/** How often the source is read again because somebody has written to it meanwhile. */
const MOST_ROUNDS = 5;
const NOTHING: JournalStates['table'] = { phase: 'filling', rows: 0, fingerprint: '' };

/** What a table held when it was copied. */
export interface Copied {
  readonly rows: number;
  readonly fingerprint: string;
}

export interface CopyAllTask {
  readonly source: Side;
  readonly target: Side;
  readonly plan: TransferPlan;
  readonly journal: Journal;
  readonly entries: ReadonlyMap<string, unknown>;
  readonly progress: (phase: 'copying' | 'reading again', table: string, rows: number) => void;
}

/**
 * Copies the rows of all tables as they are at one moment, and then reads the source again: a table that somebody has written to
 * meanwhile is copied anew, so that all tables are as they are at one later moment.
 *
 * @returns what each table held, by its name at the source
 */
export async function copyAll(
  task: CopyAllTask,
): Promise<{ readonly copied: ReadonlyMap<string, Copied>; readonly warnings: readonly Warning[] }> {
  const { source, plan, entries } = task;
  const copied = new Map<string, Copied>();
  const warnings: Warning[] = [];
  let state = await snapshot(source, async (reading) => {
    const before = await stateOf(source, reading);
    for (const [number, table] of plan.tables.entries()) {
      const done = entry(entries, 'table', number) ?? NOTHING;
      const { fresh, state: held } = await copyOne(task, reading, table, number, done);
      if (fresh)
        warnings.push({
          table: table.source,
          text: 'was changed at the source after an earlier run had copied it, and was copied anew',
        });
      copied.set(table.source, held);
    }
    return before;
  });
  for (let round = 1; ; round += 1) {
    const changed = await snapshot(source, async (reading) => {
      const now = await stateOf(source, reading);
      if (now !== undefined && now === state) return [];
      state = now;
      return copyChanged(task, reading, copied);
    });
    if (changed.length === 0) break;
    const last = round === MOST_ROUNDS;
    for (const table of changed)
      warnings.push({
        table,
        text: last
          ? 'is being written at the source; the target holds what it had when it was read last'
          : 'was changed at the source during the transfer, and was copied anew',
      });
    if (last) break;
  }
  return { copied, warnings: distinct(warnings) };
}

/** @returns the tables that are not as they were */
async function copyChanged(
  task: CopyAllTask,
  reading: Connection,
  copied: Map<string, Copied>,
): Promise<readonly string[]> {
  const { source, plan, progress } = task;
  const changed: string[] = [];
  for (const [number, table] of plan.tables.entries()) {
    const read = (rows: number) => progress('reading again', table.source, rows);
    const now = await atTable(source, table.source, () =>
      fingerprintTable(source.kind, reading, table.source, table.columns.map(sourceColumn), read),
    );
    const before = copied.get(table.source);
    if (now.rows === before?.rows && String(now) === before.fingerprint) continue;
    changed.push(table.source);
    const empty = await emptyTable(copyTask(task, reading, table, number));
    copied.set(table.source, (await copyOne(task, reading, table, number, empty)).state);
  }
  return changed;
}

async function copyOne(
  task: CopyAllTask,
  reading: Connection,
  table: TablePlan,
  number: number,
  done: JournalStates['table'],
): Promise<{ readonly fresh: boolean; readonly state: Copied }> {
  const common = copyTask(task, reading, table, number);
  const copy = async (from: JournalStates['table']) => {
    const fingerprint = await atTable(task.source, table.source, () => copyTable({ ...common, done: from }));
    return { rows: fingerprint.rows, fingerprint: String(fingerprint) };
  };
  try {
    return { fresh: false, state: await copy(done) };
  } catch (thrown) {
    if (!(thrown instanceof SourceHasChanged)) throw thrown;
    return { fresh: true, state: await copy(await emptyTable(common)) };
  }
}

function copyTask(
  { source, target, journal, progress }: CopyAllTask,
  reading: Connection,
  table: TablePlan,
  number: number,
): Omit<CopyTask, 'done'> {
  return {
    source,
    reading,
    target,
    table,
    number,
    journal,
    progress: (rows) => progress('copying', table.source, rows),
  };
}

function distinct(warnings: readonly Warning[]): readonly Warning[] {
  return [...new Map(warnings.map((warning) => [`${warning.table}\n${warning.text}`, warning])).values()];
}
