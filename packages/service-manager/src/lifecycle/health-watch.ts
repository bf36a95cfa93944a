import type { Clock, Timer } from '@caruso/core';
import type { ServiceRegistry } from '../registry/registry.js';
import type { ServiceRecord } from '../registry/service-record.js';
import { within } from './start-instance.js';

const DEFAULT_EVERY_MS = 10_000;
const DEFAULT_TIMEOUT_MS = 5_000;

/** The timers of one component: its next check, and the end of its patience. */
interface Timers {
  check?: Timer;
  silence?: Timer;
}

/** Asks the running components at intervals whether they are well, and watches those that say so by themselves. */
export class HealthWatch {
  readonly #timers = new Map<ServiceRecord, Timers>();

  constructor(
    private readonly registry: ServiceRegistry,
    private readonly clock: Clock,
    /** Takes a component out that has been silent for too long. */
    private readonly deregister: (record: ServiceRecord, reason: string) => void,
  ) {}

  /** Begins to watch a component that runs. */
  watch(record: ServiceRecord): void {
    this.forget(record);
    const { everyMs = DEFAULT_EVERY_MS, ttlMs } = record.component.health ?? {};
    const asked = everyMs > 0 && record.instance?.objects.some((object) => object.check);
    if (!asked && ttlMs === undefined) return;
    const timers: Timers = {};
    this.#timers.set(record, timers);
    if (asked) this.#askIn(record, timers, everyMs);
    if (ttlMs !== undefined) this.#expect(record, timers, ttlMs);
  }

  forget(record: ServiceRecord): void {
    const timers = this.#timers.get(record);
    timers?.check?.cancel();
    timers?.silence?.cancel();
    this.#timers.delete(record);
  }

  /** The component says that it is well. */
  beat(record: ServiceRecord): void {
    const timers = this.#timers.get(record);
    const { ttlMs } = record.component.health ?? {};
    if (!timers || ttlMs === undefined) return;
    timers.silence?.cancel();
    this.#expect(record, timers, ttlMs);
    if (record.health.set(true)) this.registry.changed(record);
  }

  /**
   * Asks a component now. Does nothing when it does not run.
   *
   * @param decisive what it answers counts at once, without waiting for a row of the same answers
   */
  async ask(record: ServiceRecord, decisive: boolean): Promise<void> {
    const { instance } = record;
    if (record.phase !== 'running' || !instance) return;
    const failure = await checkInstance(instance.objects, this.clock, record.component.health?.timeoutMs);
    // It may have been replaced in the meantime.
    if (record.instance !== instance) return;
    const before = record.health.reason;
    const changed = decisive ? record.health.set(failure === undefined, failure) : record.health.note(failure);
    if (changed || before !== record.health.reason) this.registry.changed(record);
  }

  #askIn(record: ServiceRecord, timers: Timers, everyMs: number): void {
    timers.check = this.clock.at(this.clock.now() + everyMs, () => {
      void this.ask(record, false).then(() => {
        if (this.#timers.get(record) === timers) this.#askIn(record, timers, everyMs);
      });
    });
  }

  #expect(record: ServiceRecord, timers: Timers, ttlMs: number): void {
    const { deregisterAfterMs } = record.component.health ?? {};
    const silent = `it has not said for ${ttlMs} ms that it is well`;
    timers.silence = this.clock.at(this.clock.now() + ttlMs, () => {
      if (record.health.set(false, silent)) this.registry.changed(record);
      if (deregisterAfterMs === undefined) return;
      const gone = () => this.deregister(record, silent);
      timers.silence = this.clock.at(this.clock.now() + deregisterAfterMs, gone);
    });
  }
}

/** What the first failing check says, or undefined when all are well. */
export async function checkInstance(
  objects: readonly { check?(): void | Promise<void> }[],
  clock: Clock,
  timeoutMs = DEFAULT_TIMEOUT_MS,
): Promise<string | undefined> {
  const late = () => new Error(`its check took longer than ${timeoutMs} ms`);
  for (const object of objects) {
    if (!object.check) continue;
    try {
      await within(clock, timeoutMs, Promise.resolve(object.check()), late);
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message : String(thrown);
    }
  }
  return undefined;
}
