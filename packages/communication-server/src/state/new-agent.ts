import type { AgentDefinition } from '../configuration/agent-definition.js';
import { NONE } from './lists.js';
import type { AgentGroup, AgentRecord, AssignmentRecord, Whole } from './records.js';

/** An agent as the configuration has it. */
export type NewAgent = Pick<AgentRecord, 'id' | 'definition' | 'assignments' | 'order'>;

/**
 * An agent of whom the log has said nothing yet. The record names everything that may become known, as that of a contact does,
 * and first what is looked at when somebody else gets a contact.
 */
export function newAgent({ id, definition, assignments, order }: NewAgent, group: AgentGroup): Whole<AgentRecord> {
  return {
    id,
    state: 'offline',
    reason: undefined,
    group,
    freeFor: NONE,
    dialling: undefined,
    assignments,
    definition,
    restsUntil: 0,
    recent: [],
    idleRank: 0,
    idleSince: 0,
    reservation: undefined,
    next: undefined,
    contacts: new Set(),
    wrapUps: new Set(),
    since: 0,
    offeredRank: 0,
    order,
    handled: 0,
    loggedInAt: 0,
    occupiedMs: 0,
    missed: 0,
    by: undefined,
    supervises: undefined,
    lastReservation: undefined,
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
