import type { Contract } from '@caruso/core';
import semver from 'semver';
import type { Requirement } from '../model/requirement.js';
import type { Component } from '../model/service-manager.js';
import { satisfies } from '../registry/judge.js';

/** A component together with a contract it provides. */
export interface Offer {
  readonly component: Component;
  readonly contract: Contract;
  /** The version by which a range judges it: that of the component, or that of the contract. */
  readonly version: string;
}

/** What the components of an assembly offer, before any of them runs: judged by the rules of the registry. */
export class Offers {
  readonly #byContract = new Map<string, readonly Offer[]>();

  constructor(components: readonly Component[]) {
    for (const component of components) {
      for (const contract of component.provides) {
        const offer = { component, contract, version: component.version ?? contract.version };
        this.#byContract.set(contract.name, [...this.of(contract.name), offer]);
      }
    }
  }

  get contracts(): Iterable<string> {
    return this.#byContract.keys();
  }

  /** All who provide a contract by name, in the order of the assembly. */
  of(contract: string): readonly Offer[] {
    return this.#byContract.get(contract) ?? [];
  }

  /** Those that meet a requirement of `component`, the one that is called first first. It cannot serve itself. */
  fitting({ contract, versions }: Requirement, component: Component): readonly Offer[] {
    const inRange = (version: string) => !versions || versions.some((range) => semver.satisfies(version, range));
    return this.of(contract.name)
      .filter((offer) => offer.component !== component && satisfies(offer.contract, contract) && inRange(offer.version))
      .sort(
        (a, b) =>
          (versions ? semver.rcompare(a.version, b.version) : 0) ||
          (b.component.ranking ?? 0) - (a.component.ranking ?? 0),
      );
  }
}
