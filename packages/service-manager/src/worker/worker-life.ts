import type { CarusoError, Clock, Lifecycle, Service, ServiceContext } from '@caruso/core';
import { channelProxy } from '../channel/channel-proxy.js';
import { ServiceErrors } from '../errors.js';
import { type ComponentDescription, WorkerControl, type WorkerOrder } from './worker-contract.js';
import type { WorkerLabel } from './worker-data.js';
import type { WorkerThread } from './worker-thread.js';

const START_MS = 60_000;
/** How long a start that was given up may take to end, in milliseconds. */
const GIVE_UP_MS = 1_000;
/** How long the services of a worker may take to stop, in milliseconds. */
const STOP_MS = 10_000;

const call = { caller: 'assembly', signal: new AbortController().signal };

/** The life of a component in its worker, seen from outside. However it ends, the thread is gone then. */
export class WorkerLife implements Lifecycle {
  readonly #control: Service<typeof WorkerControl>;

  constructor(
    private readonly thread: WorkerThread,
    private readonly label: WorkerLabel,
    private readonly clock: Clock,
  ) {
    this.#control = channelProxy(WorkerControl, thread.channel);
  }

  /** What the module brings; the thread is there for nothing else. */
  async describe(module: Pick<WorkerOrder, 'module' | 'options'>): Promise<ComponentDescription> {
    const late = this.#endAfter(START_MS, () => this.#failed(`its module was not loaded within ${START_MS} ms`));
    try {
      return await this.#control.describe(module, call);
    } finally {
      late.cancel();
      await this.thread.terminate(this.#ended('it was only to be described'));
    }
  }

  /** Has the module loaded and its services made. */
  async create(order: WorkerOrder, startMs = START_MS): Promise<void> {
    const late = this.#endAfter(startMs, () => this.#failed(`its services were not made within ${startMs} ms`));
    try {
      await this.#control.create(order, call);
    } catch (thrown) {
      await this.thread.terminate(this.#ended('its services could not be made'));
      throw thrown;
    } finally {
      late.cancel();
    }
  }

  readonly start = async ({ signal }: ServiceContext): Promise<void> => {
    let late = { cancel: () => {} };
    const giveUp = () => {
      late = this.#endAfter(GIVE_UP_MS, () => this.#failed(`given up, it did not end within ${GIVE_UP_MS} ms`));
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
    try {
      await this.#control.startServices({}, { ...call, signal });
    } catch (thrown) {
      await this.thread.terminate(this.#ended('its start failed'));
      throw thrown;
    } finally {
      signal.removeEventListener('abort', giveUp);
      late.cancel();
    }
  };

  readonly check = async (): Promise<void> => {
    const { reason } = await this.#control.checkServices({}, call);
    if (reason !== undefined) throw new Error(reason);
  };

  readonly stop = async (): Promise<void> => {
    if (this.thread.ended) return;
    const late = this.#endAfter(STOP_MS, () => this.#ended(`it had not stopped within ${STOP_MS} ms`));
    try {
      await this.#control.stopServices({}, call);
    } finally {
      late.cancel();
      await this.thread.terminate(this.#ended('it was stopped'));
    }
  };

  #endAfter(ms: number, reason: () => CarusoError) {
    return this.clock.at(this.clock.now() + ms, () => void this.thread.terminate(reason()));
  }

  #failed(reason: string): CarusoError {
    return new ServiceErrors.WorkerStartFailed({ ...this.label, reason });
  }

  #ended(reason: string): CarusoError {
    return new ServiceErrors.WorkerEnded({ ...this.label, reason });
  }
}
