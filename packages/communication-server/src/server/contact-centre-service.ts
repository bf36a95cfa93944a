import { hostname } from 'node:os';
import { type Call, CarusoError, type Clock, type InputOf, newId, type Service, type Stub } from '@caruso/core';
import { Dialogs } from '@caruso/script-engine/contract';
import { CLOCK, inject, LOG, type Log } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { CampaignDialler } from '../campaigns/dialling/campaign-dialler.js';
import type { ConfigurationSource } from '../configuration/configuration-source.js';
import { unopened } from '../configuration/open-configuration.js';
import type { AgentView, ContactCentre, ContactCentreEvent, ContactView } from '../contract.js';
import type { Command } from '../decide/command.js';
import { configure } from '../decide/decide-configuration.js';
import { ContactCentreErrors } from '../errors.js';
import { GatewayMemory } from '../gateways/gateway-memory.js';
import { EventLog } from '../log/event-log.js';
import { Snapshots } from '../log/snapshots.js';
import { WriterLease } from '../log/writer-lease.js';
import type { CommunicationServerOptions } from '../options.js';
import { queueView, waitingContacts } from '../queue-view.js';
import { positionOf } from '../routing/estimate.js';
import { agentView, contactView } from '../views.js';
import { AgentChanges } from './agent-changes.js';
import { AppliedConfiguration } from './applied-configuration.js';
import { catchUp } from './catch-up.js';
import { DeadlineTimer } from './deadline-timer.js';
import { explain } from './explain.js';
import { findContacts } from './find-contacts.js';
import { followEvents } from './follow-events.js';
import { Gateways } from './gateways.js';
import { isRunning } from './is-running.js';
import { Presence } from './presence.js';
import { Sequencer } from './sequencer.js';
import { Typing } from './typing.js';
import { Watch } from './watch.js';

/** The identifier of what configures the component in its container. */
export const CONFIGURATION_SOURCE = Symbol('communication-server:configuration');

const CONNECTION_GRACE_MS = 60_000;
const RETRY_MS = 1_000;
/** The gateway of contacts in which customers serve themselves. */
const SELF_SERVICE = 'self-service';

type In<Name extends keyof (typeof ContactCentre)['operations']> = InputOf<(typeof ContactCentre)['operations'][Name]>;

/** Provides the contact centre: decisions in memory, the log in the store `system`, time from the assembly's clock. */
export class ContactCentreService implements Service<typeof ContactCentre> {
  readonly #configuration: AppliedConfiguration;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #events: EventLog;
  readonly #snapshots: Snapshots;
  readonly #lease: WriterLease;
  readonly #watch: Watch;
  readonly #memory: GatewayMemory;
  readonly #sequencer: Sequencer;
  readonly #gateways: Gateways;
  readonly #dialler: CampaignDialler;
  readonly #presence: Presence;
  readonly #deadline: DeadlineTimer;
  readonly #typing: Typing;
  readonly #agentChanges = new AgentChanges();
  #running = false;

  constructor(
    @inject(Storage) storage: Stub<typeof Storage>,
    @inject(CLOCK) clock: Clock,
    @inject(LOG) log: Log,
    @inject(CONFIGURATION_SOURCE) source: ConfigurationSource,
    @inject(Dialogs) dialogs: Stub<typeof Dialogs> | undefined,
  ) {
    this.#configuration = new AppliedConfiguration(source);
    this.#clock = clock;
    this.#log = log;
    this.#events = new EventLog(storage);
    this.#memory = new GatewayMemory(storage);
    this.#snapshots = new Snapshots(storage);
    this.#sequencer = new Sequencer(this.#events, this.#snapshots, clock, unopened(source.options), {
      told: (events) => this.#tell(events),
      failed: (failure) => this.#failed(failure),
      notKept: (thrown) =>
        this.#log.warn('A snapshot could not be stored; the next start takes longer', { reason: String(thrown) }),
    });
    const process = { host: hostname(), pid: globalThis.process.pid, runs: isRunning };
    this.#lease = new WriterLease(storage, clock, process);
    this.#watch = new Watch(this.#lease, clock, log, {
      begin: () => this.#begin(),
      end: () => this.#sequencer.yield(),
    });
    const { gateways = [], numbers = {}, connectionGraceMs = CONNECTION_GRACE_MS } = source.options;
    this.#gateways = new Gateways({
      gateways,
      numbers,
      sequencer: this.#sequencer,
      memory: this.#memory,
      storage,
      clock,
      log,
      dialogs,
      typing: (contact) => this.#typing.note(contact),
    });
    this.#typing = new Typing(clock, (contact) => {
      const agent = this.#sequencer.state.contacts.get(contact)?.agent;
      if (agent !== undefined) this.#agentChanges.of(agent).raise();
    });
    this.#dialler = new CampaignDialler({ sequencer: this.#sequencer, gateways: this.#gateways, clock, log });
    this.#presence = new Presence(clock, connectionGraceMs, (agent) => this.#loseConnection(agent));
    this.#deadline = new DeadlineTimer(clock, () => this.#expire());
  }

  async start(): Promise<void> {
    await this.#configuration.open();
    await this.#events.define();
    await this.#snapshots.define();
    await this.#memory.define();
    await this.#lease.define();
    await this.#watch.start();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#deadline.arm(undefined);
    this.#presence.close();
    this.#typing.close();
    this.#dialler.close();
    await this.#gateways.close();
    await this.#sequencer.close();
    await this.#watch.stop();
  }

  /** The log is this process's to write: the state is made from it, and contacts come in. */
  async #begin(): Promise<void> {
    await this.#readDocument();
    await this.#sequencer.open(await this.#configuration.open());
    const departures = await this.#gateways.open();
    await this.#dialler.reconcile();
    await catchUp(this.#sequencer, departures, this.#clock.now());
    for (const { id, state } of this.#sequencer.state.agents.values()) if (state !== 'offline') this.#presence.miss(id);
    this.#running = true;
    this.#armDeadline();
    await this.#gateways.start();
    this.#dialler.start();
  }

  /** The writer of the log, for the other services of the component. */
  get sequencer(): Sequencer {
    return this.#sequencer;
  }

  check(): void {
    if (this.#sequencer.failure) throw this.#sequencer.failure;
  }

  queues() {
    return [...this.#configuration.options.queues];
  }

  notReadyReasons() {
    return [...(this.#configuration.options.notReadyReasons ?? [])];
  }

  logIn({ agent }: In<'logIn'>) {
    return this.#byAgent({ type: 'log-in', agent });
  }

  logOut({ agent }: In<'logOut'>) {
    return this.#byAgent({ type: 'log-out', agent });
  }

  setReady({ agent }: In<'setReady'>) {
    return this.#byAgent({ type: 'set-ready', agent });
  }

  setNotReady({ agent, reason }: In<'setNotReady'>) {
    return this.#byAgent({ type: 'set-not-ready', agent, reason });
  }

  accept({ agent, reservation }: In<'accept'>) {
    return this.#byAgent({ type: 'accept', agent, reservation });
  }

  reject({ agent, reservation }: In<'reject'>) {
    return this.#byAgent({ type: 'reject', agent, reservation });
  }

  hangUp({ agent, contact }: In<'hangUp'>) {
    return this.#byAgent({ type: 'hang-up', agent, contact });
  }

  finishWrapUp(input: In<'finishWrapUp'>) {
    return this.#byAgent({ type: 'finish-wrap-up', ...input });
  }

  agent({ agent }: In<'agent'>): Promise<AgentView> {
    return this.#sequencer.look((state) => agentView(state, state.agent(agent)));
  }

  agents(): Promise<AgentView[]> {
    return this.#sequencer.look((state) => [...state.agents.values()].map((agent) => agentView(state, agent)));
  }

  async *watchAgent({ agent }: In<'watchAgent'>, { signal }: Pick<Call, 'signal'>): AsyncGenerator<AgentView> {
    this.#sequencer.state.agent(agent);
    const changed = this.#agentChanges.of(agent);
    const release = this.#presence.hold(agent);
    try {
      for (let seen = -1; !signal.aborted; await changed.after(seen, signal)) {
        seen = changed.count;
        const view = await this.#lookWhenPossible(agent);
        if (view && !signal.aborted) yield this.#typing.shownIn(view);
      }
    } finally {
      release();
    }
  }

  dialPreview(input: In<'dialPreview'>) {
    return this.#byAgent({ type: 'dial-preview', ...input });
  }

  skipPreview(input: In<'skipPreview'>) {
    return this.#byAgent({ type: 'skip-preview', ...input });
  }

  hold({ agent, contact }: In<'hold'>) {
    return this.#byAgent({ type: 'hold', agent, contact });
  }

  retrieve({ agent, contact }: In<'retrieve'>) {
    return this.#byAgent({ type: 'retrieve', agent, contact });
  }

  async scriptsFor({ contact }: In<'scriptsFor'>) {
    return [...(await this.#gateways.scriptsFor(contact))];
  }

  async transfer(input: In<'transfer'>) {
    if ('script' in input.to) await this.#gateways.checkScript(input.contact, input.to.script);
    return this.#byAgent({ type: 'transfer', ...input });
  }

  consult(input: In<'consult'>) {
    return this.#byAgent({ type: 'consult', reservation: newId(), ...input });
  }

  cancelConsultation(input: In<'cancelConsultation'>) {
    return this.#byAgent({ type: 'cancel-consultation', ...input });
  }

  completeTransfer(input: In<'completeTransfer'>) {
    return this.#byAgent({ type: 'complete-transfer', ...input });
  }

  joinConference(input: In<'joinConference'>) {
    return this.#byAgent({ type: 'join-conference', ...input });
  }

  extendWrapUp(input: In<'extendWrapUp'>) {
    return this.#byAgent({ type: 'extend-wrap-up', ...input });
  }

  pauseInQueue(input: In<'pauseInQueue'>) {
    return this.#byAgent({ type: 'pause-in-queue', ...input });
  }

  resumeInQueue(input: In<'resumeInQueue'>) {
    return this.#byAgent({ type: 'resume-in-queue', ...input });
  }

  setPenalty(input: In<'setPenalty'>) {
    return this.#byAgent({ type: 'set-penalty', ...input });
  }

  supervise(input: In<'supervise'>) {
    return this.#aboutContact({ type: 'supervise', ...input });
  }

  endSupervision(input: In<'endSupervision'>) {
    return this.#aboutContact({ type: 'end-supervision', ...input });
  }

  record({ contact }: In<'record'>) {
    return this.#aboutContact({ type: 'record', contact, recording: newId() });
  }

  pauseRecording({ contact }: In<'pauseRecording'>) {
    return this.#aboutContact({ type: 'pause-recording', contact });
  }

  resumeRecording({ contact }: In<'resumeRecording'>) {
    return this.#aboutContact({ type: 'resume-recording', contact });
  }

  requestCallback(input: In<'requestCallback'>) {
    return this.#aboutContact({ type: 'request-callback', ...input });
  }

  changePriority(input: In<'changePriority'>) {
    return this.#aboutContact({ type: 'change-priority', ...input });
  }

  position({ contact }: In<'position'>) {
    return this.#sequencer.look((state) => positionOf(state, state.contact(contact)) ?? null);
  }

  explain({ contact }: In<'explain'>) {
    const { state, durable } = this.#sequencer;
    state.contact(contact);
    return explain(this.#events, state.configuration, contact, durable);
  }

  annotate(input: In<'annotate'>) {
    return this.#aboutContact({ type: 'annotate', ...input });
  }

  async messages({ contact: id }: In<'messages'>) {
    const { contact, correspondence } = this.#gateways.correspondenceOf(id);
    return [...(await correspondence.messages(contact))];
  }

  sendMessage({ agent, contact: id, message, text }: In<'sendMessage'>) {
    const { contact, correspondence } = this.#gateways.correspondenceOf(id);
    return correspondence.send(contact, agent, { id: message, text });
  }

  async typing({ agent, contact: id }: In<'typing'>) {
    const { contact, correspondence } = this.#gateways.correspondenceOf(id);
    if (contact.state === 'connected' && contact.agent === agent) await correspondence.typing?.(contact);
    return {};
  }

  async *attachment({ contact: id, attachment }: In<'attachment'>) {
    const { contact, correspondence } = this.#gateways.correspondenceOf(id);
    for await (const piece of correspondence.attachment(contact, attachment))
      yield { base64: Buffer.from(piece).toString('base64') };
  }

  async voicemail({ contact }: In<'voicemail'>) {
    return { base64: Buffer.from(await this.#gateways.voicemailOf(contact)).toString('base64') };
  }

  openSelfService(input: In<'openSelfService'>) {
    const contact = newId();
    const origin = { gateway: SELF_SERVICE, externalId: contact, attributes: {} };
    return this.#aboutContact({ type: 'arrive', contact, ...origin, ...input });
  }

  closeSelfService({ contact }: In<'closeSelfService'>) {
    return this.#aboutContact({ type: 'close-self-service', contact });
  }

  handOver({ contact, queue }: In<'handOver'>) {
    return this.#aboutContact({ type: 'hand-over', contact, queue });
  }

  contacts(wanted: In<'contacts'>) {
    return this.#sequencer.look((state) => findContacts(state, wanted).map(contactView));
  }

  queueViews() {
    return this.#sequencer.look((state) =>
      [...state.queues.values()]
        .filter(({ definition, waiting }) => definition || waiting.size > 0)
        .map((queue) => queueView(queue, this.#clock.now())),
    );
  }

  waiting({ queue, limit }: In<'waiting'>) {
    return this.#sequencer.look((state) => waitingContacts(state, queue, this.#clock.now()).slice(0, limit));
  }

  async reloadConfiguration({ dryRun }: In<'reloadConfiguration'>) {
    const { file, options, configuration, changes } = await this.#configuration.read();
    if (dryRun)
      await this.#sequencer.look((state) => configure(state, { queues: options.queues.map(({ id }) => id), changes }));
    else if (changes.length > 0) {
      await this.#sequencer.configure(configuration, changes);
      this.#apply(options);
      this.#agentChanges.raiseAll();
      this.#armDeadline();
    }
    return { file, changes: [...changes], applied: !dryRun };
  }

  events({ after, limit }: In<'events'>) {
    return this.#sequencer.events(after, limit);
  }

  followEvents({ after }: In<'followEvents'>, { signal }: Pick<Call, 'signal'>) {
    return followEvents(this.#sequencer, after, signal);
  }

  /** A document may have been changed since it was read first: by another process, for one that stood by. */
  async #readDocument(): Promise<void> {
    if (!this.#configuration.documented) return;
    try {
      this.#apply((await this.#configuration.read()).options);
    } catch (thrown) {
      this.#log.error('The document of the contact centre cannot be read again; what it said before applies', thrown);
    }
  }

  #apply(options: CommunicationServerOptions): void {
    const { numbers = {}, connectionGraceMs = CONNECTION_GRACE_MS } = options;
    this.#configuration.adopt(options);
    this.#gateways.answerNumbers(numbers);
    this.#presence.graceMs = connectionGraceMs;
  }

  /** Carries out what an agent wants, and shows the agent after it. */
  #byAgent(command: Extract<Command, { agent: string }>): Promise<AgentView> {
    const result = this.#sequencer.submit(command, (state) => agentView(state, state.agent(command.agent)));
    this.#armDeadline();
    return result;
  }

  /** Carries out what concerns a contact, and shows the contact after it. */
  #aboutContact(command: Extract<Command, { contact: string }>): Promise<ContactView> {
    return this.#sequencer.submit(command, (state) => contactView(state.contact(command.contact)));
  }

  #tell(events: readonly ContactCentreEvent[]): void {
    if (!this.#running) return;
    for (const event of events) {
      if (event.type === 'agent-logged-out') this.#presence.forget(event.agent);
      if (event.type === 'message-received') this.#typing.stop(event.contact);
    }
    this.#agentChanges.raise(events, this.#sequencer.state);
    this.#armDeadline();
    this.#gateways.tell(events);
    this.#dialler.told(events);
  }

  #armDeadline(): void {
    if (this.#running) this.#deadline.arm(this.#sequencer.state.nextDue);
  }

  #expire(): void {
    this.#inBackground(this.#sequencer.submit({ type: 'expire' }, () => undefined));
    this.#armDeadline();
  }

  #loseConnection(agent: string): boolean {
    const record = this.#sequencer.state.agents.get(agent);
    if (!record || record.state === 'offline') return false;
    for (const _ of [agent, ...record.contacts])
      this.#inBackground(this.#sequencer.submit({ type: 'lose-connection', agent }, () => undefined));
    return true;
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch((thrown: unknown) => this.#log.error('The contact centre could not note that time has passed', thrown));
  }

  /** The log is tried again soon, because a deadline may have been lost with what could not be stored. */
  #failed(failure: CarusoError): void {
    this.#log.error('The event log cannot be written', failure);
    this.#agentChanges.raiseAll();
    if (ContactCentreErrors.LogTaken.is(failure)) return;
    const tryAgain = async () => {
      if (!this.#running) return;
      try {
        await this.#sequencer.submit({ type: 'expire' }, () => undefined);
        this.#armDeadline();
        this.#agentChanges.raiseAll();
      } catch {
        this.#clock.at(this.#clock.now() + RETRY_MS, tryAgain);
      }
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
}
