import { CarusoError } from '@caruso/core';
import { compareContracts } from '../contract-gate/compare-contracts.js';
import { ServiceErrors } from '../errors.js';
import { checkComponent } from '../manager/check-component.js';
import type { Requirement } from '../model/requirement.js';
import type { Component } from '../model/service-manager.js';
import { versionOf } from '../registry/service-record.js';
import type { Offer, Offers } from './offers.js';

/** The components that cannot be registered, each with what the registry would say. */
export function refused(components: readonly Component[]): ReadonlyMap<Component, CarusoError> {
  const problems = new Map<Component, CarusoError>();
  const seen = new Set<string>();
  for (const component of components) {
    try {
      checkComponent(component);
    } catch (thrown) {
      if (!CarusoError.is(thrown)) throw thrown;
      problems.set(component, thrown);
      continue;
    }
    const identity = `${component.name}@${versionOf(component)} ${component.runsIn ?? ''}`;
    if (seen.has(identity))
      problems.set(component, new ServiceErrors.DuplicateComponent({ component: component.name }));
    seen.add(identity);
  }
  return problems;
}

/** Contracts with several providers between which only the order of the assembly would decide. */
export function duplicateProviders(offers: Offers): readonly CarusoError[] {
  return [...offers.contracts].flatMap((contract) => {
    const alike = new Map<string, string[]>();
    for (const offer of offers.of(contract)) {
      const key = distinctionOf(offer);
      alike.set(key, [...(alike.get(key) ?? []), offer.component.name]);
    }
    return [...alike.values()]
      .filter((components) => components.length > 1)
      .map((components) => new ServiceErrors.DuplicateProvider({ contract, components }));
  });
}

/** What callers can tell providers of one contract apart by. */
function distinctionOf({ component, contract, version }: Offer): string {
  const properties = Object.entries(component.properties ?? {}).filter(([, value]) => value !== undefined);
  return JSON.stringify([contract.version, version, component.ranking ?? 0, properties.sort()]);
}

/**
 * Providers that cannot serve those built against the contract as they know it, although the versions promise it: two of one
 * name and version that differ, or a newer one that lacks something.
 */
export function brokenPromises(components: readonly Component[], offers: Offers): readonly CarusoError[] {
  return components.flatMap((component) =>
    component.requires.flatMap((requirement) =>
      offers.fitting(requirement, component).flatMap(({ contract, component: provider }) => {
        const breaches = contract === requirement.contract ? [] : compareContracts(requirement.contract, contract);
        if (breaches.length === 0) return [];
        const older = `${requirement.contract.version} as "${component.name}" requires it`;
        const newer = `${contract.version} of "${provider.name}"`;
        return [new ServiceErrors.BreakingContract({ contract: contract.name, older, newer, breaches })];
      }),
    ),
  );
}

/** One requirement that the assembly does not meet, as {@link ServiceErrors.MissingProvider} lists it. */
export interface Missing {
  readonly component: string;
  readonly contract: string;
  readonly found: string | undefined;
}

/** What a component cannot do without and the assembly does not have. */
export function missingFor(component: Component, offers: Offers): readonly Missing[] {
  return component.requires
    .filter((need) => !need.optional && offers.fitting(need, component).length < (need.atLeast ?? 1))
    .map((need) => ({ component: component.name, contract: asked(need), found: found(need, component, offers) }));
}

function asked({ contract, versions, atLeast = 1 }: Requirement): string {
  const range = versions ? ` in a version of ${versions.join(' or ')}` : '';
  return `${contract.name} ${contract.version}${range}${atLeast > 1 ? ` (at least ${atLeast} of them)` : ''}`;
}

function found({ contract }: Requirement, component: Component, offers: Offers): string | undefined {
  const all = offers.of(contract.name).map((offer) => {
    const own = offer.component === component ? ', which is itself' : '';
    const ofContract = offer.version === offer.contract.version ? '' : ` (contract ${offer.contract.version})`;
    return `version ${offer.version}${ofContract} of "${offer.component.name}"${own}`;
  });
  return all.length > 0 ? all.join(' and ') : undefined;
}
