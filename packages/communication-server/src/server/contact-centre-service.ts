import { BusinessObjects } from '@caruso/business-objects/contract';
import { type Call, CarusoError, type Clock, type InputOf, newId, type Service, type Stub } from '@caruso/core';
import { Dialogs } from '@caruso/script-engine/contract';
import { CLOCK, inject, LOG, type Log } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import type { ConfigurationSource } from '../configuration/configuration-source.js';
import type { AgentView, ContactCentre, ContactView } from '../contract.js';
import type { Command, CommandOf } from '../decide/command.js';
import { ContactCentreErrors } from '../errors.js';
import { queueView, waitingContacts } from '../queue-view.js';
import { type ReadableLog, readLoggedContacts } from '../recording/read-logged-contacts.js';
import { positionOf } from '../routing/estimate.js';
import { agentView, contactView } from '../views.js';
import { type ErasureParts, eraseAddress, eraseCustomer } from './erase-customer.js';
import { explain } from './explain.js';
import { findContacts } from './find-contacts.js';
import { followEvents } from './follow-events.js';
import { RunningCentre } from './running-centre.js';

/** The identifier of what configures the component in its container. */
export const CONFIGURATION_SOURCE = Symbol('communication-server:configuration');

/** The gateway of contacts in which customers serve themselves. */
const SELF_SERVICE = 'self-service';

type In<Name extends keyof (typeof ContactCentre)['operations']> = InputOf<(typeof ContactCentre)['operations'][Name]>;

type ForSomebody = Pick<Call, 'actor'>;

/** For whom a call about an agent is made, when it is not the agent. */
function otherThan(agent: string, actor: Call['actor']): string | undefined {
  return actor?.id === agent ? undefined : actor?.id;
}

/** Provides the operations of a contact centre that is at work. */
export class ContactCentreService implements Service<typeof ContactCentre> {
  readonly #centre: RunningCentre;

  constructor(
    @inject(Storage) storage: Stub<typeof Storage>,
    @inject(CLOCK) clock: Clock,
    @inject(LOG) log: Log,
    @inject(CONFIGURATION_SOURCE) source: ConfigurationSource,
    @inject(Dialogs) dialogs: Stub<typeof Dialogs> | undefined,
    @inject(BusinessObjects) objects: Stub<typeof BusinessObjects> | undefined,
  ) {
    this.#centre = new RunningCentre(storage, clock, log, source, dialogs, objects);
  }

  start(): Promise<void> {
    return this.#centre.start();
  }

  stop(): Promise<void> {
    return this.#centre.stop();
  }

  /** The centre, for the other services of the component. */
  get centre(): RunningCentre {
    return this.#centre;
  }

  check(): void {
    this.#centre.check();
  }

  queues() {
    return [...this.#centre.configuration.options.queues];
  }

  roster() {
    return this.#centre.configuration.options.agents.map(({ id, name }) => ({ agent: id, name }));
  }

  role() {
    return { role: this.#centre.sequencer.role };
  }

  notReadyReasons() {
    return [...(this.#centre.configuration.options.notReadyReasons ?? [])];
  }

  logIn({ agent }: In<'logIn'>) {
    return this.#byAgent({ type: 'log-in', agent });
  }

  logOut({ agent }: In<'logOut'>, { actor }: ForSomebody) {
    return this.#byAgent({ type: 'log-out', agent, by: otherThan(agent, actor) });
  }

  setReady({ agent }: In<'setReady'>, { actor }: ForSomebody) {
    return this.#byAgent({ type: 'set-ready', agent, by: otherThan(agent, actor) });
  }

  setNotReady({ agent, reason }: In<'setNotReady'>, { actor }: ForSomebody) {
    return this.#byAgent({ type: 'set-not-ready', agent, reason, by: otherThan(agent, actor) });
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
    return this.#centre.sequencer.look((state) => agentView(state, state.agent(agent)));
  }

  agents(): Promise<AgentView[]> {
    return this.#centre.sequencer.look((state) => [...state.agents.values()].map((agent) => agentView(state, agent)));
  }

  async *watchAgent({ agent }: In<'watchAgent'>, { signal }: Pick<Call, 'signal'>): AsyncGenerator<AgentView> {
    this.#centre.sequencer.state.agent(agent);
    const changed = this.#centre.agentChanges.of(agent);
    const release = this.#centre.presence.hold(agent);
    try {
      for (let seen = -1; !signal.aborted; await changed.after(seen, signal)) {
        seen = changed.count;
        const view = await this.#lookWhenPossible(agent);
        if (view && !signal.aborted) yield this.#centre.typing.shownIn(view);
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
    return [...(await this.#centre.gateways.scriptsFor(contact))];
  }

  async transfer(input: In<'transfer'>) {
    if ('script' in input.to) await this.#centre.gateways.checkScript(input.contact, input.to.script);
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

  supervise(input: In<'supervise'>, { actor }: ForSomebody) {
    return this.#aboutContact({ type: 'supervise', ...input, by: otherThan(input.supervisor, actor) });
  }

  endSupervision(input: In<'endSupervision'>, { actor }: ForSomebody) {
    return this.#aboutContact({ type: 'end-supervision', ...input, by: otherThan(input.supervisor, actor) });
  }

  record(input: In<'record'>, { actor }: ForSomebody) {
    return this.#aboutContact({ type: 'record', recording: newId(), ...input, by: actor?.id });
  }

  pauseRecording(input: In<'pauseRecording'>, { actor }: ForSomebody) {
    return this.#unrecorded({ type: 'pause-recording', ...input, by: actor?.id });
  }

  resumeRecording(input: In<'resumeRecording'>, { actor }: ForSomebody) {
    return this.#aboutContact({ type: 'resume-recording', ...input, by: actor?.id });
  }

  stopRecording(input: In<'stopRecording'>, { actor }: ForSomebody) {
    return this.#unrecorded({ type: 'stop-recording', ...input, by: actor?.id });
  }

  async notePrivateQuestion(input: In<'notePrivateQuestion'>) {
    await this.#centre.sequencer.submit({ type: 'note-private-question', ...input }, () => undefined);
    if (input.step !== undefined) await this.#centre.gateways.beQuiet(input.contact);
    return {};
  }

  requestCallback(input: In<'requestCallback'>) {
    return this.#aboutContact({ type: 'request-callback', ...input });
  }

  changePriority(input: In<'changePriority'>) {
    return this.#aboutContact({ type: 'change-priority', ...input });
  }

  async position({ contact }: In<'position'>) {
    await this.#centre.sequencer.recall(contact);
    return this.#centre.sequencer.look((state) => positionOf(state, state.contact(contact)) ?? null);
  }

  async explain({ contact }: In<'explain'>) {
    await this.#centre.sequencer.recall(contact);
    const { state } = this.#centre.sequencer;
    state.contact(contact);
    await this.#centre.sequencer.settled();
    const { events: log, snapshots, configurations } = this.#centre;
    return explain({ log, snapshots, configurations, today: state.configuration }, contact);
  }

  annotate(input: In<'annotate'>) {
    return this.#aboutContact({ type: 'annotate', ...input });
  }

  messages({ contact }: In<'messages'>) {
    return this.#centre.written.messages(contact);
  }

  sendMessage(input: In<'sendMessage'>) {
    return this.#centre.written.send(input);
  }

  templates(input: In<'templates'>) {
    return this.#centre.written.templates(input);
  }

  attach(input: In<'attach'>) {
    return this.#centre.written.attach(input);
  }

  typing(input: In<'typing'>) {
    return this.#centre.written.typing(input);
  }

  attachment({ contact, attachment }: In<'attachment'>) {
    return this.#centre.written.attachment(contact, attachment);
  }

  async voicemail({ contact }: In<'voicemail'>) {
    return { base64: Buffer.from(await this.#centre.gateways.voicemailOf(contact)).toString('base64') };
  }

  erase(input: In<'erase'>) {
    return eraseCustomer(this.#erasureParts, input);
  }

  eraseAddress(input: In<'eraseAddress'>) {
    return eraseAddress(this.#erasureParts, input);
  }

  get #erasureParts(): ErasureParts {
    const { sequencer, history, events: log, gateways } = this.#centre;
    return { sequencer, history, log, gateways };
  }

  openSelfService(input: In<'openSelfService'>) {
    const contact = newId();
    const origin = { gateway: SELF_SERVICE, externalId: contact, attributes: {} };
    return this.#aboutContact({ type: 'arrive', contact, ...origin, ...input });
  }

  closeSelfService({ contact }: In<'closeSelfService'>) {
    return this.#aboutContact({ type: 'close-self-service', contact });
  }

  async handOver({ contact, queue }: In<'handOver'>) {
    const wishes = await this.#centre.gateways.wishesFor(contact, queue);
    return this.#aboutContact({ type: 'hand-over', contact, queue, wishes });
  }

  async customersAt({ address }: In<'customersAt'>) {
    return [...(await this.#centre.lookUp.at(address))];
  }

  contacts(wanted: In<'contacts'>) {
    return findContacts(this.#centre.sequencer, this.#centre.history, wanted);
  }

  loggedContacts(wanted: In<'loggedContacts'>, { signal }: Pick<Call, 'signal'>) {
    const { sequencer, events, clock } = this.#centre;
    const log: ReadableLog = {
      events: (after, limit) => sequencer.events(after, limit),
      past: (contact, upTo) => events.past(contact, upTo),
    };
    return readLoggedContacts(log, wanted, clock, signal);
  }

  queueViews() {
    return this.#centre.sequencer.look((state) =>
      [...state.queues.values()]
        .filter(({ definition, waiting }) => definition || waiting.size > 0)
        .map((queue) => queueView(state, queue, this.#centre.clock.now())),
    );
  }

  waiting({ queue, limit }: In<'waiting'>) {
    return this.#centre.sequencer.look((state) =>
      waitingContacts(state, queue, this.#centre.clock.now()).slice(0, limit),
    );
  }

  events({ after, limit }: In<'events'>) {
    return this.#centre.sequencer.events(after, limit);
  }

  followEvents({ after }: In<'followEvents'>, { signal }: Pick<Call, 'signal'>) {
    return followEvents(this.#centre.sequencer, after, signal);
  }

  /** Carries out what an agent wants, and shows the agent after it. */
  #byAgent(command: Extract<Command, { agent: string }>): Promise<AgentView> {
    const result = this.#centre.sequencer.submit(command, (state) => agentView(state, state.agent(command.agent)));
    this.#centre.armDeadline();
    return result;
  }

  /** Carries out what concerns a contact, and shows the contact after it. */
  #aboutContact(command: Extract<Command, { contact: string }>): Promise<ContactView> {
    return this.#centre.sequencer.submit(command, (state) => contactView(state.contact(command.contact)));
  }

  /** Carries out what lets a contact be recorded no more, and answers when it is not. */
  async #unrecorded(command: CommandOf<'pause-recording' | 'stop-recording'>): Promise<ContactView> {
    const view = await this.#aboutContact(command);
    await this.#centre.gateways.beQuiet(command.contact);
    return view;
  }

  async #lookWhenPossible(agent: string): Promise<AgentView | undefined> {
    try {
      return await this.agent({ agent });
    } catch (thrown) {
      if (CarusoError.is(thrown) && ContactCentreErrors.LogUnavailable.is(thrown)) return undefined;
      throw thrown;
    }
  }

  reloadConfiguration({ dryRun }: In<'reloadConfiguration'>) {
    return this.#centre.reload(dryRun);
  }
}
