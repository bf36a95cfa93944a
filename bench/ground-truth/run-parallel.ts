import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, type Worker } from 'node:worker_threads';
import { designRows } from '../../packages/communication-server/test/support/ground-truth/design-rows.js';
import type { GroundTruth } from '../../packages/communication-server/test/support/ground-truth/ground-truth.js';
import { moreRows } from '../../packages/communication-server/test/support/ground-truth/more-rows.js';
import { type Observed, observe } from '../../packages/communication-server/test/support/ground-truth/observe.js';

export const rows: readonly GroundTruth[] = [...designRows, ...moreRows];

/** How many independent runs a row has, and how many stretches each of them. */
const RUNS = 20;
const STRETCHES = 50;
/** Contacts that fill a system, as a share of those that are counted. */
const WARM_UP = 0.05;

interface Task {
  readonly row: number;
  readonly run: number;
}

/** What came of a run, and the seconds it took. */
interface Done extends Task {
  readonly observed: Observed;
  readonly seconds: number;
}

/** Contacts of a row that are counted in all. */
export function contactsOf({ narrow }: GroundTruth): number {
  return RUNS * STRETCHES * Math.ceil(narrow / RUNS / STRETCHES);
}

/**
 * Runs all rows, as many at once as there are processors.
 *
 * @param newWorker a thread with this module in it
 * @param told of each row when its runs are done
 */
export async function runAll(
  newWorker: () => Worker,
  told: (row: number, runs: readonly Observed[], seconds: number) => void,
): Promise<void> {
  const tasks = rows.flatMap((_, row) => Array.from({ length: RUNS }, (_, run): Task => ({ row, run })));
  const done = rows.map((): Done[] => []);
  const workers = Array.from({ length: availableParallelism() }, newWorker);
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (let task = tasks.shift(); task; task = tasks.shift()) {
          worker.postMessage(task);
          const [result] = (await once(worker, 'message')) as [Done];
          const ofRow = done[result.row] ?? [];
          ofRow.push(result);
          if (ofRow.length < RUNS) continue;
          const inOrder = ofRow.toSorted((a, b) => a.run - b.run);
          const seconds = inOrder.reduce((sum, each) => sum + each.seconds, 0);
          told(
            result.row,
            inOrder.map(({ observed }) => observed),
            seconds,
          );
        }
      }),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

if (!isMainThread)
  parentPort?.on('message', ({ row, run }: Task) => {
    const system = rows[row];
    if (!system) throw new Error(`There is no row ${row}.`);
    const size = contactsOf(system) / RUNS / STRETCHES;
    const warmUp = Math.ceil(WARM_UP * size * STRETCHES);
    const began = performance.now();
    const observed = observe(system, { seed: `${system.name}/${run}`, warmUp, stretches: STRETCHES, size });
    const done: Done = { row, run, observed, seconds: (performance.now() - began) / 1_000 };
    parentPort?.postMessage(done);
  });
