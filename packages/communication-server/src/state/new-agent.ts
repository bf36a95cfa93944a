import type { AgentDefinition } from '../configuration/agent-definition.js';
import type { AgentGroup, AgentRecord, AssignmentRecord } from './records.js';

/** An agent as the configuration has it. */
export type NewAgent = Pick<AgentRecord, 'id' | 'definition' | 'assignments' | 'order'>;

/** An agent of whom the log has said nothing yet. */
export function newAgent(agent: NewAgent, group: AgentGroup): AgentRecord {
  return {
    ...agent,
    group,
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
}

/** How an agent serves queues, by queue. */
export function assignmentsOf(definition: AgentDefinition | undefined): Map<string, AssignmentRecord> {
  return new Map((definition?.queues ?? []).map(assignmentOf));
}

function assignmentOf(assignment: AgentDefinition['queues'][number]): [string, AssignmentRecord] {
  const {
    queue,
    priority = 1,
    delay = 0,
    penalty = 0,
    tier = 1,
  } = typeof assignment === 'string' ? { queue: assignment } : assignment;
  return [queue, { queue, priority, delayMs: delay * 1_000, penalty, tier, restsUntil: 0 }];
}
