import type { Component } from '../model/service-manager.js';
import type { Assembly } from './assembly.js';

/**
 * The part of an assembly that is needed to use some contracts: the components that provide them, and those they cannot do
 * without. A contract nobody provides adds nothing; whoever calls it is told so then.
 */
export function partFor(assembly: Assembly, contracts: readonly string[]): Assembly {
  const needed = new Set<Component>();
  const add = (contract: string): void => {
    const providers = assembly.components.filter(({ provides }) => provides.some(({ name }) => name === contract));
    for (const provider of providers) {
      if (needed.has(provider)) continue;
      needed.add(provider);
      for (const { contract: need, optional } of provider.requires) if (!optional) add(need.name);
    }
  };
  contracts.forEach(add);
  return { ...assembly, components: assembly.components.filter((component) => needed.has(component)) };
}
