import type { Clock, Contract, Service, Stub } from '@caruso/core';
import type { Container } from 'inversify';
import type { Log } from '../log.js';
import type { Directory } from '../registry/directory.js';
import type { ServiceManager } from '../registry/service-manager.js';
import { composeServices } from './compose-services.js';

/** A class whose instances implement a contract. */
// biome-ignore lint/suspicious/noExplicitAny: the constructor's parameters are inversify's to fill
export type ServiceClass<C extends Contract> = abstract new (...dependencies: any[]) => Service<C>;

/** A contract together with the class that implements it. */
export interface Provision {
  readonly contract: Contract;
  readonly implementation: ServiceClass<Contract>;
}

/** What can be asked for in a query: where it runs, for whom, how fast. */
export type Properties = Readonly<Record<string, string | number | boolean | undefined>>;

/** A contract a component needs. */
export interface Requirement {
  readonly contract: Contract;
  /** It may be absent, and does not decide the order of starting. */
  readonly optional: boolean;
  /** Versions of the provider that will do, as semver ranges; one of them must fit. Default: what the contract allows. */
  readonly versions?: readonly string[];
  /** How many providers there must be before the component starts. Default 1. */
  readonly atLeast?: number;
  /** `greedy` (the default): every call goes to the best provider; `reluctant`: to the one found first, as long as it is there. */
  readonly binding?: 'greedy' | 'reluctant';
  /** When the last provider goes: `suspend` (the default) keeps the component but lets its calls wait, `stop` stops it. */
  readonly whenLost?: 'suspend' | 'stop';
}

/** How many calls a component takes at once. */
export interface Concurrency {
  readonly atOnce: number;
  /** How many more may wait, in their order; the next is refused. */
  readonly waiting: number;
}

/** When calls to a failing component are refused without trying. */
export interface BreakerPolicy {
  /** Share of failed calls that opens it, between 0 and 1. Default 0.5. */
  readonly share?: number;
  /** Calls there must have been in the window. Default 20. */
  readonly minimumCalls?: number;
  /** Length of the window. Default 60,000 ms. */
  readonly windowMs?: number;
  /** After this time one call is let through to try. Default 10,000 ms. */
  readonly halfOpenMs?: number;
}

/** How the health of a component is watched. */
export interface HealthPolicy {
  /** How often `check()` is asked; 0 never. Default 10,000 ms. */
  readonly everyMs?: number;
  /** A check that takes longer has failed. Default 5,000 ms. */
  readonly timeoutMs?: number;
  /** Failures in a row that make it unhealthy. Default 3. */
  readonly failures?: number;
  /** Successes in a row that make it healthy again. Default 2. */
  readonly successes?: number;
  /** It must say by itself that it is well (`Registration.beat`) within this time, else it is unhealthy. */
  readonly ttlMs?: number;
  /** Unhealthy for so long after a missed `ttlMs`, it is taken out of the registry. */
  readonly deregisterAfterMs?: number;
}

/** How calls in flight are let out when a component is replaced or stopped. */
export interface DrainPolicy {
  /** How long they may go on undisturbed. Default 30,000 ms. */
  readonly deadlineMs?: number;
  /** How long after the deadline, when their signal has been aborted, they may take to end. Default 1,000 ms. */
  readonly graceMs?: number;
}

/** How a component is run; each part has a default. */
export interface RunPolicy {
  /** Starts with the first call instead of with the assembly. */
  readonly lazy?: boolean;
  /** A start that takes longer has failed. Default 60,000 ms. */
  readonly startMs?: number;
  readonly concurrency?: Concurrency;
  readonly breaker?: BreakerPolicy;
  readonly health?: HealthPolicy;
  readonly drain?: DrainPolicy;
}

/** What surrounds a component when its services are made. */
export interface ComponentHost {
  readonly clock: Clock;
  readonly log: Log;
  readonly directory: Directory;
  readonly services: ServiceManager;
  /** The stub of a contract the component requires; undefined for an optional one that nobody provides. */
  stub(contract: Contract): Stub<Contract> | undefined;
}

/** The services of one start of a component, by contract name. One object may serve several contracts. */
export type Implementations = ReadonlyMap<string, Service<Contract>>;

/**
 * The unit that is registered, replaced, drained and maintained: what it provides, what it needs, and how its services are
 * made. Made by {@link defineComponent}; what runs elsewhere joins as a component whose `create` gives proxies.
 */
export interface Component extends RunPolicy {
  /** Letters, digits, `_` and `-`. Unique in an assembly together with the version, e.g. `storage-manager`. */
  readonly name: string;
  /** Semantic version of the implementation. Default: the version of each contract it provides. */
  readonly version?: string;
  readonly provides: readonly Contract[];
  readonly requires: readonly Requirement[];
  /** Among equal providers the one with the highest ranking is called. An integer; default 0. */
  readonly ranking?: number;
  readonly properties?: Properties;
  /** Where it runs when not in this thread: `worker`, or the name of another process. */
  readonly runsIn?: string;
  create(host: ComponentHost): Implementations | Promise<Implementations>;
}

/** What {@link defineComponent} takes. */
export interface ComponentDefinition extends RunPolicy, Pick<Component, 'name' | 'version' | 'ranking' | 'properties'> {
  readonly provides: readonly Provision[];
  readonly requires?: readonly (Contract | Requirement)[];
  /** Binds what the classes of the component need besides stubs: options, and objects of its own. */
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

/** Says that a component cannot do without `contract`, and on which terms. */
export function required(contract: Contract, terms: Omit<Requirement, 'contract' | 'optional'> = {}): Requirement {
  return { contract, optional: false, ...terms };
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
  const { provides, requires = [], configure, ...rest } = definition;
  const needs = requires.map((need) => ('contract' in need ? need : required(need)));
  return {
    ...rest,
    provides: [...new Set(provides.map(({ contract }) => contract))],
    requires: needs,
    create: (host) => composeServices({ provides, requires: needs, ...(configure ? { configure } : {}) }, host),
  };
}
