import type { Contract, Stub } from '@caruso/core';
import type { Component } from '../assembly/component.js';
import type { Directory } from './directory.js';
import type { Drained } from './drain.js';
import type { Explanation } from './judge.js';
import type { Query, StubOptions } from './query.js';
import type { Registration } from './registration.js';
import type { Receipt, ReplaceOptions } from './replacement.js';
import type { ServiceEntry, ServiceReference } from './service-entry.js';
import type { ServiceChange, Watch, WatchFilter } from './watches.js';

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
  /** Takes a component out: running calls end, then its services stop. New calls wait for another provider. */
  drain(service: string): Promise<Drained>;
  /** Lets no new calls to a component, for a reason that `explain` shows; running calls go on. */
  maintain(service: string, reason: string): void;
  /** Ends the maintenance. */
  resume(service: string): void;
  /** Holds a company to versions of the providers of a contract; without a range it is free again. */
  pin(company: string, contract: Contract | string, range: string | undefined): void;
  /** Asks every component whether it is well, and returns what is known of each. */
  check(): Promise<readonly ServiceEntry[]>;
  /** Stops all components, each before those it depends on. */
  stop(): Promise<void>;
}
