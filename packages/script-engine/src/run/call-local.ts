import type { Clock } from '@caruso/core';
import { ServiceErrors } from '@caruso/service-manager';
import type { ServiceCaller } from '../session/carry-out.js';

/** A function that stands in for an operation of a service. */
export type LocalService = (input: Readonly<Record<string, unknown>>) => unknown;

/** Calls functions of this process by the names under which scripts know services. */
export function callLocal(services: Readonly<Record<string, LocalService>>, clock: Clock): ServiceCaller {
  return async (contract, operation, input, { timeoutMs }) => {
    const name = `${contract}.${operation}`;
    const service = Object.hasOwn(services, name) ? services[name] : undefined;
    if (!service) throw new ServiceErrors.UnknownService({ service: name, known: Object.keys(services).sort() });
    const running = Promise.resolve().then(() => service(input));
    if (timeoutMs === undefined) return running;
    return new Promise((resolve, reject) => {
      const late = new ServiceErrors.TimedOut({ contract, operation, timeoutMs });
      const timer = clock.at(clock.now() + timeoutMs, () => reject(late));
      running.then(resolve, reject).finally(() => timer.cancel());
    });
  };
}
