import { MessageChannel, type ResourceLimits, Worker } from 'node:worker_threads';
import type { CarusoError } from '@caruso/core';
import type { Channel } from '../channel/channel.js';
import { portChannel } from '../channel/port-channel.js';
import { ServiceErrors } from '../errors.js';
import type { Log } from '../log.js';
import type { WorkerData, WorkerLabel } from './worker-data.js';
import type { LookUps } from './worker-directory.js';
import { workerEntry } from './worker-entry.js';

/** How a worker thread is run. */
export interface ThreadTerms {
  /** Limits of its memory, in megabytes; a worker that exceeds them ends, and nothing else. Default: those of the process. */
  readonly resourceLimits?: ResourceLimits;
  /** The file it starts with, when it is not beside the built package: in a bundle, and when sources are run. */
  readonly entry?: URL;
}

/** A worker thread and the channel to it, which closes with the reason when the thread ends. */
export class WorkerThread {
  readonly channel: Channel;
  /** Answered by `answerLookUps`. */
  readonly lookUps: LookUps;
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  #reason: CarusoError | undefined;

  constructor(label: WorkerLabel, { resourceLimits, entry = workerEntry() }: ThreadTerms, log: Log) {
    const { port1: port, port2: lookUpPort } = new MessageChannel();
    const answers = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    this.lookUps = { port, answers };
    this.#worker = new Worker(entry, {
      name: label.component,
      workerData: { component: label.component, lookUps: { port: lookUpPort, answers } } satisfies WorkerData,
      transferList: [lookUpPort],
      ...(resourceLimits ? { resourceLimits } : {}),
    });
    this.channel = portChannel(this.#worker, { peer: `the worker of "${label.component}"`, log });
    this.#worker.on('error', (problem: unknown) => {
      this.#reason ??= new ServiceErrors.WorkerEnded({ ...label, reason: reasonOf(problem) });
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', (code) => {
        const reason = `it exited with code ${code}`;
        this.channel.close(this.#reason ?? new ServiceErrors.WorkerEnded({ ...label, reason }));
        resolve();
      });
    });
  }

  /** Why the thread has ended; undefined while it runs. */
  get ended(): CarusoError | undefined {
    return this.channel.closed;
  }

  /** Ends the thread; calls in flight reject with `reason`. Resolves when the thread is gone. */
  async terminate(reason: CarusoError): Promise<void> {
    this.#reason ??= reason;
    await this.#worker.terminate();
    await this.#ended;
  }
}

function reasonOf(problem: unknown): string {
  if (!(problem instanceof Error)) return `it threw ${String(problem)}`;
  if ('code' in problem && problem.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'it ran out of memory';
  return `it failed with ${problem.name}: ${problem.message}`;
}
