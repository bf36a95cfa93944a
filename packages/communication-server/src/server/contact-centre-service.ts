import {
  type Call,
  CarusoError,
  ChangeSignal,
  type Clock,
  newId,
  type Service,
  type Stub,
  type Timer,
} from '@caruso/core';
import { CLOCK, inject, LOG, type Log } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import type { ContactCentreConfiguration } from '../configuration.js';
import type { AgentView, ContactCentre, ContactCentreEvent, ContactChannel, ContactView } from '../contract.js';
import type { Command } from '../decide/command.js';
import { ContactCentreErrors } from '../errors.js';
import type { Departure } from '../gateways/gateway.js';
import { GatewayMemory } from '../gateways/gateway-memory.js';
import { EventLog } from '../log/event-log.js';
import type { CommunicationServerOptions } from '../options.js';
import { agentView, contactView } from '../views.js';
import { Gateways } from './gateways.js';
import { Presence } from './presence.js';
import { Sequencer } from './sequencer.js';

/** The identifier of the component's options in its container. */
export const OPTIONS = Symbol('communication-server:options');

const OFFER_TIMEOUT_MS = 20_000;
const CONNECTION_GRACE_MS = 60_000;
const RETRY_MS = 1_000;
const FOLLOWED_AT_ONCE = 1_000;
/** The gateway of contacts in which customers serve themselves. */
const SELF_SERVICE = 'self-service';

interface ByAgent {
  readonly agent: string;
}

/** Provides the contact centre: decisions in memory, the log in the store `system`, time from the assembly's clock. */
export class ContactCentreService implements Service<typeof ContactCentre> {
  readonly #configuration: ContactCentreConfiguration;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #events: EventLog;
  readonly #memory: GatewayMemory;
  readonly #sequencer: Sequencer;
  readonly #gateways: Gateways;
  readonly #presence: Presence;
  /** Raised when something that a view of the agent shows has changed. */
  readonly #agentChanged = new Map<string, ChangeSignal>();
  #deadline: { readonly at: number; readonly timer: Timer } | undefined;
  #running = false;

  constructor(
    @inject(Storage) storage: Stub<typeof Storage>,
    @inject(CLOCK) clock: Clock,
    @inject(LOG) log: Log,
    @inject(OPTIONS) options: CommunicationServerOptions,
  ) {
    const { agents, queues, notReadyReasons = [], offerTimeoutMs = OFFER_TIMEOUT_MS } = options;
    this.#configuration = { agents, queues, notReadyReasons, offerTimeoutMs };
    this.#clock = clock;
    this.#log = log;
    this.#events = new EventLog(storage);
    this.#memory = new GatewayMemory(storage);
    this.#sequencer = new Sequencer(this.#events, clock, this.#configuration, {
      told: (events) => this.#tell(events),
      failed: (failure) => this.#failed(failure),
    });
    const { gateways = [], numbers = {}, connectionGraceMs = CONNECTION_GRACE_MS } = options;
    this.#gateways = new Gateways(gateways, numbers, this.#sequencer, this.#memory, clock, log);
    this.#presence = new Presence(clock, connectionGraceMs, (agent) => this.#loseConnection(agent));
  }

  async start(): Promise<void> {
    await this.#events.define();
    await this.#memory.define();
    await this.#sequencer.open();
    await this.#catchUp(await this.#gateways.open());
    for (const { id, state } of this.#sequencer.state.agents.values()) if (state !== 'offline') this.#presence.miss(id);
    this.#running = true;
    this.#armDeadline();
    await this.#gateways.start();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#deadline?.timer.cancel();
    this.#presence.close();
    await this.#gateways.close();
    if (!this.#sequencer.failure) await this.#sequencer.settled();
  }

  check(): void {
    if (this.#sequencer.failure) throw this.#sequencer.failure;
  }

  queues() {
    return [...this.#configuration.queues];
  }

  notReadyReasons() {
    return [...this.#configuration.notReadyReasons];
  }

  logIn({ agent }: ByAgent): Promise<AgentView> {
    return this.#command({ type: 'log-in', agent }, agent);
  }

  logOut({ agent }: ByAgent): Promise<AgentView> {
    return this.#command({ type: 'log-out', agent }, agent);
  }

  setReady({ agent }: ByAgent): Promise<AgentView> {
    return this.#command({ type: 'set-ready', agent }, agent);
  }

  setNotReady({ agent, reason }: ByAgent & { reason: string }): Promise<AgentView> {
    return this.#command({ type: 'set-not-ready', agent, reason }, agent);
  }

  accept({ agent, reservation }: ByAgent & { reservation: string }): Promise<AgentView> {
    return this.#command({ type: 'accept', agent, reservation }, agent);
  }

  reject({ agent, reservation }: ByAgent & { reservation: string }): Promise<AgentView> {
    return this.#command({ type: 'reject', agent, reservation }, agent);
  }

  hangUp({ agent, contact }: ByAgent & { contact: string }): Promise<AgentView> {
    return this.#command({ type: 'hang-up', agent, contact }, agent);
  }

  finishWrapUp(input: ByAgent & { contact: string; disposition: string; note: string }): Promise<AgentView> {
    return this.#command({ type: 'finish-wrap-up', ...input }, input.agent);
  }

  agent({ agent }: ByAgent): Promise<AgentView> {
    return this.#sequencer.look((state) => agentView(state, state.agent(agent)));
  }

  agents(): Promise<AgentView[]> {
    return this.#sequencer.look((state) => [...state.agents.values()].map((agent) => agentView(state, agent)));
  }

  async *watchAgent({ agent }: ByAgent, { signal }: Pick<Call, 'signal'>): AsyncGenerator<AgentView> {
    this.#sequencer.state.agent(agent);
    const changed = this.#signalOf(agent);
    const release = this.#presence.hold(agent);
    try {
      for (let seen = -1; !signal.aborted; await changed.after(seen, signal)) {
        seen = changed.count;
        const view = await this.#lookWhenPossible(agent);
        if (view && !signal.aborted) yield view;
      }
    } finally {
      release();
    }
  }

  async annotate(input: { contact: string; customer?: string | undefined; dialog?: string | undefined }) {
    return this.#sequencer.submit({ type: 'annotate', ...input }, (state) => contactView(state.contact(input.contact)));
  }

  async openSelfService(input: { channel: ContactChannel; from: string; to: string; customer?: string | undefined }) {
    const contact = newId();
    const command = {
      type: 'arrive',
      contact,
      gateway: SELF_SERVICE,
      externalId: contact,
      attributes: {},
      ...input,
    } as const;
    return this.#sequencer.submit(command, (state) => contactView(state.contact(contact)));
  }

  async closeSelfService({ contact }: { contact: string }): Promise<ContactView> {
    return this.#sequencer.submit({ type: 'close-self-service', contact }, (state) =>
      contactView(state.contact(contact)),
    );
  }

  async handOver({ contact, queue }: { contact: string; queue: string }): Promise<ContactView> {
    return this.#sequencer.submit({ type: 'hand-over', contact, queue }, (state) =>
      contactView(state.contact(contact)),
    );
  }

  async contacts(input: { customer?: string | undefined; contact?: string | undefined; limit: number }) {
    return this.#sequencer.look((state): ContactView[] => {
      if (input.contact === undefined)
        return state.arrivals(input.customer).slice(-input.limit).reverse().map(contactView);
      const record = state.contacts.get(input.contact);
      const wanted = record && (input.customer === undefined || record.customer === input.customer);
      return wanted ? [contactView(record)] : [];
    });
  }

  events({ after, limit }: { after: number; limit: number }): Promise<readonly ContactCentreEvent[]> {
    return this.#sequencer.events(after, limit);
  }

  async *followEvents(
    { after }: { after: number },
    { signal }: Pick<Call, 'signal'>,
  ): AsyncGenerator<ContactCentreEvent> {
    const { grown } = this.#sequencer;
    for (let last = after; !signal.aborted; ) {
      const seen = grown.count;
      const events = await this.#sequencer.events(last, FOLLOWED_AT_ONCE);
      for (const event of events) {
        if (signal.aborted) return;
        yield event;
        last = event.number;
      }
      if (events.length > 0) continue;
      if (ContactCentreErrors.LogTaken.is(this.#sequencer.failure)) throw this.#sequencer.failure;
      await grown.after(seen, signal);
    }
  }

  #command(command: Command, agent: string): Promise<AgentView> {
    const result = this.#sequencer.submit(command, (state) => agentView(state, state.agent(agent)));
    this.#armDeadline();
    return result;
  }

  /** What happened while the server was down, each at its own time; then everything is distributed as things stand now. */
  async #catchUp(departures: readonly Departure[]): Promise<void> {
    const now = this.#clock.now();
    const expireUntil = async (end: number) => {
      for (let at = this.#nextDeadline(); at !== undefined && at <= end; at = this.#nextDeadline())
        await this.#sequencer.submit({ type: 'expire' }, () => undefined, { at, distribute: false });
    };
    for (const { contact, at, by } of departures) {
      await expireUntil(at);
      await this.#sequencer.submit({ type: 'leave', contact, by }, () => undefined, { at, distribute: false });
    }
    await expireUntil(now);
    await this.#sequencer.submit({ type: 'retire' }, () => undefined);
  }

  #tell(events: readonly ContactCentreEvent[]): void {
    if (!this.#running) return;
    const changed = new Set<string>();
    for (const event of events) {
      if ('agent' in event) changed.add(event.agent);
      const holder =
        'contact' in event && event.contact ? this.#sequencer.state.contacts.get(event.contact) : undefined;
      if (holder?.agent !== undefined) changed.add(holder.agent);
      if (event.type === 'agent-logged-out') this.#presence.forget(event.agent);
    }
    for (const agent of changed) this.#agentChanged.get(agent)?.raise();
    this.#armDeadline();
    this.#gateways.tell(events);
  }

  #nextDeadline(): number | undefined {
    return this.#sequencer.state.deadlines.lowest;
  }

  /** One timer for the earliest deadline; the deadlines themselves are part of the state and survive a restart. */
  #armDeadline(): void {
    const at = this.#nextDeadline();
    if (at === this.#deadline?.at || !this.#running) return;
    this.#deadline?.timer.cancel();
    this.#deadline = at === undefined ? undefined : { at, timer: this.#clock.at(at, () => this.#expire()) };
  }

  #expire(): void {
    this.#deadline = undefined;
    this.#inBackground(this.#sequencer.submit({ type: 'expire' }, () => undefined));
    this.#armDeadline();
  }

  #loseConnection(agent: string): boolean {
    if (this.#sequencer.state.agents.get(agent)?.state === 'offline') return false;
    this.#inBackground(this.#sequencer.submit({ type: 'lose-connection', agent }, () => undefined));
    return true;
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch((thrown: unknown) => this.#log.error('The contact centre could not note that time has passed', thrown));
  }

  /** The log is tried again soon, because a deadline may have been lost with what could not be stored. */
  #failed(failure: CarusoError): void {
    this.#log.error('The event log cannot be written', failure);
    for (const changed of this.#agentChanged.values()) changed.raise();
    if (ContactCentreErrors.LogTaken.is(failure)) return;
    const tryAgain = () => {
      if (!this.#running) return;
      this.#sequencer
        .submit({ type: 'expire' }, () => undefined)
        .then(
          () => {
            this.#armDeadline();
            for (const changed of this.#agentChanged.values()) changed.raise();
          },
          () => this.#clock.at(this.#clock.now() + RETRY_MS, tryAgain),
        );
    };
    this.#clock.at(this.#clock.now() + RETRY_MS, tryAgain);
  }

  async #lookWhenPossible(agent: string): Promise<AgentView | undefined> {
    try {
      return await this.agent({ agent });
    } catch (thrown) {
      if (CarusoError.is(thrown) && ContactCentreErrors.LogUnavailable.is(thrown)) return undefined;
      throw thrown;
    }
  }

  #signalOf(agent: string): ChangeSignal {
    const known = this.#agentChanged.get(agent);
    if (known) return known;
    const signal = new ChangeSignal();
    this.#agentChanged.set(agent, signal);
    return signal;
  }
}
