import type { CarusoError, Clock, Contract, Service, Stub } from '@caruso/core';
import type { Events } from '../events/events.js';
import type { Log } from '../log.js';
import type { Directory } from './directory.js';
import type { Explanation } from './explanation.js';
import type { Properties } from './properties.js';
import type { Query, StubOptions } from './query.js';
import type { Drained, Receipt, ReplaceOptions } from './receipt.js';
import type { Requirement } from './requirement.js';
import type { RunPolicy } from './run-policy.js';
import type { MirroredState, ServiceEntry, ServiceReference } from './service-entry.js';
import type { ServiceChange, Watch, WatchFilter } from './watch.js';

/** What surrounds a component when its services are made. */
export interface ComponentHost {
  readonly clock: Clock;
  readonly log: Log;
  readonly directory: Directory;
  readonly services: ServiceManager;
  /** What happens in the company: published under the name of the component. */
  readonly events: Events;
  /** The stub of a contract the component requires; undefined for an optional one that nobody provides. */
  stub(contract: Contract): Stub<Contract> | undefined;
}

/** The services of one start of a component, by contract name. One object may serve several contracts. */
export type Implementations = ReadonlyMap<string, Service<Contract>>;

/** Operates a component in the process where it runs. */
interface Elsewhere {
  drain(): Promise<Drained>;
  maintain(reason: string): Promise<void>;
  resume(): Promise<void>;
}

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
  /** How it is operated when it runs in another process; without it, it is operated here. */
  readonly elsewhere?: Elsewhere;
  create(host: ComponentHost): Implementations | Promise<Implementations>;
}

/** What can change about a registration while it runs. Its id, contracts, version and state cannot be set. */
export interface RegistrationUpdate {
  readonly ranking?: number;
  /** Replaces all properties. One that is undefined is absent. */
  readonly properties?: Properties;
}

/** What whoever registered a component holds. */
export interface Registration {
  readonly id: string;
  entry(): ServiceEntry;
  /** @throws ServiceErrors.BadComponent for a ranking or a property that cannot be used */
  update(update: RegistrationUpdate): void;
  /** Tries again to start a component that has failed. */
  start(): Promise<void>;
  replace(component: Component, options?: ReplaceOptions): Promise<Receipt>;
  /** Takes it out: running calls end, then its services stop. A second time does nothing. */
  unregister(): Promise<Drained>;
  /** The component says that it is well, where its health policy has a `ttlMs`. */
  beat(): void;
}

/** What a transport holds of a component that runs in another process. */
export interface ImportedRegistration extends Registration {
  /** Takes over what the other process says of it. */
  mirror(state: MirroredState, update?: RegistrationUpdate): void;
  /** Takes it out at once: calls in flight on it end with `problem`. */
  withdraw(problem: CarusoError): Promise<void>;
}

/** How a component is registered. */
export interface RegisterOptions {
  /** How long it may wait for what it needs; after that the call fails, and the component goes on waiting. */
  readonly waitMs?: number;
  /** Gives the start up. */
  readonly signal?: AbortSignal;
}

/**
 * The one place that knows where anything runs. Components register with it and can be replaced at run time; consumers ask it
 * for the stub of a contract and know no other location. Made by `createServiceManager`, or by `connectManager` for another
 * process.
 */
export interface ServiceManager {
  readonly company: string;

  /**
   * Registers a component and starts it as soon as what it needs is there. Resolves when its services can be called.
   *
   * @throws ServiceErrors.BadComponent, DuplicateComponent, StartFailed, StartTimeout, IncompleteService, MissingDependency
   */
  register(component: Component, options?: RegisterOptions): Promise<Registration>;

  /**
   * The stub of a contract. It stays valid whatever is registered, replaced or taken out later: each call finds its provider
   * when it is made, and waits for one (`availabilityMs`) when there is none.
   *
   * @throws ServiceErrors.BadQuery
   */
  get<C extends Contract>(contract: C, options?: StubOptions): Stub<C>;
  /** A stub for each provider that fits, the best first; calls through it go to that provider only. */
  getAll<C extends Contract>(contract: C, options?: StubOptions): readonly Stub<C>[];
  /** The provider a call would go to now, if there is one. */
  find(contract: Contract, query?: Query): ServiceReference | undefined;
  /** @throws ServiceErrors.NotFound with each candidate and the reason why it was refused */
  lookup(contract: Contract, query?: Query): ServiceReference;
  /** Every provider of a contract, and why it was chosen or not. */
  explain(contract: Contract | string, query?: Query): Explanation;
  list(filter?: WatchFilter): readonly ServiceEntry[];
  /** Tells of all registrations that match, first of those that are there, then of each change, once and in order. */
  watch(filter: WatchFilter, listener: (change: ServiceChange) => void): Watch;
  /** The services by name, as `caller` sees them. */
  directory(caller: string): Directory;

  /**
   * Replaces a component, named by id, name, or name and version (`billing@1.4.0`), by another version of it.
   *
   * @throws ServiceErrors.UnknownService, WouldBreakConsumers, ReplaceFailed
   */
  replace(service: string, component: Component, options?: ReplaceOptions): Promise<Receipt>;
  /**
   * Takes a component out: running calls end, then its services stop. New calls wait for another provider. Of one that runs in another
   * process, this manager knows by then that it is gone; {@link maintain} and {@link resume} resolve alike.
   */
  drain(service: string): Promise<Drained>;
  /** Lets no new calls to a component, for a reason that `explain` shows; running calls go on. */
  maintain(service: string, reason: string): Promise<void>;
  /** Ends the maintenance. */
  resume(service: string): Promise<void>;
  /** Holds a company to versions of the providers of a contract; without a range it is free again. */
  pin(company: string, contract: Contract | string, range: string | undefined): void;
  /** Asks every component whether it is well, and returns what is known of each. */
  check(): Promise<readonly ServiceEntry[]>;
  /** Stops all components, each before those it depends on. */
  stop(): Promise<void>;
}
