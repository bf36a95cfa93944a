import type { Worker } from 'node:worker_threads';

const live = new Set<Worker>();

process.on('worker', (worker) => {
  live.add(worker);
  worker.once('exit', () => live.delete(worker));
});

/** How many worker threads there are that were started since this module was loaded. */
export function liveWorkers(): number {
  return live.size;
}
