import type { Contract, Service } from '@caruso/core';
import type { Container } from 'inversify';

/** A class whose instances implement a contract. */
// biome-ignore lint/suspicious/noExplicitAny: the constructor's parameters are inversify's to fill
export type ServiceClass<C extends Contract> = abstract new (...dependencies: any[]) => Service<C>;

/** A contract together with the class that implements it. */
export interface Provision {
  readonly contract: Contract;
  readonly implementation: ServiceClass<Contract>;
}

/** A contract a component needs; an optional one may be absent, and does not decide the order of starting. */
export interface Requirement {
  readonly contract: Contract;
  readonly optional: boolean;
}

/** A pluggable part of an assembly. Made by {@link defineComponent}. */
export interface Component {
  readonly name: string;
  readonly provides: readonly Provision[];
  readonly requires: readonly Requirement[];
  /** Binds what the classes of the component need besides stubs: options, and objects of its own. */
  configure(container: Container): void;
}

/** What {@link defineComponent} takes. */
export interface ComponentDefinition {
  /** Unique in an assembly, e.g. `storage-manager`. */
  readonly name: string;
  readonly provides: readonly Provision[];
  readonly requires?: readonly (Contract | Requirement)[];
  readonly configure?: (container: Container) => void;
}

/** Says that `implementation` provides `contract`; one instance of it is made for each start of the component. */
export function provide<C extends Contract>(contract: C, implementation: ServiceClass<C>): Provision {
  return { contract, implementation: implementation as unknown as ServiceClass<Contract> };
}

/** Says that a component can do without `contract`: it is injected as `undefined` when nobody provides it. */
export function optional(contract: Contract): Requirement {
  return { contract, optional: true };
}

/**
 * Declares a component: what it provides, what it needs, and how its inside is composed.
 *
 * @example
 * ```ts
 * export const greeter = (options: { greeting: string }) =>
 *   defineComponent({
 *     name: 'greeter',
 *     provides: [provide(Greeter, GreeterService)],
 *     requires: [Names],
 *     configure: (container) => container.bind(GREETING).toConstantValue(options.greeting),
 *   });
 * ```
 */
export function defineComponent(definition: ComponentDefinition): Component {
  return {
    name: definition.name,
    provides: definition.provides,
    requires: (definition.requires ?? []).map((need) =>
      'contract' in need ? need : { contract: need, optional: false },
    ),
    configure: (container) => definition.configure?.(container),
  };
}
