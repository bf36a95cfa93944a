import type { Contract, Stub } from '@caruso/core';
import type { LocalServiceManager } from '../../manager/local-service-manager.js';
import type { Directory } from '../../model/directory.js';
import type { Explanation } from '../../model/explanation.js';
import type { Query, StubOptions } from '../../model/query.js';
import type { Drained, Receipt, ReplaceOptions } from '../../model/receipt.js';
import type { ServiceEntry, ServiceReference } from '../../model/service-entry.js';
import type { Component, RegisterOptions, Registration, ServiceManager } from '../../model/service-manager.js';
import type { ServiceChange, Watch, WatchFilter } from '../../model/watch.js';
import type { MicroTerms } from '../micro/micro-import.js';
import { forbiddingStub } from './forbidding-stub.js';
import type { Membership } from './membership.js';

/**
 * The service manager of a company, as another process has it: its own components, and the services of all others that its user
 * may call. What is registered here, everybody finds; calls go straight to where a service runs. Made by `connectManager`.
 */
export class RemoteManager implements ServiceManager {
  constructor(
    private readonly local: LocalServiceManager,
    private readonly membership: Membership,
  ) {}

  get company(): string {
    return this.local.company;
  }

  /** Name of this process among those of the company. */
  get node(): string {
    return this.membership.node;
  }

  /**
   * Registers a component in this process. Resolves when the hub and all other processes can see it.
   *
   * @throws ServiceErrors.MayNotProvide, ServiceErrors.BadMicroService; ServiceErrors.HubUnreachable when the hub does not answer:
   *   then the component is registered here all the same, and the others learn of it when the hub is there again
   */
  async register(component: Component, options?: RegisterOptions): Promise<Registration> {
    const registration = await this.local.register(component, options);
    try {
      await this.membership.shared(registration.id);
    } catch (problem) {
      if (!this.membership.isPassing(problem)) await registration.unregister();
      throw problem;
    }
    return registration;
  }

  get<C extends Contract>(contract: C, options?: StubOptions): Stub<C> {
    return this.#guarded(contract, this.local.get(contract, options));
  }

  getAll<C extends Contract>(contract: C, options?: StubOptions): readonly Stub<C>[] {
    return this.local.getAll(contract, options);
  }

  find(contract: Contract, query?: Query): ServiceReference | undefined {
    return this.local.find(contract, query);
  }

  lookup(contract: Contract, query?: Query): ServiceReference {
    return this.local.lookup(contract, query);
  }

  explain(contract: Contract | string, query?: Query): Explanation {
    return this.local.explain(contract, query);
  }

  list(filter?: WatchFilter): readonly ServiceEntry[] {
    return this.local.list(filter);
  }

  watch(filter: WatchFilter, listener: (change: ServiceChange) => void): Watch {
    return this.local.watch(filter, listener);
  }

  directory(caller: string): Directory {
    return this.local.directory(caller);
  }

  replace(service: string, component: Component, options?: ReplaceOptions): Promise<Receipt> {
    return this.local.replace(service, component, options);
  }

  drain(service: string): Promise<Drained> {
    return this.local.drain(service);
  }

  maintain(service: string, reason: string): Promise<void> {
    return this.local.maintain(service, reason);
  }

  resume(service: string): Promise<void> {
    return this.local.resume(service);
  }

  /** Holds a company to versions, for the calls of this process. */
  pin(company: string, contract: Contract | string, range: string | undefined): void {
    this.local.pin(company, contract, range);
  }

  check(): Promise<readonly ServiceEntry[]> {
    return this.local.check();
  }

  /**
   * Takes a service of others in NATS (ADR-32) in, for this process, as long as an instance of it answers. What the hub takes in,
   * all have.
   *
   * @throws ServiceErrors.NoMicroService when none is there now; ServiceErrors.Forbidden when the user may not look
   */
  importMicroService(contract: Contract, terms: MicroTerms = {}): Promise<{ close(): Promise<void> }> {
    return this.membership.micro.import(contract, terms);
  }

  /** Stops the components of this process, each when its running calls have ended, and leaves the company. */
  stop(): Promise<void> {
    return this.membership.end();
  }

  /** The user may not call it, and nobody here provides it. */
  #guarded<C extends Contract>(contract: C, stub: Stub<C>): Stub<C> {
    const forbidden = () => !this.membership.mayCall(contract.name) && this.local.find(contract) === undefined;
    return forbiddingStub(contract, stub, forbidden);
  }
}
