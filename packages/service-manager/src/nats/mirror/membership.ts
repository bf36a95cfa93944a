import { CarusoError, type Clock } from '@caruso/core';
import { ServiceErrors } from '../../errors.js';
import type { LocalServiceManager } from '../../manager/local-service-manager.js';
import { ContractLibrary } from '../exchange/contract-library.js';
import { Exports } from '../exchange/exports.js';
import { Imports } from '../exchange/imports.js';
import { operate } from '../exchange/operate.js';
import { NodeContract, type Operated, type Operation } from '../exchange/protocol.js';
import { MicroImports } from '../micro/micro-imports.js';
import { NatsCaller } from '../nats-caller.js';
import type { NatsLink } from '../nats-link.js';
import { NatsServices } from '../nats-services.js';
import { Announcements } from './announcements.js';
import { HubClient } from './hub-client.js';
import { HubSession } from './hub-session.js';
import { Replica } from './replica.js';

/** What surrounds a membership. */
export interface MembershipTerms {
  readonly manager: LocalServiceManager;
  readonly link: NatsLink;
  readonly clock: Clock;
  /** How long the hub may keep silent before whoever waits for it is told. */
  readonly hubMs: number;
}

/** What makes a process one of its company: its services are offered to others, theirs are imported, and the hub knows of it. */
export class Membership {
  readonly #caller: NatsCaller;
  readonly #services: NatsServices;
  readonly #imports: Imports;
  readonly #exports: Exports;
  readonly #announcements: Announcements;
  readonly #session: HubSession;
  /** The services of others in NATS that were taken in for this process alone. */
  readonly micro: MicroImports;
  readonly #unlisten: () => void;
  #serving = false;
  #ending: Promise<void> | undefined;

  constructor(private readonly terms: MembershipTerms) {
    const { manager, link, clock } = terms;
    const { log } = link;
    this.#caller = new NatsCaller(link, clock);
    this.#services = new NatsServices(link, clock);
    const library = new ContractLibrary();
    const hub = new HubClient(link, this.#caller);
    this.#imports = new Imports({
      manager,
      caller: this.#caller,
      subjects: link.subjects,
      library,
      clock,
      log,
      operate: ({ node, id }, operation) => hub.operate({ node, id, operation }),
    });
    this.#announcements = new Announcements(hub, log);
    const replica = new Replica({
      hub,
      imports: this.#imports,
      library,
      log,
      node: link.node,
      lost: (node) => this.#lost(node),
    });
    this.#session = new HubSession({ link, hub, replica, announcements: this.#announcements, clock, log });
    this.micro = new MicroImports({ link, caller: this.#caller, manager, clock });
    this.#exports = new Exports({
      manager,
      services: this.#services,
      log,
      announcer: this.#announcements,
      offers: (runsIn) => {
        if (runsIn === 'nats' || this.#imports.has(runsIn)) return false;
        this.#serve();
        return true;
      },
    });
    this.#unlisten = link.listen({
      // Calls to other processes wait for the connection, as they wait for a provider.
      down: () => this.#imports.suspend('there is no connection to NATS'),
      up: () => this.#imports.suspend(undefined),
    });
  }

  get node(): string {
    return this.terms.link.node;
  }

  /** Joins the company; rejects when there is no hub. */
  async begin(): Promise<void> {
    await this.#session.open(this.terms.hubMs);
    this.#exports.open();
  }

  /** Whether the user may call a contract in other processes. */
  mayCall(contract: string): boolean {
    const { mayCall } = this.#session;
    return mayCall === undefined || mayCall.has('*') || mayCall.has(contract);
  }

  /** Resolves when others can see and call what a registration provides. */
  async shared(id: string): Promise<void> {
    const { clock, hubMs, link } = this.terms;
    await this.#exports.offered(id);
    const over = new AbortController();
    const timer = clock.at(clock.now() + hubMs, () => over.abort());
    try {
      if (await this.#announcements.told(id, over.signal)) return;
      const doing = 'other processes do not know of the component yet';
      throw new ServiceErrors.HubUnreachable({ company: link.identity.company, waitedMs: hubMs, doing });
    } finally {
      timer.cancel();
    }
  }

  /** Whether others may still learn of what could not be shared. */
  isPassing(problem: unknown): boolean {
    return CarusoError.is(problem) && ServiceErrors.HubUnreachable.is(problem);
  }

  /** Stops the components of this process, and leaves the company. */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    const { manager, link } = this.terms;
    // While they stop, each says that it takes no more calls, and its running calls end.
    await this.micro.close();
    await manager.stop();
    this.#unlisten();
    await this.#session.leave();
    await this.#exports.close();
    await this.#services.close();
    this.#caller.close();
    await link.close();
  }

  /** Operators reach this process as soon as it has something to operate. */
  #serve(): void {
    if (this.#serving) return;
    this.#serving = true;
    const { link } = this.terms;
    this.#services.serveOn(link.subjects.node(link.node, '*'), {
      id: 'node',
      name: 'node',
      version: NodeContract.version,
      contracts: [NodeContract],
      invoke: (_contract, _operation, input) => {
        const { id, operation } = input as { readonly id: string; readonly operation: Operation };
        return this.#operate(id, operation);
      },
    });
  }

  /** Resolves when the hub knows of it, too: who has asked finds it done, wherever they look. */
  async #operate(id: string, operation: Operation): Promise<Operated> {
    const { manager, link } = this.terms;
    const operated = await operate(manager, id, operation);
    try {
      await this.shared(id);
    } catch (problem) {
      link.log.warn('Others do not know yet what was done to a component', { id, reason: String(problem) });
    }
    return operated;
  }

  #lost(node: string): void {
    // The hub has taken this process for dead, because it did not hear it in time.
    if (node === this.terms.link.node) {
      this.#session.rejoin();
      return;
    }
    this.#imports.lose(node);
    this.#services.dropCaller(node);
  }
}
