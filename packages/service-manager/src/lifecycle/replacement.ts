import { compareContracts } from '../contract-gate/compare-contracts.js';
import { ServiceErrors } from '../errors.js';
import type { Drained, Receipt, ReplaceOptions } from '../model/receipt.js';
import type { Component } from '../model/service-manager.js';
import type { Instance } from '../registry/instance.js';
import { sameMajor } from '../registry/judge.js';
import type { ServiceRecord } from '../registry/service-record.js';
import { versionOf } from '../registry/service-record.js';
import { Trial } from '../registry/trial.js';
import { drain, NOTHING_IN_FLIGHT } from './drain.js';
import { checkInstance } from './health-watch.js';
import type { Lifecycle } from './lifecycle.js';
import { startInstance } from './start-instance.js';

/** How long the calls in flight on an exclusive component may take before they are told to end: others wait for them. */
const EXCLUSIVE_DEADLINE_MS = 500;

/** Replaces components by other versions, without losing a call. */
export class Replacement {
  constructor(private readonly lifecycle: Lifecycle) {}

  /**
   * Starts the new version, checks it, lets it take over in one step, waits for the calls on the old one, and stops that.
   *
   * @throws ServiceErrors.WouldBreakConsumers; ServiceErrors.ReplaceFailed when the new version does not start or fails its
   *   check: then the old one has never stopped taking calls
   */
  replace(record: ServiceRecord, next: Component, options: ReplaceOptions = {}): Promise<Receipt> {
    return this.lifecycle.inTurn(record, async () => {
      const { clock } = this.lifecycle.parts;
      const old = record.component;
      const serving = record.instance;
      refuseBreaches(old, next);
      const missing = this.lifecycle.missing(next, record);
      if (missing.length > 0) throw failed(record, next, `it needs ${missing.join(', ')}, which nobody provides`);
      if (old.exclusive || next.exclusive) return this.#replaceInPlace(record, next, options);
      const since = clock.now();
      const fresh = await this.#startChecked(record, next, options.signal);
      const startMs = clock.now() - since;
      const parked = this.#parked(next);
      const takenBack = new AbortController();
      if (options.probation && serving) {
        fresh.trial = new Trial(options.probation, clock, () => {
          fresh.rejected = true;
          takenBack.abort();
          this.#flip(record, old, serving);
        });
      }
      this.#flip(record, next, fresh);
      const policy = options.drain ?? old.drain ?? {};
      const draining = serving && drain(record.name, serving, policy, clock, takenBack.signal);
      const rolledBack = await this.#passes(next, fresh);
      const drained = (await draining) ?? NOTHING_IN_FLIGHT;
      const [gone, instance] = fresh.rejected ? [next, fresh] : [old, serving];
      const rejected = fresh.rejected ? await drain(record.name, fresh, policy, clock) : NOTHING_IN_FLIGHT;
      if (instance) await this.lifecycle.close(gone, instance);
      return {
        ...receiptOf(record, old, next),
        startMs,
        parked,
        ...costOf(drained, rejected),
        ...(rolledBack === undefined ? {} : { rolledBack }),
      };
    });
  }

  /** Stops the old version, then starts the new one, and the old one again if that fails. */
  async #replaceInPlace(record: ServiceRecord, next: Component, options: ReplaceOptions): Promise<Receipt> {
    const { clock, registry, health } = this.lifecycle.parts;
    const { component: old, instance: serving } = record;
    if (options.probation)
      throw failed(record, next, 'only one of its versions can run at a time, so none can be on probation');
    const pausedAt = clock.now();
    record.isChanging = true;
    registry.changed(record);
    health.forget(record);
    let drained = NOTHING_IN_FLIGHT;
    try {
      if (serving) {
        const { deadlineMs = EXCLUSIVE_DEADLINE_MS, ...rest } = options.drain ?? old.drain ?? {};
        drained = await drain(record.name, serving, { deadlineMs, ...rest }, clock);
        await this.lifecycle.close(old, serving);
      }
      const since = clock.now();
      const fresh = await this.#startChecked(record, next, options.signal);
      const startMs = clock.now() - since;
      const parked = this.#parked(next);
      this.#flip(record, next, fresh);
      const pausedMs = clock.now() - pausedAt;
      return { ...receiptOf(record, old, next), startMs, pausedMs, parked, ...costOf(drained) };
    } catch (thrown) {
      await this.#startAgain(record);
      throw thrown;
    }
  }

  /** The old version, after the new one has not started in its place. */
  async #startAgain(record: ServiceRecord): Promise<void> {
    const { hostFor, log } = this.lifecycle.parts;
    const { component } = record;
    try {
      this.#flip(record, component, await startInstance(component, hostFor(record, component), undefined));
    } catch (thrown) {
      log.error(`"${record.name}" ${versionOf(component)} could not start again either`, thrown);
      record.instance = undefined;
      record.isChanging = false;
      this.lifecycle.enter(record, 'failed', reasonOf(thrown));
      this.lifecycle.reconcile();
    }
  }

  #parked({ provides }: Component): number {
    return provides.reduce((sum, { name }) => sum + this.lifecycle.parts.registry.index(name).waiting.size, 0);
  }

  /** Waits for the end of the probation; returns why the version has failed, or undefined. */
  async #passes(next: Component, { trial, objects }: Instance): Promise<string | undefined> {
    if (!trial) return undefined;
    const failure = await trial.verdict;
    if (failure !== undefined) return failure;
    const unwell = await checkInstance(objects, this.lifecycle.parts.clock, next.health?.timeoutMs);
    if (unwell !== undefined) trial.rollBack(unwell);
    return unwell;
  }

  async #startChecked(record: ServiceRecord, next: Component, signal?: AbortSignal): Promise<Instance> {
    const { clock, hostFor } = this.lifecycle.parts;
    let fresh: Instance;
    try {
      fresh = await startInstance(next, hostFor(record, next), signal);
    } catch (thrown) {
      throw failed(record, next, reasonOf(thrown), thrown);
    }
    const unwell = await checkInstance(fresh.objects, clock, next.health?.timeoutMs);
    if (unwell === undefined) return fresh;
    await this.lifecycle.close(next, fresh);
    throw failed(record, next, `its check failed: ${unwell}`);
  }

  /** From here on every call goes to `instance`. */
  #flip(record: ServiceRecord, component: Component, instance: Instance): void {
    const { registry, health } = this.lifecycle.parts;
    record.instance = instance;
    record.isChanging = false;
    record.phase = 'running';
    record.phaseReason = undefined;
    registry.adopt(record, component);
    record.moved.raise();
    health.watch(record);
    this.lifecycle.reconcile();
  }
}

/** Why the old version stays. */
function failed({ name, version }: ServiceRecord, next: Component, reason: string, cause?: unknown) {
  const data = { component: name, from: version, to: versionOf(next), reason };
  return new ServiceErrors.ReplaceFailed(data, cause === undefined ? {} : { cause });
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function receiptOf({ id, name }: ServiceRecord, old: Component, next: Component) {
  return { id, component: name, from: versionOf(old), to: versionOf(next) };
}

function costOf({ inFlight, drained, aborted, lost, longestMs }: Drained, rejected = NOTHING_IN_FLIGHT) {
  return {
    ...{ inFlightAtFlip: inFlight, drained, longestMs },
    ...{ aborted: aborted + rejected.aborted, lost: lost + rejected.lost },
  };
}

/** Refuses a version that those who call the present one could not work with. */
function refuseBreaches(old: Component, next: Component): void {
  const reasons = old.provides.flatMap((contract) => {
    const offered = next.provides.find(({ name }) => name === contract.name);
    if (!offered) return [`it does not provide ${contract.name}`];
    if (offered === contract) return [];
    if (!sameMajor(offered, contract)) {
      return [`${contract.name} ${offered.version} is another major version than ${contract.version}`];
    }
    return compareContracts(contract, offered).map(({ message }) => message);
  });
  if (reasons.length === 0) return;
  throw new ServiceErrors.WouldBreakConsumers({
    component: old.name,
    from: versionOf(old),
    to: versionOf(next),
    reasons,
  });
}
