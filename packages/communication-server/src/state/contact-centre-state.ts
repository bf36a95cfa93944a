import { Campaigns } from '../campaigns/state/campaigns.js';
import type { AgentDefinition } from '../configuration/agent-definition.js';
import type { ContactCentreConfiguration } from '../configuration/contact-centre-configuration.js';
import type { Queue } from '../configuration/queue-definition.js';
import type { AgentState } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import { connect, disconnect, QualifiedAgents, qualificationKey } from './agent-group.js';
import { contactRank } from './contact-rank.js';
import { Deadlines } from './deadlines.js';
import { freeChannels, isEngaged } from './free-agents.js';
import { KnownContacts } from './known-contacts.js';
import { NONE } from './lists.js';
import { assignmentsOf, newAgent } from './new-agent.js';
import { Openings } from './openings.js';
import { isBefore, type Rank } from './ranked-set.js';
import type { AgentGroup, AgentRecord, AssignmentRecord, ContactRecord, QueueRecord, Reservation } from './records.js';
import { Unsettled } from './unsettled.js';
import { noAccuracy } from './wait-accuracy.js';
import { demandKey, demandOf, waitingLine } from './waiting-line.js';

/** How many empty lines a queue keeps. */
const KEPT_LINES = 500;

/**
 * The present of a contact centre: what all events of its log together say. Only {@link apply} changes it, so it can be
 * made again from the log at any time.
 *
 * It is changed in place, because 10,000 waiting contacts are not copied for each event; whoever needs a picture that stays
 * takes a view (`agentView`, `contactView`).
 */
export class ContactCentreState {
  /** Number and time of the last event; 0 before the first. */
  number = 0;
  at = 0;
  readonly configuration: ContactCentreConfiguration;
  readonly agents = new Map<string, AgentRecord>();
  readonly queues = new Map<string, QueueRecord>();
  readonly contacts = new KnownContacts();
  /** Those whose customers wait for an answer in writing. */
  readonly unanswered = new Set<ContactRecord>();
  readonly reservations = new Map<string, Reservation>();
  /** Gateways that have lost what they lead, and when; none of their contacts is in a line. */
  readonly gatewaysAway = new Map<string, number>();
  readonly deadlines = new Deadlines();
  readonly campaigns: Campaigns;
  readonly unsettled = new Unsettled();
  /** The groups of which somebody is free for any channel, or may be rung while busy. */
  readonly available = new Set<AgentGroup>();
  readonly openings = new Openings();
  readonly #groups = new Map<string, AgentGroup>();
  /** Whether a contact is answered before another of an equally heavy queue. */
  readonly order = (a: ContactRecord, b: ContactRecord) => isBefore(this.rankOf(a), this.rankOf(b));
  /** The order in which contacts of equally heavy queues are answered. */
  readonly rankOf: (contact: ContactRecord) => Rank;
  readonly #queueDefinitions: ReadonlyMap<string, Queue>;
  readonly #reachable: ReadonlySet<string>;

  constructor(configuration: ContactCentreConfiguration) {
    this.configuration = configuration;
    this.rankOf = contactRank(configuration.ageing);
    this.campaigns = new Campaigns(configuration.campaigns);
    this.#queueDefinitions = new Map(configuration.queues.map((queue) => [queue.id, queue]));
    this.#reachable = new Set(configuration.notReadyReasons.flatMap(({ id, reachable }) => (reachable ? [id] : [])));
    for (const { id } of configuration.queues) this.queueRecord(id);
    for (const agent of configuration.agents) this.#addAgent(agent.id, agent);
  }

  /** @throws ContactCentreErrors.UnknownAgent */
  agent(id: string): AgentRecord {
    const record = this.agents.get(id);
    if (!record) throw new ContactCentreErrors.UnknownAgent({ agent: id, known: [...this.agents.keys()] });
    return record;
  }

  /** @throws ContactCentreErrors.UnknownContact */
  contact(id: string): ContactRecord {
    const record = this.contacts.get(id);
    if (!record) throw new ContactCentreErrors.UnknownContact({ contact: id });
    return record;
  }

  /** @throws ContactCentreErrors.UnknownQueue */
  queueDefinition(id: string): Queue {
    const queue = this.#queueDefinitions.get(id);
    if (!queue) throw new ContactCentreErrors.UnknownQueue({ queue: id, known: [...this.#queueDefinitions.keys()] });
    return queue;
  }

  /** An agent of the log; one that the configuration names no more serves no queue. */
  agentRecord(id: string): AgentRecord {
    return this.agents.get(id) ?? this.#addAgent(id, undefined);
  }

  /** A queue of the log; one that the configuration names no more has no agents. */
  queueRecord(id: string): QueueRecord {
    const known = this.queues.get(id);
    if (known) return known;
    const record: QueueRecord = {
      id,
      definition: this.#queueDefinitions.get(id),
      lines: new Map(),
      waiting: new Set(),
      agents: new Set(),
      staffed: new Map(),
      working: 0,
      ready: 0,
      byPriority: new Map(),
      pace: { waitedMs: 0, abandoned: 0 },
      accuracy: noAccuracy(),
      places: new Map(),
    };
    this.queues.set(id, record);
    return record;
  }

  /** Puts a contact into the line of its queue for what it needs, unless it cannot be reached now. */
  joinLine(contact: ContactRecord): void {
    if (this.gatewaysAway.has(contact.gateway)) return;
    const queue = this.queueRecord(contact.queue ?? '');
    const demand = demandOf(contact);
    const key = demandKey(demand);
    let line = queue.lines.get(key);
    if (!line) {
      line = waitingLine(queue, demand, this.rankOf);
      queue.lines.set(key, line);
      for (const group of this.#groups.values()) connect(group, line);
    }
    contact.line = line;
    line.contacts.add(contact);
    countWaiting(queue, contact, 1);
    this.unsettled.lines.add(line);
  }

  /** Takes a contact out of its line. An empty line is kept for the next, unless it was for one agent only or there are many. */
  leaveLine(contact: ContactRecord): void {
    const { line } = contact;
    if (!line) return;
    contact.line = undefined;
    line.contacts.delete(contact);
    this.unsettled.left(contact);
    countWaiting(line.queue, contact, -1);
    if (line.contacts.size > 0) return;
    if (line.demand.only === undefined && line.queue.lines.size <= KEPT_LINES) return;
    line.queue.lines.delete(demandKey(line.demand));
    disconnect(line);
    this.unsettled.lines.delete(line);
    this.openings.delete(line);
  }

  /** Changes an agent, and keeps everything that depends on whether and in what order agents are free. */
  changeAgent(agent: AgentRecord, change: () => void): void {
    const { state } = agent;
    this.#withdraw(agent);
    change();
    this.#present(agent);
    if (agent.state !== state) this.#countAtWork(agent, state);
  }

  /** Changes how an agent serves a queue. */
  changeAssignment(agent: AgentRecord, queue: string, change: (assignment: AssignmentRecord) => void): void {
    const assignment = agent.assignments.get(queue);
    if (!assignment) return;
    const { group } = agent;
    this.#withdraw(agent);
    group.members.delete(agent);
    change(assignment);
    agent.group = this.#groupOf(agent);
    agent.group.members.add(agent);
    this.#present(agent);
    if (group.members.size === 0) this.#forget(group);
  }

  /** Notes who is logged in for the queues of an agent. What is open to later tiers depends on it. */
  staff(agent: AgentRecord, difference: 1 | -1): void {
    for (const { queue, tier } of agent.assignments.values()) {
      const record = this.queueRecord(queue);
      record.staffed.set(tier, (record.staffed.get(tier) ?? 0) + difference);
      for (const line of record.lines.values()) this.unsettled.lines.add(line);
    }
  }

  /** When something is due next, milliseconds since 1970 UTC; at once while there may be something left to distribute. */
  get nextDue(): number | undefined {
    if (this.unsettled.size > 0) return this.at;
    const opening = this.openings.first?.at;
    const deadline = this.deadlines.first?.at;
    return opening === undefined || (deadline !== undefined && deadline < opening) ? deadline : opening;
  }

  /** Notes for the queues of an agent who works and who is ready, for the state before and the one now. */
  #countAtWork({ assignments, state }: AgentRecord, before: AgentState): void {
    const working = Number(isAtWork(state)) - Number(isAtWork(before));
    const ready = Number(state === 'ready') - Number(before === 'ready');
    for (const id of assignments.keys()) {
      const queue = this.queueRecord(id);
      queue.working += working;
      queue.ready += ready;
    }
  }

  /** Nobody finds the agent any more. */
  #withdraw(agent: AgentRecord): void {
    const { group, freeFor } = agent;
    if (freeFor.length === 0 && !group.engaged.has(agent)) return;
    for (const channel of freeFor) group.free(channel).delete(agent);
    agent.freeFor = NONE;
    group.engaged.delete(agent);
    if (group.isAvailable()) this.unsettled.changed(group);
    else {
      this.available.delete(group);
      this.unsettled.done(group);
    }
  }

  /** Who looks for somebody free finds the agent, for what there is room. */
  #present(agent: AgentRecord): void {
    const { group } = agent;
    const engaged = group.ringsBusy && isEngaged(agent);
    agent.freeFor = freeChannels(this.contacts, agent, this.#reachable);
    if (agent.freeFor.length === 0 && !engaged) return;
    for (const channel of agent.freeFor) group.free(channel).add(agent);
    if (engaged) group.engaged.add(agent);
    this.available.add(group);
    this.unsettled.changed(group);
  }

  #groupOf({ assignments, definition }: Pick<AgentRecord, 'assignments' | 'definition'>): AgentGroup {
    const qualification = { assignments, skills: definition?.skills ?? {} };
    const key = qualificationKey(qualification);
    const known = this.#groups.get(key);
    if (known) return known;
    const group = new QualifiedAgents(key, qualification, this.#queueDefinitions);
    this.#groups.set(key, group);
    for (const queue of group.assignments.keys())
      for (const line of this.queueRecord(queue).lines.values()) connect(group, line);
    return group;
  }

  #forget(group: AgentGroup): void {
    this.#groups.delete(group.key);
    for (const { line } of group.lines) line.groups.delete(group);
    this.unsettled.done(group);
  }

  #addAgent(id: string, definition: AgentDefinition | undefined): AgentRecord {
    const agent = { id, definition, assignments: assignmentsOf(definition), order: this.agents.size };
    const record = newAgent(agent, this.#groupOf(agent));
    this.agents.set(id, record);
    record.group.members.add(record);
    for (const queue of record.assignments.keys()) this.queueRecord(queue).agents.add(record);
    return record;
  }
}

function isAtWork(state: AgentState): boolean {
  return state !== 'offline' && state !== 'not-ready';
}

function countWaiting({ byPriority }: QueueRecord, { priority }: ContactRecord, difference: 1 | -1): void {
  const count = (byPriority.get(priority) ?? 0) + difference;
  if (count === 0) byPriority.delete(priority);
  else byPriority.set(priority, count);
}
