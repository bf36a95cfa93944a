import { compareContracts } from '../contract-gate/compare-contracts.js';
import { ServiceErrors } from '../errors.js';
import type { Receipt, ReplaceOptions } from '../model/receipt.js';
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
      const { clock, registry } = this.lifecycle.parts;
      const old = record.component;
      const serving = record.instance;
      refuseBreaches(old, next);
      const since = clock.now();
      const fresh = await this.#startChecked(record, next, options.signal);
      const startMs = clock.now() - since;
      const parked = next.provides.reduce((sum, { name }) => sum + registry.index(name).waiting.size, 0);
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
        id: record.id,
        component: record.name,
        from: versionOf(old),
        to: versionOf(next),
        startMs,
        inFlightAtFlip: drained.inFlight,
        drained: drained.drained,
        aborted: drained.aborted + rejected.aborted,
        lost: drained.lost + rejected.lost,
        parked,
        longestMs: drained.longestMs,
        ...(rolledBack === undefined ? {} : { rolledBack }),
      };
    });
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
    const failed = (reason: string, cause?: unknown) =>
      new ServiceErrors.ReplaceFailed(
        { component: record.name, from: record.version, to: versionOf(next), reason },
        cause === undefined ? {} : { cause },
      );
    const missing = this.lifecycle.missing(next, record);
    if (missing.length > 0) throw failed(`it needs ${missing.join(', ')}, which nobody provides`);
    let fresh: Instance;
    try {
      fresh = await startInstance(next, hostFor(record, next), signal);
    } catch (thrown) {
      throw failed(thrown instanceof Error ? thrown.message : String(thrown), thrown);
    }
    const unwell = await checkInstance(fresh.objects, clock, next.health?.timeoutMs);
    if (unwell === undefined) return fresh;
    await this.lifecycle.close(next, fresh);
    throw failed(`its check failed: ${unwell}`);
  }

  /** From here on every call goes to `instance`. */
  #flip(record: ServiceRecord, component: Component, instance: Instance): void {
    const { registry, health } = this.lifecycle.parts;
    record.instance = instance;
    record.phase = 'running';
    record.phaseReason = undefined;
    registry.adopt(record, component);
    record.moved.raise();
    health.watch(record);
    this.lifecycle.reconcile();
  }
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
