import { ServiceErrors } from '../errors.js';
import type { ServiceManager } from '../model/service-manager.js';
import type { WorkerLabel } from './worker-thread.js';

/** Stands for the service manager in a worker, and refuses whatever it is asked for: it stays in the thread of the assembly. */
export function noServices(label: WorkerLabel): ServiceManager {
  return new Proxy({} as ServiceManager, {
    get(_, name) {
      // Whoever looks whether something is a promise asks for nothing.
      if (typeof name === 'symbol' || name === 'then') return undefined;
      throw new ServiceErrors.ModuleDoesNotFit({
        ...label,
        reason: `it asks for the service manager ("${name}"), which there is none of in a worker; name what it calls in "requires"`,
      });
    },
  });
}
