import { type Clock, type Contract, type Stub, systemClock } from '@caruso/core';
import semver from 'semver';
import type { CallHost } from '../call/service-call.js';
import { ServiceErrors } from '../errors.js';
import type { EventBus } from '../events/events.js';
import { localEvents } from '../events/local-events.js';
import { HealthWatch } from '../lifecycle/health-watch.js';
import { Lifecycle } from '../lifecycle/lifecycle.js';
import { stopOrder } from '../lifecycle/stop-order.js';
import { waitUntilStarted } from '../lifecycle/wait-until-started.js';
import { type Log, stderrLog } from '../log.js';
import type { Directory } from '../model/directory.js';
import type { Explanation } from '../model/explanation.js';
import type { Query, StubOptions } from '../model/query.js';
import type { Drained, Receipt, ReplaceOptions } from '../model/receipt.js';
import type { ServiceEntry, ServiceReference } from '../model/service-entry.js';
import type {
  Component,
  ComponentHost,
  ImportedRegistration,
  RegisterOptions,
  Registration,
  ServiceManager,
} from '../model/service-manager.js';
import type { ServiceChange, Watch, WatchFilter } from '../model/watch.js';
import { type RegistryFollower, referenceTo, ServiceRegistry } from '../registry/registry.js';
import type { ServiceRecord } from '../registry/service-record.js';
import { matches } from '../registry/watches.js';
import { callTelemetry } from '../telemetry/call-telemetry.js';
import { checkComponent } from './check-component.js';
import { Consumers } from './consumers.js';
import { Operations } from './operations.js';
import { RecordRegistration, type RegistrationParts } from './record-registration.js';

/** What surrounds a service manager. */
export interface ManagerOptions {
  /** Whose services these are; lower-case letters, digits and `-`. */
  readonly company: string;
  readonly clock?: Clock;
  readonly log?: Log;
  /** How long a call waits for a provider when there is none, in milliseconds. Default 2,000. */
  readonly availabilityMs?: number;
  /** How many calls of one contract may wait for a provider. Default 1,000. */
  readonly maxParked?: number;
  /** Carries the events of the components. Default: in this process. */
  readonly events?: EventBus;
}

/**
 * A service manager in this process.
 *
 * @example
 * ```ts
 * const manager = createServiceManager({ company: 'demo' });
 * await manager.register(greeter({ greeting: 'Hello' }));
 * const text = await manager.get(Greeter).greet({ name: 'Ada' });
 * const { lost } = await manager.replace('greeter', greeter({ greeting: 'Good day' }));
 * ```
 */
export function createServiceManager(options: ManagerOptions): LocalServiceManager {
  return new LocalServiceManager(options);
}

/** The service manager of one process: its registry, the life of its components, and what consumers get of it. */
export class LocalServiceManager implements ServiceManager {
  readonly company: string;
  readonly #registry: ServiceRegistry;
  readonly #lifecycle: Lifecycle;
  readonly #operations: Operations;
  readonly #health: HealthWatch;
  readonly #parts: RegistrationParts;
  readonly #consumers: Consumers;
  readonly #events: EventBus;
  readonly #clock: Clock;
  readonly #log: Log;
  #stopping: Promise<void> | undefined;

  constructor({
    company,
    clock = systemClock,
    log = stderrLog,
    availabilityMs = 2_000,
    maxParked = 1_000,
    events,
  }: ManagerOptions) {
    this.company = company;
    this.#clock = clock;
    this.#events = events ?? localEvents({ clock, log });
    this.#log = log;
    this.#registry = new ServiceRegistry({
      company,
      maxParked,
      now: () => clock.now(),
      listenerFailed: (thrown) => log.error('A listener of a watch has failed', thrown),
    });
    this.#health = new HealthWatch(this.#registry, clock, (record, reason) => {
      log.warn(`"${record.name}" is taken out, because ${reason}`);
      void this.#operations.unregister(record);
    });
    this.#lifecycle = new Lifecycle({
      registry: this.#registry,
      clock,
      log,
      health: this.#health,
      hostFor: (record, component) => this.#hostFor(record, component),
    });
    this.#operations = new Operations(this.#registry, this.#lifecycle);
    this.#parts = {
      registry: this.#registry,
      lifecycle: this.#lifecycle,
      health: this.#health,
      operations: this.#operations,
    };
    const lifecycle = this.#lifecycle;
    const host: CallHost = {
      clock,
      telemetry: callTelemetry(company),
      start: (record) => lifecycle.start(record),
      get closing() {
        return lifecycle.closing;
      },
    };
    this.#consumers = new Consumers(this.#registry, host, availabilityMs);
  }

  async register(component: Component, options: RegisterOptions = {}): Promise<Registration> {
    const registration = this.declare(component);
    if (component.lazy) return registration;
    await registration.start(options.signal);
    const { record } = registration;
    if (record.phase !== 'running') await waitUntilStarted(record, this.#lifecycle, this.#clock, options.waitMs);
    return registration;
  }

  /** Enters a component without starting it, so that others can refer to it before it runs. */
  declare(component: Component): RecordRegistration {
    if (this.#lifecycle.closing) throw new ServiceErrors.ManagerStopped({ action: `registering "${component.name}"` });
    checkComponent(component, this.#registry);
    for (const contract of component.provides) this.#registry.index(contract.name).refuseBreaking(contract);
    return this.#registration(this.#registry.add(component));
  }

  /** Registers what runs in another process. Its health is what that process says; it is stopped there, not here. */
  async import(component: Component): Promise<ImportedRegistration> {
    const registration = this.declare(component);
    await registration.start();
    return registration;
  }

  get<C extends Contract>(contract: C, options?: StubOptions): Stub<C> {
    return this.#consumers.stub(contract, options);
  }

  getAll<C extends Contract>(contract: C, options?: StubOptions): readonly Stub<C>[] {
    return this.#consumers.stubs(contract, options);
  }

  find(contract: Contract, query?: Query): ServiceReference | undefined {
    const record = this.#consumers.find(contract, query);
    return record && referenceTo(record);
  }

  lookup(contract: Contract, query?: Query): ServiceReference {
    return referenceTo(this.#consumers.lookup(contract, query));
  }

  explain(contract: Contract | string, query?: Query): Explanation {
    return this.#consumers.explain(contract, query);
  }

  list(filter: WatchFilter = {}): readonly ServiceEntry[] {
    return this.#registry.entries().filter((entry) => matches(entry, filter));
  }

  watch(filter: WatchFilter, listener: (change: ServiceChange) => void): Watch {
    return this.#registry.watches.open(filter, listener, this.#registry.entries());
  }

  directory(caller: string): Directory {
    return this.#consumers.directory(caller);
  }

  async replace(service: string, component: Component, options?: ReplaceOptions): Promise<Receipt> {
    return this.#operations.replace(this.#registry.named(service), component, options);
  }

  async drain(service: string): Promise<Drained> {
    return this.#operations.drain(this.#registry.named(service));
  }

  async maintain(service: string, reason: string): Promise<void> {
    return this.#operations.maintain(this.#registry.named(service), reason);
  }

  async resume(service: string): Promise<void> {
    return this.#operations.resume(this.#registry.named(service));
  }

  pin(company: string, contract: Contract | string, range: string | undefined): void {
    const name = typeof contract === 'string' ? contract : contract.name;
    if (range !== undefined && semver.validRange(range) === null) {
      throw new ServiceErrors.BadQuery({ contract: name, reason: `"${range}" is not a semver range such as "^1.4"` });
    }
    this.#registry.index(name).pin(company, range);
  }

  async check(): Promise<readonly ServiceEntry[]> {
    await Promise.all([...this.#registry.records].map((record) => this.#health.ask(record, true)));
    return this.#registry.entries();
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  /** For whoever offers the components to other processes: follows their records; returns how to end it. */
  follow(follower: RegistryFollower): () => void {
    return this.#registry.follow(follower);
  }

  async #stopAll(): Promise<void> {
    this.#lifecycle.closing = true;
    for (const index of this.#registry.indexes) index.waiting.close();
    for (const record of stopOrder(this.#registry)) await this.#lifecycle.stop(record);
    await this.#events.close();
  }

  #registration(record: ServiceRecord): RecordRegistration {
    return new RecordRegistration(record, this.#parts);
  }

  #hostFor(record: ServiceRecord, component: Component): ComponentHost {
    return {
      clock: this.#clock,
      log: this.#log,
      directory: this.directory(component.name),
      services: this,
      events: this.#events.from(component.name),
      stub: (contract) => {
        const need = component.requires.find((requirement) => requirement.contract.name === contract.name);
        const offered = this.#registry.index(contract.name).records.some((other) => other !== record);
        if (need?.optional && !offered) return undefined;
        const { versions, binding } = need ?? {};
        return this.get(contract, {
          caller: component.name,
          ...(versions ? { versions } : {}),
          ...(binding ? { binding } : {}),
        });
      },
    };
  }
}
