import type { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Requirement } from '../model/requirement.js';
import type { Component } from '../model/service-manager.js';
import type { Assembly } from './assembly.js';
import { Offers } from './offers.js';
import { PlanOrder } from './plan-order.js';
import { brokenPromises, duplicateProviders, missingFor, refused } from './plan-problems.js';

/** A component in its place in the order of the start. */
export interface PlannedStart {
  readonly component: Component;
  /** What it requires, each with the components that serve it; the first is called first. */
  readonly needs: readonly { readonly requirement: Requirement; readonly from: readonly Component[] }[];
}

/** What would happen if an assembly were started. */
export interface AssemblyPlan {
  /** What can start, in this order. */
  readonly order: readonly PlannedStart[];
  /** What cannot, in the order of the assembly. */
  readonly blocked: readonly Component[];
  /** All that has to be mended before the assembly can start; empty when nothing has. */
  readonly problems: readonly CarusoError[];
}

/**
 * Looks at an assembly without starting anything: who starts when and is served by whom, and everything that stands against it.
 *
 * Problems are ServiceErrors.BadComponent, DuplicateComponent, DuplicateProvider (several providers of a contract that differ
 * neither in version nor in ranking nor in properties), BreakingContract (a provider that cannot serve a contract as its consumer
 * knows it), MissingProvider (one, with all that is missing) and DependencyCycle.
 *
 * @example
 * ```ts
 * const { problems, order } = plan(assembly);
 * for (const { message } of problems) console.error(message);
 * ```
 */
export function plan({ components }: Pick<Assembly, 'components'>): AssemblyPlan {
  const refusals = refused(components);
  const registered = components.filter((component) => !refusals.has(component));
  // Those that are refused count as providers all the same: who needs them has no problem of its own.
  const offers = new Offers(components);
  const missing = registered.flatMap((component) => missingFor(component, offers));
  const order = new PlanOrder(registered, offers);
  const started = order.startOrder();
  return {
    order: started.map((component) => ({
      component,
      needs: component.requires.map((requirement) => ({
        requirement,
        from: offers.fitting(requirement, component).map((offer) => offer.component),
      })),
    })),
    blocked: components.filter((component) => !started.includes(component)),
    problems: [
      ...refusals.values(),
      ...duplicateProviders(new Offers(registered)),
      ...brokenPromises(registered, offers),
      ...(missing.length > 0 ? [new ServiceErrors.MissingProvider({ missing })] : []),
      ...order.cycles().map((path) => new ServiceErrors.DependencyCycle({ path: path.map(({ name }) => name) })),
    ],
  };
}

/**
 * The order in which the components of an assembly start: each after those that provide what it needs, and after those that
 * provide what it can do without, unless they wait for it. Components that do not depend on each other keep the order in
 * which the assembly names them.
 *
 * @throws the first problem of the {@link plan}
 */
export function startOrder(components: readonly Component[]): readonly Component[] {
  const { order, problems } = plan({ components });
  const [problem] = problems;
  if (problem) throw problem;
  return order.map(({ component }) => component);
}
