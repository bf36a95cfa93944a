import { type Clock, type Contract, type Stub, systemClock } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import { NEVER } from '../lifecycle/never.js';
import { type Log, stderrLog } from '../log.js';
import { createServiceManager, type LocalServiceManager } from '../manager/local-service-manager.js';
import type { Directory } from '../model/directory.js';
import type { ServiceEntry } from '../model/service-entry.js';
import type { Assembly } from './assembly.js';
import { startOrder } from './plan.js';
import type { RunningAssembly } from './running-assembly.js';

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
  const { clock = systemClock, log = stderrLog, signal = NEVER } = options;
  const components = startOrder(assembly.components);
  const { company } = assembly;
  const events = await assembly.events?.({ company, clock, log });
  const services = createServiceManager({ company, clock, log, ...(events ? { events } : {}) });
  try {
    const registrations = components.map((component) => services.declare(component));
    for (const registration of registrations) {
      const { name, lazy } = registration.record.component;
      if (signal.aborted) throw new ServiceErrors.StartGivenUp({ before: name });
      if (!lazy) await registration.start(signal);
    }
  } catch (thrown) {
    await services.stop();
    throw thrown;
  }
  return new AssemblyRun(assembly.company, services);
}

class AssemblyRun implements RunningAssembly {
  readonly directory: Directory;

  constructor(
    readonly company: string,
    readonly services: LocalServiceManager,
  ) {
    this.directory = services.directory('assembly');
  }

  get<C extends Contract>(contract: C, caller = 'assembly'): Stub<C> {
    return this.services.get(contract, { caller });
  }

  health(): Promise<readonly ServiceEntry[]> {
    return this.services.check();
  }

  stop(): Promise<void> {
    return this.services.stop();
  }
}
