import type { Cell } from '../values/cell.js';
import { Balance, emptyTally, type Tally } from './balance.js';
import { Buckets } from './buckets.js';
import { type ComparedColumn, RowWords } from './describe-rows.js';
import type { RowDifferences } from './row-differences.js';
import { type RowId, RowIdentity } from './row-identity.js';

/** Rows whose hashes are in memory at a time: some 100 MB. */
const MOST_HELD = 500_000;

/** The rows of a table on one side, which can be read several times and are the same each time. */
export interface ComparedRows {
  readonly rows: number;
  /** The places of floating point numbers. */
  readonly floats: ReadonlySet<number>;
  /** Hands over each row; the array is filled again for the next. */
  read(each: (cells: readonly Cell[]) => void): Promise<void>;
}

export interface DifferenceTask {
  readonly columns: readonly ComparedColumn[];
  /** Of the primary key; none when there is no key. */
  readonly key: readonly string[];
  readonly source: ComparedRows;
  readonly target: ComparedRows;
  /** How many rows of each kind are shown. */
  readonly examples: number;
  /** Rows that may be held in memory at a time. */
  readonly held?: number;
}

type SideName = 'source' | 'target';

/**
 * Finds the rows that two sides do not share, in any order and in bounded memory. Large tables are divided into buckets by what
 * tells their rows; those whose sums are equal are left out, and the others are compared some at a time.
 */
export async function findDifferences(task: DifferenceTask): Promise<RowDifferences> {
  const places = placesOf(task);
  const tally = emptyTally();
  for (const round of await roundsOf(task, places)) {
    const balance = new Balance();
    await eachRow(task, places, (identity, bucket, side) => {
      if (round === 'all' || round.has(bucket)) balance.add(identity.id, side);
    });
    balance.settle(tally, task.examples);
  }
  const { onlyInSource, onlyInTarget, changed } = tally;
  return { key: task.key, onlyInSource, onlyInTarget, changed, examples: await examplesOf(task, places, tally) };
}

function placesOf({ columns, key }: DifferenceTask): readonly number[] | undefined {
  if (key.length === 0) return undefined;
  return key.map((name) => columns.findIndex((column) => column.name === name));
}

async function roundsOf(
  task: DifferenceTask,
  places: readonly number[] | undefined,
): Promise<readonly ('all' | ReadonlySet<number>)[]> {
  const { held = MOST_HELD, source, target } = task;
  if (source.rows + target.rows <= held) return ['all'];
  const buckets = new Buckets();
  await eachRow(task, places, (identity, bucket, side) => buckets.add(identity, bucket, side));
  return buckets.rounds(held);
}

async function eachRow(
  task: DifferenceTask,
  places: readonly number[] | undefined,
  work: (identity: RowIdentity, bucket: number, side: SideName, cells: readonly Cell[]) => void,
): Promise<void> {
  for (const side of ['source', 'target'] as const) {
    const identity = new RowIdentity(task[side].floats, places);
    await task[side].read((cells) => work(identity, identity.take(cells), side, cells));
  }
}

/** Reads both sides once more for what the chosen rows hold. */
async function examplesOf(
  task: DifferenceTask,
  places: readonly number[] | undefined,
  { examples }: Tally,
): Promise<RowDifferences['examples']> {
  const wanted: Readonly<Record<SideName, ReadonlySet<RowId>>> = {
    source: new Set([...examples.onlyInSource.map(({ id }) => id), ...examples.changed.map(({ source }) => source)]),
    target: new Set([...examples.onlyInTarget.map(({ id }) => id), ...examples.changed.map(({ target }) => target)]),
  };
  const found = { source: new Map<RowId, readonly Cell[]>(), target: new Map<RowId, readonly Cell[]>() };
  if (wanted.source.size + wanted.target.size > 0)
    await eachRow(task, places, (identity, _, side, cells) => {
      const { id } = identity;
      if (wanted[side].has(id) && !found[side].has(id)) found[side].set(id, [...cells]);
    });
  const words = new RowWords(task.columns, places);
  const one = (side: SideName) => (example: { readonly id: RowId; readonly times: number }) => ({
    row: words.row(found[side].get(example.id) ?? []),
    times: example.times,
  });
  return {
    onlyInSource: examples.onlyInSource.map(one('source')),
    onlyInTarget: examples.onlyInTarget.map(one('target')),
    changed: examples.changed.map(({ source, target }) =>
      words.changed(found.source.get(source) ?? [], found.target.get(target) ?? []),
    ),
  };
}
