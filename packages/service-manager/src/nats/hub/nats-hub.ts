import { isDeepStrictEqual } from 'node:util';
import { type Clock, type Contract, newId, systemClock } from '@caruso/core';
import type { LocalServiceManager } from '../../manager/local-service-manager.js';
import { Exports } from '../exchange/exports.js';
import { Imports } from '../exchange/imports.js';
import { operate } from '../exchange/operate.js';
import { type Change, HubContract, NodeContract, type Operated, type Operation } from '../exchange/protocol.js';
import { type DirectoryEntry, keyOf, type Statement } from '../exchange/statement.js';
import { jsonPayload } from '../json-payload.js';
import type { MicroTerms } from '../micro/micro-import.js';
import { MicroImports } from '../micro/micro-imports.js';
import { NatsCaller } from '../nats-caller.js';
import type { NatsLink } from '../nats-link.js';
import { NatsServices } from '../nats-services.js';
import { type NatsOptions, openConnection } from '../open-connection.js';
import { Confirmations } from './confirmations.js';
import { Grants, type UserGrants } from './grants.js';
import { HubDirectory } from './hub-directory.js';
import { HubRequests } from './hub-requests.js';
import { Nodes } from './nodes.js';

/** How the services of an assembly are shared with other processes. */
export interface HubOptions extends NatsOptions {
  /** What the users of NATS may call, provide and operate. Without grants, whoever can connect may do everything. */
  readonly grants?: UserGrants;
  readonly clock?: Clock;
}

/**
 * Makes a service manager the one of a whole company: other processes, on this machine or others, find its services, and it
 * finds theirs. It keeps the directory; calls go straight to where a service runs. There is one for each company.
 */
export class NatsHub {
  readonly #caller: NatsCaller;
  readonly #services: NatsServices;
  readonly #directory: HubDirectory;
  readonly #nodes: Nodes;
  readonly #confirmations: Confirmations;
  readonly #imports: Imports;
  readonly #exports: Exports;
  readonly #micro: MicroImports;
  readonly #unlisten: () => void;
  readonly #epoch = newId();

  private constructor(
    private readonly manager: LocalServiceManager,
    private readonly link: NatsLink,
    grants: Grants,
    clock: Clock,
  ) {
    const { log } = link;
    this.#caller = new NatsCaller(link, clock);
    this.#services = new NatsServices(link, clock);
    this.#directory = new HubDirectory(grants, (user, number, change) => this.#publish(user, number, change));
    this.#imports = new Imports({
      manager,
      caller: this.#caller,
      subjects: link.subjects,
      library: this.#directory.library,
      clock,
      log,
      operate: (entry, operation) => this.#operate(entry, operation),
    });
    this.#nodes = new Nodes(
      clock,
      (node) => this.#lose(node),
      () => link.connected,
    );
    this.#micro = new MicroImports({ link, caller: this.#caller, manager, clock });
    this.#exports = new Exports({
      manager,
      services: this.#services,
      log,
      offers: (runsIn) => !this.#imports.has(runsIn),
      announcer: {
        announce: (statement, contracts) => this.#announce(statement, contracts),
        withdraw: (id) => this.#directory.remove(link.node, id),
      },
    });
    this.#confirmations = new Confirmations(clock, (node) => this.#nodes.has(node));
    const requests = new HubRequests({
      node: link.node,
      epoch: this.#epoch,
      grants,
      directory: this.#directory,
      nodes: this.#nodes,
      confirmations: this.#confirmations,
      imports: this.#imports,
      operate: (entry, operation) => this.#operate(entry, operation),
    });
    this.#services.serveOn(link.subjects.hubRequests, {
      id: 'hub',
      name: 'hub',
      version: HubContract.version,
      contracts: [HubContract],
      invoke: (_contract, operation, input, { subject }) => requests.handle(operation, input, subject),
    });
    this.#unlisten = link.listen({
      // Calls to other processes wait for the connection, as they wait for a provider.
      down: () => this.#imports.suspend('there is no connection to NATS'),
      up: () => {
        this.#imports.suspend(undefined);
        // Nobody could be heard, and nothing be told: whoever missed something notices by the numbers.
        this.#nodes.hearAll();
      },
    });
  }

  /**
   * Shares the services of a manager over NATS. Resolves when what is registered can be called by other processes.
   *
   * @param servers `nats://host:port`, one or several of a cluster, separated by commas
   * @throws ServiceErrors.CannotConnect, ServiceErrors.NotAdmitted, ServiceErrors.BadGrant
   */
  static async open(manager: LocalServiceManager, servers: string, options: HubOptions): Promise<NatsHub> {
    const grants = new Grants(options.grants);
    const link = await openConnection(servers, options);
    const hub = new NatsHub(manager, link, grants, options.clock ?? systemClock);
    hub.#exports.open();
    await Promise.all(manager.list().map(({ id }) => hub.#exports.offered(id).catch(() => {})));
    await link.synced();
    link.connection.publish(link.subjects.hello);
    return hub;
  }

  /**
   * Takes a service of others in NATS (ADR-32) in, as long as an instance of it answers.
   *
   * @throws ServiceErrors.NoMicroService when none is there now; use {@link expectMicroService} for one that may come
   */
  async importMicroService(contract: Contract, terms: MicroTerms = {}): Promise<{ close(): Promise<void> }> {
    return this.#micro.import(contract, terms);
  }

  /** The same for a service that need not be there yet. */
  async expectMicroService(contract: Contract, terms: MicroTerms = {}): Promise<{ close(): Promise<void> }> {
    return this.#micro.expect(contract, terms);
  }

  /** Ends the sharing: running calls end, then the services of other processes are taken out here, and ours there. */
  async close(): Promise<void> {
    this.#nodes.close();
    this.#unlisten();
    await this.#micro.close();
    await this.#exports.close();
    await this.#imports.clear();
    await this.#services.close();
    this.#caller.close();
    await this.link.close();
  }

  #announce(statement: Statement, contracts: readonly Contract[]): void {
    // In this order all entries have one shape in memory; a property after those of a statement would give each its own.
    const entry = { node: this.link.node, ...statement };
    if (isDeepStrictEqual(entry, this.#directory.get(keyOf(entry)))) return;
    for (const contract of contracts) this.#directory.library.addOwn(contract);
    this.#directory.set(entry);
  }

  #publish(user: string, number: number, change: Change): void {
    if (!this.link.connected) return;
    const payload = jsonPayload({ epoch: this.#epoch, number, change, confirm: change.kind === 'entry' });
    this.link.connection.publish(this.link.subjects.changes(user), payload);
  }

  #lose(node: string): void {
    this.link.log.warn(`The process "${node}" has not been heard for a while; its services are taken out`);
    this.#imports.lose(node);
    this.#services.dropCaller(node);
    this.#directory.lose(node);
    this.#confirmations.forget(node);
  }

  async #operate({ node, id }: DirectoryEntry, operation: Operation): Promise<Operated> {
    if (node === this.link.node) {
      const operated = await operate(this.manager, id, operation);
      // The processes are told of it before the one that has asked gets its answer.
      await this.#exports.offered(id);
      return operated;
    }
    const { output, timeoutMs } = NodeContract.operations.operate;
    const target = {
      place: { contract: NodeContract.name, operation: 'operate' },
      subject: this.link.subjects.node(node, 'operate'),
      node,
    };
    return output.parse(await this.#caller.call(target, { id, operation }, { timeoutMs }));
  }
}
