import 'reflect-metadata';
import type { Clock, Contract } from '@caruso/core';
import { inject as injectIdentifier, optional as optionalIdentifier, type ServiceIdentifier } from 'inversify';
import type { Events } from '../events/events.js';
import type { Log } from '../log.js';
import type { Directory } from '../model/directory.js';
import type { ServiceManager } from '../model/service-manager.js';

/** The identifier under which the container of a component holds the stub of a contract. */
export function stubOf(contract: Contract): symbol {
  return Symbol.for(`caruso:stub:${contract.name}`);
}

const injected = new WeakMap<object, readonly Contract[]>();

/** The contracts whose stubs a class asks for. */
export function injectedInto(implementation: object): readonly Contract[] {
  return injected.get(implementation) ?? [];
}

/** The clock of the assembly. */
export const CLOCK: ServiceIdentifier<Clock> = Symbol.for('caruso:clock');
/** The log of the assembly. */
export const LOG: ServiceIdentifier<Log> = Symbol.for('caruso:log');
/** The {@link Directory} of the assembly. */
export const DIRECTORY: ServiceIdentifier<Directory> = Symbol.for('caruso:directory');

/** The service manager: look-ups, registrations and replacements at run time. */
export const SERVICES: ServiceIdentifier<ServiceManager> = Symbol.for('caruso:services');

/** The {@link Events} of the assembly, published in the name of the component. */
export const EVENTS: ServiceIdentifier<Events> = Symbol.for('caruso:events');

/**
 * Asks for a dependency of a component's class: for the stub of a contract, or for what the component has bound itself.
 *
 * @example
 * ```ts
 * class GreeterService implements Service<typeof Greeter> {
 *   constructor(@inject(Names) private readonly names: Stub<typeof Names>, @inject(CLOCK) private readonly clock: Clock) {}
 * }
 * ```
 */
export function inject(dependency: Contract | ServiceIdentifier): ParameterDecorator {
  const isContract = typeof dependency === 'object';
  const identifier = isContract ? stubOf(dependency) : dependency;
  return (target, key, index) => {
    if (isContract) injected.set(target, [...injectedInto(target), dependency]);
    (injectIdentifier(identifier) as ParameterDecorator)(target, key, index);
    if (isContract) (optionalIdentifier() as ParameterDecorator)(target, key, index);
  };
}
