import type { Contract, Service } from '@caruso/core';
import semver from 'semver';
import { ServiceErrors } from '../errors.js';
import type { Component } from '../model/service-manager.js';
import type { ContractVersion, WorkerOrder } from './worker-contract.js';

/** Why the component of a module cannot run as the one that was ordered; undefined when it can. */
export function misfit(component: Component, { provides, given }: WorkerOrder): string | undefined {
  for (const wanted of provides) {
    const offered = component.provides.find(({ name }) => name === wanted.name);
    if (!offered) return `it does not provide "${wanted.name}", only ${listed(component.provides)}`;
    if (!serves(offered, wanted)) {
      return `it provides "${wanted.name}" ${offered.version}, and ${wanted.version} or a later one of this major version is needed`;
    }
  }
  for (const { contract, optional } of component.requires) {
    const found = given.find(({ name }) => name === contract.name);
    if (!found && !optional) return `it requires "${contract.name}", which it is not given: name it in "requires"`;
    if (found && !serves(found, contract)) {
      return `it requires "${contract.name}" ${contract.version}, and it is given ${found.version}`;
    }
  }
  return undefined;
}

/** Refuses services that lack a handler for one of their operations. */
export function refuseIncomplete(component: Component, services: ReadonlyMap<string, Service<Contract>>): void {
  for (const { name: contract, operations } of component.provides) {
    const service = services.get(contract) as Readonly<Record<string, unknown>> | undefined;
    const missing = Object.keys(operations).filter((operation) => typeof service?.[operation] !== 'function');
    if (missing.length > 0) throw new ServiceErrors.IncompleteService({ contract, component: component.name, missing });
  }
}

function serves(offered: ContractVersion, needed: ContractVersion): boolean {
  return offered.version === needed.version || semver.satisfies(offered.version, `^${needed.version}`);
}

function listed(contracts: readonly ContractVersion[]): string {
  return contracts.map(({ name, version }) => `${name} ${version}`).join(', ') || 'nothing';
}
