import { ServiceErrors } from '../errors.js';
import { satisfies } from '../registry/judge.js';
import type { Assembly } from './assembly.js';
import type { Component } from './component.js';

/**
 * The order in which the components of an assembly start: each after those that provide what it needs, and after those that
 * provide what it can do without, unless they wait for it. Components that do not depend on each other keep the order in
 * which the assembly names them.
 *
 * @throws ServiceErrors.DuplicateComponent, ServiceErrors.DuplicateProvider, ServiceErrors.MissingProvider (all that are
 *   missing), ServiceErrors.DependencyCycle
 */
export function startOrder(components: readonly Component[]): readonly Component[] {
  refuseDuplicateNames(components);
  const providers = findProviders(components);
  refuseMissing(components, providers);
  const ordered: Component[] = [];
  const path: Component[] = [];
  const visit = (component: Component): void => {
    if (ordered.includes(component)) return;
    if (path.includes(component)) {
      const cycle = [...path.slice(path.indexOf(component)), component].map(({ name }) => name);
      throw new ServiceErrors.DependencyCycle({ path: cycle });
    }
    path.push(component);
    for (const { contract, optional } of component.requires) {
      const provider = providers.get(contract.name);
      if (provider && !(optional && path.includes(provider))) visit(provider);
    }
    path.pop();
    ordered.push(component);
  };
  components.forEach(visit);
  return ordered;
}

/**
 * The part of an assembly that is needed to use some contracts: the components that provide them, and those they cannot do
 * without. A contract nobody provides adds nothing; whoever calls it is told so then.
 */
export function partFor(assembly: Assembly, contracts: readonly string[]): Assembly {
  const needed = new Set<Component>();
  const add = (contract: string): void => {
    const provider = assembly.components.find(({ provides }) => provides.some(({ name }) => name === contract));
    if (!provider || needed.has(provider)) return;
    needed.add(provider);
    for (const { contract: need, optional } of provider.requires) if (!optional) add(need.name);
  };
  contracts.forEach(add);
  return { ...assembly, components: assembly.components.filter((component) => needed.has(component)) };
}

function refuseDuplicateNames(components: readonly Component[]): void {
  const names = new Set<string>();
  for (const { name } of components) {
    if (names.has(name)) throw new ServiceErrors.DuplicateComponent({ component: name });
    names.add(name);
  }
}

function findProviders(components: readonly Component[]): ReadonlyMap<string, Component> {
  const providers = new Map<string, Component>();
  for (const component of components) {
    for (const contract of component.provides) {
      const other = providers.get(contract.name);
      if (other) {
        throw new ServiceErrors.DuplicateProvider({
          contract: contract.name,
          components: [other.name, component.name],
        });
      }
      providers.set(contract.name, component);
    }
  }
  return providers;
}

function refuseMissing(components: readonly Component[], providers: ReadonlyMap<string, Component>): void {
  const missing = components.flatMap((component) =>
    component.requires
      .filter(({ optional }) => !optional)
      .flatMap(({ contract }) => {
        const offered = providers.get(contract.name)?.provides.find(({ name }) => name === contract.name);
        if (offered && satisfies(offered, contract)) return [];
        const found = offered && `version ${offered.version}`;
        return [{ component: component.name, contract: `${contract.name} ${contract.version}`, found }];
      }),
  );
  if (missing.length) throw new ServiceErrors.MissingProvider({ missing });
}
