import { Campaigns } from '../campaigns/state/campaigns.js';
import type { AgentDefinition } from '../configuration/agent-definition.js';
import type { ContactCentreConfiguration } from '../configuration/contact-centre-configuration.js';
import type { Queue } from '../configuration/queue-definition.js';
import { ContactCentreErrors } from '../errors.js';
import { mayServe, QualifiedAgents, qualificationKey } from './agent-group.js';
import { contactRank } from './contact-rank.js';
import { Deadlines } from './deadlines.js';
import { freeChannels, isEngaged } from './free-agents.js';
import { isBefore, type Rank, RankedSet } from './ranked-set.js';
import type {
  AgentGroup,
  AgentRecord,
  AssignmentRecord,
  ContactRecord,
  QueueRecord,
  Reservation,
  WaitingLine,
} from './records.js';
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
  /** In the order of arrival. */
  readonly contacts = new Map<string, ContactRecord>();
  /** Those that are not closed. */
  readonly open = new Set<ContactRecord>();
  readonly reservations = new Map<string, Reservation>();
  readonly deadlines = new Deadlines();
  readonly campaigns: Campaigns;
  /** Lines and groups for which something has changed since nothing more could be distributed. */
  readonly unsettled = { lines: new Set<WaitingLine>(), groups: new Set<AgentGroup>() };
  /** The groups of which somebody is free for any channel, or may be rung while busy. */
  readonly available = new Set<AgentGroup>();
  /** When a line must be looked at again, because a contact will have waited long enough for somebody who is free. */
  readonly openings = new RankedSet<{ readonly line: WaitingLine; readonly at: number }>(({ at }) => [at, 0]);
  readonly #opening = new Map<WaitingLine, { readonly line: WaitingLine; readonly at: number }>();
  readonly #groups = new Map<string, AgentGroup>();
  /** Whether a contact is answered before another of an equally heavy queue. */
  readonly order = (a: ContactRecord, b: ContactRecord) => isBefore(this.#rankOf(a), this.#rankOf(b));
  readonly #rankOf: (contact: ContactRecord) => Rank;
  readonly #arrivals: ContactRecord[] = [];
  readonly #byCustomer = new Map<string, ContactRecord[]>();
  /** By gateway, then by the gateway's own ids. */
  readonly #byOrigin = new Map<string, Map<string, ContactRecord>>();
  readonly #queueDefinitions: ReadonlyMap<string, Queue>;
  readonly #reachable: ReadonlySet<string>;

  constructor(configuration: ContactCentreConfiguration) {
    this.configuration = configuration;
    this.#rankOf = contactRank(configuration.ageing);
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

  /** The contact a gateway knows under an id of its own. */
  contactOf(gateway: string, externalId: string): ContactRecord | undefined {
    return this.#byOrigin.get(gateway)?.get(externalId);
  }

  /** Contacts in the order of arrival: all, or those of a customer. */
  arrivals(customer?: string): readonly ContactRecord[] {
    return customer === undefined ? this.#arrivals : (this.#byCustomer.get(customer) ?? []);
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
      pace: { waitedMs: 0, abandoned: 0 },
      places: new Map(),
    };
    this.queues.set(id, record);
    return record;
  }

  addContact(record: ContactRecord): void {
    this.contacts.set(record.id, record);
    this.open.add(record);
    this.#arrivals.push(record);
    const ofGateway = this.#byOrigin.get(record.gateway) ?? new Map<string, ContactRecord>();
    this.#byOrigin.set(record.gateway, ofGateway.set(record.externalId, record));
    if (record.customer !== undefined) this.#index(record.customer, record);
  }

  setCustomer(record: ContactRecord, customer: string): void {
    if (record.customer === customer) return;
    if (record.customer !== undefined) {
      const others = (this.#byCustomer.get(record.customer) ?? []).filter((other) => other !== record);
      this.#byCustomer.set(record.customer, others);
    }
    record.customer = customer;
    this.#index(customer, record);
  }

  /** Puts a contact into the line of its queue for what it needs. */
  joinLine(contact: ContactRecord): void {
    const queue = this.queueRecord(contact.queue ?? '');
    const demand = demandOf(contact);
    const key = demandKey(demand);
    let line = queue.lines.get(key);
    if (!line) {
      line = waitingLine(queue, demand, this.#rankOf);
      queue.lines.set(key, line);
      for (const group of this.#groups.values()) connect(group, line);
    }
    contact.line = line;
    line.contacts.add(contact);
    this.unsettled.lines.add(line);
  }

  /** Takes a contact out of its line. An empty line is kept for the next, unless it was for one agent only or there are many. */
  leaveLine(contact: ContactRecord): void {
    const { line } = contact;
    if (!line) return;
    contact.line = undefined;
    line.contacts.delete(contact);
    if (line.contacts.size > 0) return;
    if (line.demand.only === undefined && line.queue.lines.size <= KEPT_LINES) return;
    line.queue.lines.delete(demandKey(line.demand));
    for (const group of line.groups) group.lines.delete(line);
    this.unsettled.lines.delete(line);
    this.lookAgain(line, undefined);
  }

  /** Changes an agent, and keeps everything that depends on whether and in what order agents are free. */
  changeAgent(agent: AgentRecord, change: () => void): void {
    this.#withdraw(agent);
    change();
    this.#present(agent);
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

  /** Sets when a line must be looked at again. */
  lookAgain(line: WaitingLine, at: number | undefined): void {
    const known = this.#opening.get(line);
    if (known?.at === at) return;
    if (known) this.openings.delete(known);
    if (at === undefined) this.#opening.delete(line);
    else {
      const opening = { line, at };
      this.#opening.set(line, opening);
      this.openings.add(opening);
    }
  }

  /** When a line must be looked at again, if time alone changes something. */
  opensAt(line: WaitingLine): number | undefined {
    return this.#opening.get(line)?.at;
  }

  /** When something is due next, milliseconds since 1970 UTC; at once while there may be something left to distribute. */
  get nextDue(): number | undefined {
    if (this.unsettled.lines.size + this.unsettled.groups.size > 0) return this.at;
    const opening = this.openings.first?.at;
    const deadline = this.deadlines.earliest;
    return opening === undefined || (deadline !== undefined && deadline < opening) ? deadline : opening;
  }

  /** Nobody finds the agent any more. */
  #withdraw(agent: AgentRecord): void {
    const { group, freeFor } = agent;
    if (freeFor.length === 0 && !group.engaged.has(agent)) return;
    for (const channel of freeFor) group.free(channel).delete(agent);
    agent.freeFor = [];
    group.engaged.delete(agent);
    if (!group.isAvailable()) this.available.delete(group);
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
    this.unsettled.groups.add(group);
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
    for (const line of group.lines) line.groups.delete(group);
    this.unsettled.groups.delete(group);
  }

  #index(customer: string, record: ContactRecord): void {
    const list = this.#byCustomer.get(customer) ?? [];
    this.#byCustomer.set(customer, list);
    list.push(record);
    // A contact may be given its customer after a later one of the same customer was.
    if (list.length > 1 && (list.at(-2)?.arrivedAt ?? 0) > record.arrivedAt)
      list.sort((a, b) => a.arrivedAt - b.arrivedAt);
  }

  #addAgent(id: string, definition: AgentDefinition | undefined): AgentRecord {
    const assignments = new Map((definition?.queues ?? []).map((queue) => assignmentRecord(queue)));
    const qualification = { definition, assignments };
    const record: AgentRecord = {
      id,
      ...qualification,
      order: this.agents.size,
      group: this.#groupOf(qualification),
      freeFor: [],
      state: 'offline',
      since: 0,
      idleSince: 0,
      idleRank: 0,
      contacts: new Set(),
      wrapUps: new Set(),
      loggedInAt: 0,
      handled: 0,
      occupiedMs: 0,
      offeredRank: 0,
      missed: 0,
      restsUntil: 0,
      recent: [],
    };
    this.agents.set(id, record);
    record.group.members.add(record);
    for (const queue of assignments.keys()) this.queueRecord(queue).agents.add(record);
    return record;
  }
}

function assignmentRecord(assignment: AgentDefinition['queues'][number]): [string, AssignmentRecord] {
  const {
    queue,
    priority = 1,
    delay = 0,
    penalty = 0,
    tier = 1,
  } = typeof assignment === 'string' ? { queue: assignment } : assignment;
  return [queue, { queue, priority, delayMs: delay * 1_000, penalty, tier, restsUntil: 0 }];
}

function connect(group: AgentGroup, line: WaitingLine): void {
  if (!mayServe(group, line)) return;
  group.lines.add(line);
  line.groups.add(group);
}
