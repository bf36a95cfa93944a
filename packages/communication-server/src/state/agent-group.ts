import type { Queue, Skills, Strategy } from '../configuration/queue-definition.js';
import type { ContactChannel } from '../contract.js';
import { RankedSet } from './ranked-set.js';
import type { AgentRecord, AssignmentRecord } from './records.js';
import type { WaitingLine } from './waiting-line.js';

/** The orders of agents that are kept; the other strategies compare what changes with time. */
const ORDERS = {
  'longest-idle': (a: AgentRecord, b: AgentRecord) => a.idleRank < b.idleRank,
  'fewest-contacts': (a: AgentRecord, b: AgentRecord) =>
    a.handled < b.handled || (a.handled === b.handled && a.idleRank < b.idleRank),
  'fewest-open': (a: AgentRecord, b: AgentRecord) =>
    a.contacts.size < b.contacts.size || (a.contacts.size === b.contacts.size && a.idleRank < b.idleRank),
  'round-robin': (a: AgentRecord, b: AgentRecord) =>
    a.offeredRank < b.offeredRank || (a.offeredRank === b.offeredRank && a.order < b.order),
  linear: (a: AgentRecord, b: AgentRecord) => a.order < b.order,
} as const;
export type Order = keyof typeof ORDERS;

/** By which of the orders a strategy goes through the agents of one group, whose ranks in a queue are equal. */
export function orderOf(strategy: Strategy): Order {
  return strategy in ORDERS ? (strategy as Order) : 'longest-idle';
}

/** The agents that are free for a channel, in each order that a queue asks for. */
export class FreeAgents {
  readonly #orders = new Map<Order, RankedSet<AgentRecord>>([['longest-idle', new RankedSet(ORDERS['longest-idle'])]]);
  readonly #longestIdle = this.#orders.get('longest-idle') as RankedSet<AgentRecord>;

  get size(): number {
    return this.#longestIdle.size;
  }

  has(agent: AgentRecord): boolean {
    return this.#longestIdle.has(agent);
  }

  add(agent: AgentRecord): void {
    for (const order of this.#orders.values()) order.add(agent);
  }

  delete(agent: AgentRecord): void {
    for (const order of this.#orders.values()) order.delete(agent);
  }

  /** The longest idle first. */
  ordered(): AgentRecord[] {
    return this.#longestIdle.ordered();
  }

  in(order: Order): RankedSet<AgentRecord> {
    const known = this.#orders.get(order);
    if (known) return known;
    const made = new RankedSet(ORDERS[order]);
    for (const agent of this.#longestIdle) made.add(agent);
    this.#orders.set(order, made);
    return made;
  }
}

/** What makes two agents able to take the same contacts. */
export interface Qualification {
  readonly assignments: ReadonlyMap<string, AssignmentRecord>;
  readonly skills: Skills;
}

/** The same for the same qualification. */
export function qualificationKey({ assignments, skills }: Qualification): string {
  const queues = [...assignments.values()].map(({ queue, priority, delayMs, tier, penalty }) => [
    queue,
    priority,
    delayMs,
    tier,
    penalty,
  ]);
  return JSON.stringify([queues.sort(byName), Object.entries(skills).sort(byName)]);
}

const byName = ([a]: readonly unknown[], [b]: readonly unknown[]) => (String(a) < String(b) ? -1 : 1);

/** How all members of a group serve a queue. */
export type GroupAssignment = Pick<AssignmentRecord, 'queue' | 'priority' | 'delayMs' | 'tier' | 'penalty'>;

/** Agents that may take the same contacts: they serve the same queues in the same way and have the same skills. */
export class AgentGroup {
  readonly key: string;
  readonly assignments: ReadonlyMap<string, GroupAssignment>;
  readonly skills: Skills;
  readonly members = new Set<AgentRecord>();
  /** The lines whose contacts they may take. */
  readonly lines = new Set<WaitingLine>();
  readonly #free = new Map<ContactChannel, FreeAgents>();
  /** Logged in, not away, but with no room for a contact of a channel; for queues that ring busy agents. */
  readonly engaged = new Set<AgentRecord>();

  /** The channels of the queues they serve. */
  readonly channels: readonly ContactChannel[];
  /** Whether one of the queues rings also those who are busy. */
  readonly ringsBusy: boolean;

  constructor(key: string, { assignments, skills }: Qualification, queues: ReadonlyMap<string, Queue>) {
    this.key = key;
    this.assignments = new Map([...assignments].map(([queue, assignment]) => [queue, { ...assignment }]));
    this.skills = skills;
    const served = [...assignments.keys()].flatMap((queue) => queues.get(queue) ?? []);
    this.channels = [...new Set(served.map(({ channel }) => channel))];
    this.ringsBusy = served.some(({ ringBusy }) => ringBusy);
  }

  free(channel: ContactChannel): FreeAgents {
    const known = this.#free.get(channel);
    if (known) return known;
    const made = new FreeAgents();
    this.#free.set(channel, made);
    return made;
  }

  /** Whether any member is free for any channel, or may be rung while busy. */
  get available(): boolean {
    for (const free of this.#free.values()) if (free.size > 0) return true;
    return this.engaged.size > 0;
  }

  /** Whether the members have what the contacts of a line need. */
  mayServe({ queue, demand }: WaitingLine): boolean {
    const assignment = this.assignments.get(queue.id);
    if (!assignment) return false;
    const { min = 0, max = Number.POSITIVE_INFINITY } = queue.definition?.penalties ?? {};
    if (assignment.penalty < min || assignment.penalty > (demand.maxPenalty ?? max)) return false;
    return Object.entries(demand.needs).every(([skill, level]) => level <= (this.skills[skill] ?? 0));
  }
}
