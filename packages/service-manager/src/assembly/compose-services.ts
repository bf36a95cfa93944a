import 'reflect-metadata';
import type { Contract, Service } from '@caruso/core';
import { Container } from 'inversify';
import type { Requirement } from '../model/requirement.js';
import type { ComponentHost, Implementations } from '../model/service-manager.js';
import { CLOCK, DIRECTORY, EVENTS, LOG, SERVICES, stubOf } from './inject.js';
import type { Provision } from './provision.js';

/** The inside of a component: the classes of its services, and what they need. */
interface Inside {
  readonly provides: readonly Provision[];
  readonly requires: readonly Requirement[];
  readonly configure?: (container: Container) => void;
}

/** Makes the services of a component by inversify: each class once, with the stubs and objects it asks for. */
export function composeServices({ provides, requires, configure }: Inside, host: ComponentHost): Implementations {
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(CLOCK).toConstantValue(host.clock);
  container.bind(LOG).toConstantValue(host.log);
  container.bind(DIRECTORY).toConstantValue(host.directory);
  container.bind(SERVICES).toConstantValue(host.services);
  container.bind(EVENTS).toConstantValue(host.events);
  for (const { contract } of requires) {
    const stub = host.stub(contract);
    if (stub) container.bind(stubOf(contract)).toConstantValue(stub);
  }
  configure?.(container);
  for (const { implementation } of provides) {
    if (!container.isBound(implementation)) container.bind(implementation).to(implementation as never);
  }
  return new Map(
    provides.map(({ contract, implementation }) => [contract.name, container.get<Service<Contract>>(implementation)]),
  );
}
