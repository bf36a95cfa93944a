import { hostname } from 'node:os';
import type { BusinessObjects } from '@caruso/business-objects/contract';
import type { CarusoError, Clock, Stub } from '@caruso/core';
import type { Dialogs } from '@caruso/script-engine/contract';
import type { Log } from '@caruso/service-manager';
import type { Storage } from '@caruso/storage-manager/contract';
import { CampaignDialler } from '../campaigns/dialling/campaign-dialler.js';
import { mayStillBeCalled } from '../campaigns/list/consent-of-record.js';
import type { ConfigurationSource } from '../configuration/configuration-source.js';
import { decisiveOptions, unopened } from '../configuration/open-configuration.js';
import type { ContactCentreEvent } from '../contract.js';
import { CustomerLookUp } from '../customers/customer-look-up.js';
import { Newcomers } from '../customers/newcomers.js';
import { configure } from '../decide/decide-configuration.js';
import { ContactCentreErrors } from '../errors.js';
import { GatewayMemory } from '../gateways/gateway-memory.js';
import { ContactHistory } from '../log/contact-history.js';
import { EventLog } from '../log/event-log.js';
import { KeptConfigurations } from '../log/kept-configurations.js';
import { Snapshots } from '../log/snapshots.js';
import { WriterLease } from '../log/writer-lease.js';
import type { CommunicationServerOptions } from '../options.js';
import { AgentChanges } from './agent-changes.js';
import { AppliedConfiguration } from './applied-configuration.js';
import { catchUp } from './catch-up.js';
import { DeadlineTimer } from './deadline-timer.js';
import { Gateways } from './gateways.js';
import { isRunning } from './is-running.js';
import { Presence } from './presence.js';
import { Sequencer } from './sequencer.js';
import { SteadyClock } from './steady-clock.js';
import { Typing } from './typing.js';
import { VoicemailPost } from './voicemail-post.js';
import { Watch } from './watch.js';
import { WrittenContacts } from './written-contacts.js';

const CONNECTION_GRACE_MS = 60_000;
const RETRY_MS = 1_000;

/**
 * A contact centre at work: decisions in memory, the log in the store `system`, time from the assembly's clock. It is at work
 * while the log is this process's to write.
 */
export class RunningCentre {
  readonly configuration: AppliedConfiguration;
  readonly clock: SteadyClock;
  readonly #log: Log;
  readonly events: EventLog;
  readonly snapshots: Snapshots;
  readonly configurations: KeptConfigurations;
  readonly history: ContactHistory;
  readonly #lease: WriterLease;
  readonly #watch: Watch;
  readonly #memory: GatewayMemory;
  readonly sequencer: Sequencer;
  readonly lookUp: CustomerLookUp;
  readonly #newcomers: Newcomers;
  readonly gateways: Gateways;
  readonly written: WrittenContacts;
  readonly #voicemail: VoicemailPost | undefined;
  readonly #dialler: CampaignDialler;
  readonly presence: Presence;
  readonly #deadline: DeadlineTimer;
  readonly typing: Typing;
  readonly agentChanges = new AgentChanges();
  #running = false;
  #leaving: Promise<void> | undefined;
  #completing: Promise<void> = Promise.resolve();

  constructor(
    storage: Stub<typeof Storage>,
    machineClock: Clock,
    log: Log,
    source: ConfigurationSource,
    dialogs: Stub<typeof Dialogs> | undefined,
    objects: Stub<typeof BusinessObjects> | undefined,
  ) {
    this.configuration = new AppliedConfiguration(source);
    this.clock = new SteadyClock(machineClock);
    const { clock } = this;
    this.#log = log;
    this.events = new EventLog(storage);
    this.#memory = new GatewayMemory(storage);
    this.snapshots = new Snapshots(storage);
    this.configurations = new KeptConfigurations(storage);
    this.history = new ContactHistory(storage);
    const stores = { log: this.events, snapshots: this.snapshots, history: this.history };
    this.sequencer = new Sequencer(stores, clock, unopened(source.options), {
      told: (events) => this.#tell(events),
      failed: (failure) => this.#failed(failure),
      mayWrite: () => this.#lease.renew(),
      notKept: (thrown) =>
        this.#log.warn('A snapshot could not be stored; the next start takes longer', { reason: String(thrown) }),
    });
    const process = { host: hostname(), pid: globalThis.process.pid, runs: isRunning };
    this.#lease = new WriterLease(storage, machineClock, process);
    this.#watch = new Watch(this.#lease, machineClock, log, {
      begin: () => this.#begin(),
      wait: () => this.sequencer.grown.raise(),
      end: () => this.#standBy(),
      isAtWork: () => this.sequencer.role === 'active',
    });
    this.lookUp = new CustomerLookUp(objects, () => this.configuration.options.customers);
    const state = () => this.sequencer.state;
    this.#newcomers = new Newcomers({ lookUp: this.lookUp, history: this.history, state, clock, log });
    const { gateways = [], numbers = {}, connectionGraceMs = CONNECTION_GRACE_MS } = source.options;
    this.gateways = new Gateways({
      gateways,
      numbers,
      sequencer: this.sequencer,
      newcomers: this.#newcomers,
      memory: this.#memory,
      storage,
      clock,
      log,
      dialogs,
      typing: (contact) => this.typing.note(contact),
    });
    this.written = new WrittenContacts(this.sequencer, this.gateways, () => this.configuration.options);
    this.#voicemail = gateways.some(({ sendsMail }) => sendsMail)
      ? new VoicemailPost({ sequencer: this.sequencer, gateways: this.gateways, memory: this.#memory, clock, log })
      : undefined;
    this.typing = new Typing(clock, (contact) => {
      const agent = this.sequencer.state.contacts.get(contact)?.agent;
      if (agent !== undefined) this.agentChanges.of(agent).raise();
    });
    this.#dialler = new CampaignDialler({
      sequencer: this.sequencer,
      gateways: this.gateways,
      clock,
      log,
      mayBeCalled: (definition, record) => mayStillBeCalled(objects, definition, record),
    });
    this.presence = new Presence(clock, connectionGraceMs, (agent) => this.#loseConnection(agent));
    this.#deadline = new DeadlineTimer(clock, () => this.#expire());
  }

  async start(): Promise<void> {
    await this.configuration.open();
    await this.#checkCustomers(this.configuration.options);
    await this.events.define();
    await this.snapshots.define();
    await this.history.define();
    await this.configurations.define();
    await this.#memory.define();
    await this.#lease.define();
    await this.#watch.start();
  }

  async stop(): Promise<void> {
    await this.#leave();
    await this.sequencer.close();
    await this.#watch.stop();
  }

  /** Another process has the log now: what goes on outside is its to lead. */
  async #standBy(): Promise<void> {
    this.sequencer.yield();
    await this.#leave();
    this.sequencer.standBy();
  }

  /** Nothing that happens outside is of concern to this process any more; once, however many say so. */
  #leave(): Promise<void> {
    this.#leaving ??= this.#letGo().finally(() => {
      this.#leaving = undefined;
    });
    return this.#leaving;
  }

  async #letGo(): Promise<void> {
    this.#running = false;
    this.#deadline.arm(undefined);
    this.presence.close();
    this.typing.close();
    this.#dialler.close();
    await this.#voicemail?.close();
    await this.gateways.close();
    await this.#completing;
  }

  /** The log is this process's to write. Who cannot go to work with it leaves nothing open that the next one needs. */
  async #begin(): Promise<void> {
    try {
      await this.#goToWork();
    } catch (thrown) {
      await this.#leave();
      this.sequencer.standBy();
      throw thrown;
    }
  }

  /** The state is made from the log, and contacts come in. */
  async #goToWork(): Promise<void> {
    await this.#readDocument();
    await this.sequencer.open(await this.configuration.open());
    await this.configurations.keep(this.sequencer.state.number, decisiveOptions(this.configuration.options));
    this.clock.reach(this.sequencer.state.at);
    const departures = await this.gateways.open();
    await this.#dialler.reconcile();
    await catchUp(this.sequencer, departures, this.clock.now());
    for (const { id, state } of this.sequencer.state.agents.values()) if (state !== 'offline') this.presence.miss(id);
    this.#running = true;
    this.armDeadline();
    this.#voicemail?.start();
    await this.gateways.start();
    this.#dialler.start();
    this.#completing = this.#completeHistory();
  }

  /** What a program of before has written of contacts that are over is completed beside the work. */
  async #completeHistory(): Promise<void> {
    try {
      const contacts = await this.history.completeColumns(() => this.#running);
      if (contacts > 0) this.#log.info('Contacts of before have got the columns that were new', { contacts });
    } catch (thrown) {
      this.#log.error('Contacts of before have not all got the columns that are new; the next start goes on', thrown);
    }
  }

  check(): void {
    if (this.sequencer.failure) throw this.sequencer.failure;
  }

  async reload(dryRun: boolean) {
    const { file, options, configuration, changes } = await this.configuration.read();
    await this.#checkCustomers(options);
    if (dryRun)
      await this.sequencer.look((state) => configure(state, { queues: options.queues.map(({ id }) => id), changes }));
    else if (changes.length > 0) {
      const keeping = (event: number) => this.configurations.statements(event, decisiveOptions(options));
      await this.sequencer.configure(configuration, changes, keeping, () => this.#apply(options));
      this.agentChanges.raiseAll();
      this.armDeadline();
    }
    return { file, changes: [...changes], applied: !dryRun };
  }

  /** @throws ContactCentreErrors.InvalidOptions when customers are looked up where the model has none */
  async #checkCustomers({ customers }: CommunicationServerOptions): Promise<void> {
    const problems = customers ? await this.lookUp.problems(customers) : [];
    if (problems.length > 0) throw new ContactCentreErrors.InvalidOptions({ problems: [...problems] });
  }

  /** A document may have been changed since it was read first: by another process, for one that stood by. */
  async #readDocument(): Promise<void> {
    if (!this.configuration.documented) return;
    try {
      this.#apply((await this.configuration.read()).options);
    } catch (thrown) {
      this.#log.error('The document of the contact centre cannot be read again; what it said before applies', thrown);
    }
  }

  #apply(options: CommunicationServerOptions): void {
    const { numbers = {}, connectionGraceMs = CONNECTION_GRACE_MS } = options;
    this.configuration.adopt(options);
    this.gateways.answerNumbers(numbers);
    this.presence.graceMs = connectionGraceMs;
  }

  #tell(events: readonly ContactCentreEvent[]): void {
    if (!this.#running) return;
    for (const event of events) {
      if (event.type === 'agent-logged-out') this.presence.forget(event.agent);
      if (event.type === 'message-received') this.typing.stop(event.contact);
    }
    this.agentChanges.raise(events, this.sequencer.state);
    this.armDeadline();
    this.gateways.tell(events);
    this.#dialler.told(events);
  }

  armDeadline(): void {
    if (this.#running) this.#deadline.arm(this.sequencer.state.nextDue);
  }

  #expire(): void {
    this.#inBackground(this.sequencer.submit({ type: 'expire' }, () => undefined));
    this.armDeadline();
  }

  #loseConnection(agent: string): boolean {
    if (!this.#running) return false;
    const record = this.sequencer.state.agents.get(agent);
    if (!record || record.state === 'offline') return false;
    for (const _ of [agent, ...record.contacts])
      this.#inBackground(this.sequencer.submit({ type: 'lose-connection', agent }, () => undefined));
    return true;
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch((thrown: unknown) => this.#log.error('What the contact centre does by itself has failed', thrown));
  }

  /** The log is tried again soon, because a deadline may have been lost with what could not be stored. */
  #failed(failure: CarusoError): void {
    this.agentChanges.raiseAll();
    if (ContactCentreErrors.LogTaken.is(failure)) {
      // The other process has the same mails to send and the same calls to lead.
      if (this.#running) this.#inBackground(this.#leave());
      return;
    }
    this.#log.error('The event log cannot be written', failure);
    const tryAgain = async () => {
      if (!this.#running) return;
      try {
        await this.sequencer.submit({ type: 'expire' }, () => undefined);
        this.armDeadline();
        this.agentChanges.raiseAll();
      } catch {
        this.clock.at(this.clock.now() + RETRY_MS, tryAgain);
      }
    };
    this.clock.at(this.clock.now() + RETRY_MS, tryAgain);
  }
}
