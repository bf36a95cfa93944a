import { CarusoError, type Clock } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Log } from '../log.js';
import type { Drained } from '../model/receipt.js';
import type { Requirement } from '../model/requirement.js';
import type { Component, ComponentHost } from '../model/service-manager.js';
import type { Instance } from '../registry/instance.js';
import type { ServiceRegistry } from '../registry/registry.js';
import type { ServiceRecord } from '../registry/service-record.js';
import { drain, NOTHING_IN_FLIGHT } from './drain.js';
import type { HealthWatch } from './health-watch.js';
import { startInstance, stopObjects, within } from './start-instance.js';

/** What the life of the components needs. */
export interface LifecycleParts {
  readonly registry: ServiceRegistry;
  readonly clock: Clock;
  readonly log: Log;
  readonly health: HealthWatch;
  hostFor(record: ServiceRecord, component: Component): ComponentHost;
}

/** Starts components when what they need is there, suspends them when it goes, and stops them when their last call has ended. */
export class Lifecycle {
  /** The manager stops: nothing is started or suspended any more. */
  closing = false;

  constructor(readonly parts: LifecycleParts) {}

  /** Does one thing after the other to a record: starts, replacements and stops. The first begins at once. */
  inTurn<Result>(record: ServiceRecord, action: () => Promise<Result>): Promise<Result> {
    const result = record.turn ? record.turn.then(action) : action();
    const turn: Promise<void> = result.then(
      () => this.#endTurn(record, turn),
      () => this.#endTurn(record, turn),
    );
    record.turn = turn;
    return result;
  }

  #endTurn(record: ServiceRecord, turn: Promise<void>): void {
    if (record.turn === turn) record.turn = undefined;
  }

  /**
   * Starts a component, or lets it wait for what it needs. Who asks while it starts gets the same outcome.
   *
   * @throws ServiceErrors.StartFailed, ServiceErrors.StartTimeout, ServiceErrors.IncompleteService
   */
  start(record: ServiceRecord, signal?: AbortSignal): Promise<void> {
    record.starting ??= this.inTurn(record, () => this.#start(record, signal)).finally(() => {
      record.starting = undefined;
    });
    return record.starting;
  }

  /** Takes a component out: no new calls, those in flight end, then its services stop. */
  stop(record: ServiceRecord, reason?: string): Promise<Drained> {
    record.instance?.trial?.end();
    return this.inTurn(record, async () => {
      const drained = await this.#halt(record, 'draining', reason);
      this.enter(record, 'stopped', reason);
      this.reconcile();
      return drained;
    });
  }

  /** Lets an instance that takes no new calls end, and stops its services. */
  async retire(component: Component, instance: Instance): Promise<Drained> {
    const { clock } = this.parts;
    const drained = await drain(component.name, instance, component.drain ?? {}, clock);
    await this.close(component, instance);
    return drained;
  }

  /** Stops the services of an instance on which no call is in flight. */
  async close(component: Component, instance: Instance): Promise<void> {
    const { clock, log } = this.parts;
    const timeoutMs = component.drain?.deadlineMs ?? 30_000;
    const late = () => new Error(`it had not stopped within ${timeoutMs} ms`);
    try {
      await within(clock, timeoutMs, stopObjects(instance.objects), late);
    } catch (thrown) {
      log.error(`"${component.name}" failed while it was stopping`, thrown);
    }
  }

  /** What a component needs and cannot have at the moment. */
  missing(component: Component, record?: ServiceRecord): readonly string[] {
    return component.requires
      .filter((need) => !need.optional && !this.#isMet(need, record))
      .map(({ contract, versions, atLeast }) => {
        const range = versions ? ` ${versions.join(' or ')}` : ` ${contract.version}`;
        return `${contract.name}${range}${(atLeast ?? 1) > 1 ? ` (${atLeast} of them)` : ''}`;
      });
  }

  /** Starts, suspends and resumes components after a change, until nothing more follows from it. */
  reconcile(): void {
    if (this.closing) return;
    let changed = true;
    while (changed) {
      changed = false;
      for (const record of [...this.parts.registry.requiring]) changed = this.#reconcile(record) || changed;
    }
  }

  #reconcile(record: ServiceRecord): boolean {
    if (record.phase !== 'waiting' && record.phase !== 'running') return false;
    const missing = this.missing(record.component, record);
    const needs = `it needs ${missing.join(', ')}`;
    if (record.phase === 'waiting') {
      if (missing.length > 0 || record.starting) return false;
      this.start(record).catch((thrown: unknown) =>
        this.parts.log.error(`"${record.name}" could not start when what it needs had come`, thrown),
      );
      return false;
    }
    if (missing.length === 0) {
      if (record.suspended === undefined) return false;
      record.suspended = undefined;
    } else {
      if (record.suspended !== undefined) return false;
      record.suspended = needs;
      if (this.#stopsWithout(record)) void this.#wait(record, needs);
    }
    this.parts.registry.changed(record);
    return true;
  }

  /** Whether a need of the component that is not met now asks to stop it. */
  #stopsWithout(record: ServiceRecord): boolean {
    return record.component.requires.some((need) => need.whenLost === 'stop' && !this.#isMet(need, record));
  }

  #wait(record: ServiceRecord, reason: string): Promise<void> {
    return this.inTurn(record, async () => {
      await this.#halt(record, 'draining', reason);
      record.suspended = undefined;
      this.enter(record, 'waiting', reason);
    }).then(() => this.reconcile());
  }

  #isMet(need: Requirement, record: ServiceRecord | undefined): boolean {
    return this.parts.registry.providersOf(need, record).length >= (need.atLeast ?? 1);
  }

  async #start(record: ServiceRecord, signal: AbortSignal | undefined): Promise<void> {
    if (record.phase === 'running' || this.closing) return;
    const { component } = record;
    const missing = this.missing(component, record);
    if (missing.length > 0) {
      this.enter(record, 'waiting', `it needs ${missing.join(', ')}`);
      return;
    }
    this.enter(record, 'starting');
    try {
      record.instance = await startInstance(component, this.parts.hostFor(record, component), signal);
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      // One that starts with its first call is tried again by the next one.
      this.enter(record, component.lazy ? 'declared' : 'failed', reason);
      throw CarusoError.is(thrown) ? thrown : new ServiceErrors.StartFailed({ component: record.name, reason });
    }
    this.enter(record, 'running');
    this.parts.health.watch(record);
    this.reconcile();
  }

  async #halt(record: ServiceRecord, phase: 'draining', reason: string | undefined): Promise<Drained> {
    this.parts.health.forget(record);
    const { instance } = record;
    if (!instance) return NOTHING_IN_FLIGHT;
    this.enter(record, phase, reason);
    this.reconcile();
    const drained = await this.retire(record.component, instance);
    record.instance = undefined;
    return drained;
  }

  /** Notes where a component stands, for all who watch it. */
  enter(record: ServiceRecord, phase: ServiceRecord['phase'], reason?: string): void {
    record.phase = phase;
    record.phaseReason = reason;
    this.parts.registry.changed(record);
    record.moved.raise();
  }
}
