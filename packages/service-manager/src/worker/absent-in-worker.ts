import { ServiceErrors } from '../errors.js';
import type { WorkerLabel } from './worker-data.js';

/** Stands in a worker for what stays in the thread of the assembly, and refuses whatever it is asked for. */
export function absentInWorker<Absent extends object>(label: WorkerLabel, what: string): Absent {
  return new Proxy({} as Absent, {
    get(_, name) {
      // Whoever looks whether something is a promise asks for nothing.
      if (typeof name === 'symbol' || name === 'then') return undefined;
      throw new ServiceErrors.ModuleDoesNotFit({
        ...label,
        reason: `it asks for ${what} ("${name}"), which a worker cannot reach; name what it calls in "requires"`,
      });
    },
  });
}
