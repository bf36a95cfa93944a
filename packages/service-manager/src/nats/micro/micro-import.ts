import type { Clock, Contract, Timer } from '@caruso/core';
import semver from 'semver';
import { ServiceErrors } from '../../errors.js';
import type { LocalServiceManager } from '../../manager/local-service-manager.js';
import type { Component, ImportedRegistration } from '../../model/service-manager.js';
import { contractsIn, findMicroServices, type MicroService, microServiceAnswers } from '../find-micro-services.js';
import { NODE_KEY } from '../micro-documents.js';
import type { NatsCaller } from '../nats-caller.js';
import type { NatsLink } from '../nats-link.js';
import { operationOfEndpoint, type RemoteOperation } from '../remote-operation.js';
import { remoteService } from '../remote-service.js';
import { outgoingTrace } from '../trace-context.js';

/** Which service of others is imported. */
export interface MicroTerms {
  /** Its name in NATS. Without it, any service whose metadata names the contract (`caruso_contract: erp.orders@1.2.0`). */
  readonly service?: string;
}

/** What an import needs around it. */
export interface MicroHost {
  readonly link: NatsLink;
  readonly caller: NatsCaller;
  readonly manager: LocalServiceManager;
  readonly clock: Clock;
}

/** How often a service that is there is asked for a sign of life, and one that is not is looked for. */
const LOOK_MS = 2_000;
/** So many questions in a row without an answer mean that it is gone. */
const SILENCES = 2;
const ANSWER_MS = 1_000;

/**
 * Has a service that was written with any library for NATS micro services (ADR-32) among the services of a manager, as long as
 * an instance of it answers. Endpoints have the names of the contract's operations, and speak JSON.
 */
export class MicroImport {
  #registration: ImportedRegistration | undefined;
  #found: MicroService | undefined;
  #operations: ReadonlySet<RemoteOperation> = new Set();
  #silences = 0;
  #timer: Timer | undefined;
  #closed = false;
  #reason = 'none answers';

  constructor(
    private readonly host: MicroHost,
    private readonly contract: Contract,
    private readonly terms: MicroTerms,
  ) {}

  /** Looks for the service until it is there, and from then on after it. Resolves with whether it was there at once. */
  async open(): Promise<boolean> {
    await this.#look();
    return this.#registration !== undefined;
  }

  /** Why there is none. */
  get problem() {
    return new ServiceErrors.NoMicroService({
      contract: `${this.contract.name} ${this.contract.version}`,
      service: this.terms.service,
      reason: this.#reason,
    });
  }

  /** Takes the service out; running calls end. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#timer?.cancel();
    await this.#registration?.unregister();
    this.#registration = undefined;
  }

  async #look(): Promise<void> {
    const { link, clock } = this.host;
    try {
      if (link.connected) await (this.#found ? this.#checkLife(this.#found) : this.#search());
    } catch (problem) {
      this.#reason = String(problem);
      link.log.warn(`The service for ${this.contract.name} could not be looked for`, { reason: String(problem) });
    }
    if (!this.#closed) this.#timer = clock.at(clock.now() + LOOK_MS, () => void this.#look());
  }

  async #search(): Promise<void> {
    const fitting = await this.#instances(this.terms.service);
    const newest = fitting.sort((a, b) => semver.rcompare(a.version, b.version))[0];
    if (newest && !this.#closed) await this.#takeIn(newest);
  }

  async #instances(name: string | undefined): Promise<MicroService[]> {
    const named = name === undefined ? {} : { name };
    const all = await findMicroServices(this.host.link, { timeoutMs: ANSWER_MS, ...named });
    return all.filter((service) => this.#fits(service));
  }

  /** Whether a service is meant. Our own are found through the hub, with more that is known of them. */
  #fits({ name, version, metadata, endpoints }: MicroService): boolean {
    if (NODE_KEY in metadata || semver.valid(version) === null) return false;
    if (this.terms.service !== undefined) return name === this.terms.service;
    const offered = [...contractsIn(metadata), ...endpoints.flatMap((endpoint) => contractsIn(endpoint.metadata))];
    return offered.some((offer) => {
      const [contract, offeredVersion = ''] = offer.split('@');
      return contract === this.contract.name && semver.satisfies(offeredVersion, `^${this.contract.version}`);
    });
  }

  async #takeIn(service: MicroService): Promise<void> {
    const subjects = new Map(service.endpoints.map(({ name, subject }) => [name, subject]));
    const missing = Object.keys(this.contract.operations).filter((operation) => !subjects.has(operation));
    if (missing.length > 0) {
      this.#reason = `"${service.name}" has no endpoint ${missing.map((name) => `"${name}"`).join(', ')}`;
      return;
    }
    const operations = new Map(
      [...subjects].map(([name, subject]) => [name, operationOfEndpoint(this.contract, name, subject)]),
    );
    this.#registration = await this.host.manager.import(this.#component(service, operations));
    this.#found = service;
    this.#silences = 0;
    this.#operations = new Set(operations.values());
  }

  #component({ name, version }: MicroService, operations: ReadonlyMap<string, RemoteOperation>): Component {
    const { caller } = this.host;
    const { contract } = this;
    const operation = (asked: string) => operations.get(asked) ?? operationOfEndpoint(contract, asked, asked);
    return {
      name: name.replaceAll(/[^A-Za-z0-9_-]/g, '-'),
      version,
      provides: [contract],
      requires: [],
      runsIn: 'nats',
      health: { everyMs: 0 },
      create: () => new Map([[contract.name, remoteService(caller, contract, operation, outgoingTrace)]]),
    };
  }

  async #checkLife({ name, id, version }: MicroService): Promise<void> {
    const answers = await microServiceAnswers(this.host.link, name, id, ANSWER_MS);
    // Any other instance of the same version serves the same endpoints.
    const other = answers ? undefined : (await this.#instances(name)).find((service) => service.version === version);
    if (answers || other) {
      this.#silences = 0;
      this.#found = other ?? this.#found;
      return;
    }
    this.#silences += 1;
    if (this.#silences >= SILENCES) await this.#lose(name);
  }

  /** No instance is there any more: it is taken out, and looked for again. */
  async #lose(name: string): Promise<void> {
    const registration = this.#registration;
    this.#registration = undefined;
    this.#found = undefined;
    registration?.mirror({ state: 'waiting', reason: 'no instance answers' });
    this.host.caller.fail(name, (target) => this.#operations.has(target));
    await registration?.unregister();
  }
}
