import type { Queue, Skills } from '../configuration/queue-definition.js';
import type { ContactChannel } from '../contract.js';
import { OrderedAgents } from './ordered-agents.js';
import type { AgentGroup, AgentRecord, AssignmentRecord, FreeAgents, ServedLine, WaitingLine } from './records.js';

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

/** The index of agents with one qualification. */
export class QualifiedAgents implements AgentGroup {
  readonly key: string;
  readonly assignments: AgentGroup['assignments'];
  readonly skills: Skills;
  readonly members = new Set<AgentRecord>();
  readonly lines: ServedLine[] = [];
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
    const made = new OrderedAgents();
    this.#free.set(channel, made);
    return made;
  }

  /** Whether any member is free for any channel, or may be rung while busy. */
  isAvailable(): boolean {
    for (const free of this.#free.values()) if (free.size > 0) return true;
    return this.engaged.size > 0;
  }
}

/** Lets the members of a group serve a line, if they have what its contacts need. */
export function connect(group: AgentGroup, line: WaitingLine): void {
  if (!mayServe(group, line)) return;
  const { priority = 1, delayMs = 0, tier = 1 } = group.assignments.get(line.queue.id) ?? {};
  const { weight = 0, tierWait = 0 } = line.queue.definition ?? {};
  const served = {
    line,
    contacts: line.contacts,
    priority,
    weight,
    opensLater: delayMs > 0 || (tier > 1 && tierWait > 0),
  };
  const behind = group.lines.findIndex((other) => isTakenBefore(served, other));
  group.lines.splice(behind < 0 ? group.lines.length : behind, 0, served);
  line.groups.add(group);
}

/** A line is given up. */
export function disconnect(line: WaitingLine): void {
  for (const { lines } of line.groups)
    lines.splice(
      lines.findIndex((served) => served.line === line),
      1,
    );
}

/** Whether who serves both takes contacts of `a` first, however long anybody has waited. */
export function isTakenBefore(a: ServedLine, b: ServedLine): boolean {
  return a.priority < b.priority || (a.priority === b.priority && a.weight > b.weight);
}

function mayServe({ assignments, skills }: AgentGroup, { queue, demand }: WaitingLine): boolean {
  const assignment = assignments.get(queue.id);
  if (!assignment) return false;
  const { min = 0, max = Number.POSITIVE_INFINITY } = queue.definition?.penalties ?? {};
  if (assignment.penalty < min || assignment.penalty > (demand.maxPenalty ?? max)) return false;
  return Object.entries(demand.needs).every(([skill, level]) => level <= (skills[skill] ?? 0));
}
