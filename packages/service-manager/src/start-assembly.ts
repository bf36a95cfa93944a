import 'reflect-metadata';
import { CarusoError, type Clock, type Contract, type Service, type Stub, systemClock } from '@caruso/core';
import { Container } from 'inversify';
import type { Assembly } from './assembly.js';
import type { Component } from './component.js';
import type { Directory, ServiceEntry } from './directory.js';
import { ServiceErrors } from './errors.js';
import { CLOCK, DIRECTORY, LOG, stubOf } from './inject.js';
import { type Log, stderrLog } from './log.js';
import { startOrder } from './plan.js';
import { ServiceRegistry } from './registry.js';
import type { RunningAssembly } from './running-assembly.js';
import { ServiceRecord } from './service-record.js';

/** What surrounds an assembly. */
export interface AssemblyOptions {
  readonly clock?: Clock;
  readonly log?: Log;
  /** Gives the start up: services that are starting are told so, and those that have started are stopped. */
  readonly signal?: AbortSignal;
}

/**
 * Starts the components of an assembly, each after those it needs. When one fails to start, those already started are
 * stopped again.
 *
 * @throws ServiceErrors.StartFailed, ServiceErrors.StartGivenUp, and what {@link startOrder} throws
 */
export async function startAssembly(assembly: Assembly, options: AssemblyOptions = {}): Promise<RunningAssembly> {
  const running = new AssemblyRun(assembly, options.clock ?? systemClock, options.log ?? stderrLog);
  await running.start(options.signal ?? new AbortController().signal);
  return running;
}

class AssemblyRun implements RunningAssembly {
  readonly company: string;
  readonly directory: Directory;
  readonly #components: readonly Component[];
  readonly #registry = new ServiceRegistry();
  readonly #clock: Clock;
  readonly #log: Log;
  #stopping: Promise<void> | undefined;

  constructor(assembly: Assembly, clock: Clock, log: Log) {
    this.company = assembly.company;
    this.#components = startOrder(assembly.components);
    this.#clock = clock;
    this.#log = log;
    this.directory = this.#registry.directory('assembly');
    for (const component of this.#components) {
      for (const { contract } of component.provides) this.#registry.add(new ServiceRecord(contract, component.name));
    }
  }

  get<C extends Contract>(contract: C, caller = 'assembly'): Stub<C> {
    return this.#registry.stub(contract, caller);
  }

  async start(signal: AbortSignal): Promise<void> {
    try {
      for (const component of this.#components) {
        if (signal.aborted) throw new ServiceErrors.StartGivenUp({ before: component.name });
        await this.#startComponent(component, signal);
      }
    } catch (thrown) {
      await this.stop();
      throw thrown;
    }
  }

  async health(): Promise<readonly ServiceEntry[]> {
    await Promise.all(this.#registry.records().map((record) => checkHealth(record)));
    return this.directory.entries();
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #startComponent(component: Component, signal: AbortSignal): Promise<void> {
    const records = this.#recordsOf(component);
    try {
      const container = this.#compose(component);
      for (const record of records) {
        record.state = 'starting';
        record.instance = container.get<Service<Contract>>(serviceOf(record.contract));
        refuseIncomplete(record, component);
      }
      for (const instance of instancesOf(records)) await instance.start?.({ signal });
      for (const record of records) record.state = 'active';
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      for (const record of records) {
        record.state = 'failed';
        record.reason = reason;
      }
      throw CarusoError.is(thrown) && thrown.kind === 'internal'
        ? thrown
        : new ServiceErrors.StartFailed({ component: component.name, reason }, { cause: thrown });
    }
  }

  #compose(component: Component): Container {
    const container = new Container({ defaultScope: 'Singleton' });
    container.bind(CLOCK).toConstantValue(this.#clock);
    container.bind(LOG).toConstantValue(this.#log);
    container.bind(DIRECTORY).toConstantValue(this.#registry.directory(component.name));
    for (const { contract, optional } of component.requires) {
      if (optional && !this.#registry.records().some((record) => record.contract.name === contract.name)) continue;
      container.bind(stubOf(contract)).toConstantValue(this.#registry.stub(contract, component.name));
    }
    component.configure(container);
    for (const { contract, implementation } of component.provides) {
      if (!container.isBound(implementation)) container.bind(implementation).to(implementation as never);
      container.bind(serviceOf(contract)).toService(implementation);
    }
    return container;
  }

  async #stopAll(): Promise<void> {
    for (const component of [...this.#components].reverse()) {
      const records = this.#recordsOf(component).filter(({ instance }) => instance !== undefined);
      for (const record of records) record.state = 'draining';
      await Promise.all(records.map(({ leases }) => leases.idle()));
      for (const instance of instancesOf(records)) {
        try {
          await instance.stop?.();
        } catch (thrown) {
          this.#log.error(`"${component.name}" failed while it was stopping`, thrown);
        }
      }
      for (const record of records) {
        record.state = 'stopped';
        record.instance = undefined;
      }
    }
  }

  #recordsOf(component: Component): readonly ServiceRecord[] {
    return component.provides.map(({ contract }) => this.#registry.record(contract.name));
  }
}

const serviceOf = (contract: Contract) => Symbol.for(`caruso:service:${contract.name}`);

/** One instance may serve several contracts; it is started and stopped once. */
function instancesOf(records: readonly ServiceRecord[]): readonly Service<Contract>[] {
  return [...new Set(records.flatMap(({ instance }) => (instance ? [instance] : [])))];
}

function refuseIncomplete({ contract, instance }: ServiceRecord, component: Component): void {
  const methods = instance as unknown as Record<string, unknown>;
  const missing = Object.keys(contract.operations).filter((name) => typeof methods[name] !== 'function');
  if (missing.length) {
    throw new ServiceErrors.IncompleteService({ contract: contract.name, component: component.name, missing });
  }
}

async function checkHealth(record: ServiceRecord): Promise<void> {
  if (!record.ready) return;
  try {
    await record.ready.check?.();
    record.state = 'active';
    record.reason = undefined;
  } catch (thrown) {
    record.state = 'unhealthy';
    record.reason = thrown instanceof Error ? thrown.message : String(thrown);
  }
}
