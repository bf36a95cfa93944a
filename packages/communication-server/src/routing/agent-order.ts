import type { Strategy } from '../configuration/queue-definition.js';
import type { ContactChannel } from '../contract.js';
import { NONE } from '../state/lists.js';
import { orderOf } from '../state/ordered-agents.js';
import type { AgentGroup, AgentRecord, FreeAgents, WaitingLine } from '../state/records.js';
import { heldBack } from './held-back.js';

/** What a strategy compares, the lowest first; equals by how long they are idle. */
export function measureOf(strategy: Strategy, agent: AgentRecord, queue: string, now: number): number {
  switch (strategy) {
    case 'longest-idle':
    case 'ring-several':
      return agent.idleRank;
    case 'fewest-contacts':
      return agent.handled;
    case 'fewest-open':
      return agent.contacts.size;
    case 'least-occupied':
      return occupancy(agent, now);
    case 'round-robin':
      return agent.offeredRank;
    case 'ranked':
      return agent.assignments.get(queue)?.penalty ?? 0;
    case 'linear':
      return agent.order;
  }
}

/** The share of the shift so far in which the agent had contacts, from 0 to 1. */
function occupancy({ occupiedMs, loggedInAt, state, since }: AgentRecord, now: number): number {
  const current = state === 'busy' || state === 'wrap-up' ? now - since : 0;
  return now > loggedInAt ? (occupiedMs + current) / (now - loggedInAt) : 0;
}

/** Whether a strategy chooses `a` before `b`. */
export function comesBefore(strategy: Strategy, a: AgentRecord, b: AgentRecord, queue: string, now: number): boolean {
  const difference = measureOf(strategy, a, queue, now) - measureOf(strategy, b, queue, now);
  return difference < 0 || (difference === 0 && a.idleRank < b.idleRank);
}

/** Whether `a` is offered a contact of a line before `b`: who is free comes before who is busy, whatever the strategy. */
export function isChosenBefore(
  { queue }: WaitingLine,
  strategy: Strategy,
  a: AgentRecord,
  b: AgentRecord,
  now: number,
) {
  const { channel, ringBusy } = queue.definition ?? {};
  if (ringBusy && channel !== undefined) {
    const free = a.freeFor.includes(channel);
    if (free !== b.freeFor.includes(channel)) return free;
  }
  return comesBefore(strategy, a, b, queue.id, now);
}

/**
 * The best of the agents of a group who may get a contact of a line now. Where nothing keeps the first in the order from it,
 * nobody else is looked at.
 *
 * @param postpone - told when somebody will be able to who is not yet
 */
export function bestAgent(
  group: AgentGroup,
  line: WaitingLine,
  strategy: Strategy,
  now: number,
  postpone: (until: number) => void,
): AgentRecord | undefined {
  const { queue, demand } = line;
  const { channel, ringBusy = false } = queue.definition ?? {};
  if (channel === undefined) return undefined;
  const free = group.free(channel);
  if (free.size === 0 && !ringBusy) return undefined;
  const first = demand.only === undefined ? firstInOrder(group, line, strategy) : undefined;
  if (first && !heldBack(first, queue.id, now)) return first;
  for (const agent of agentsFor(group, line, strategy, now, postpone)) return agent;
  return undefined;
}

/** Before whom nobody of a group comes who is free for a line, where that is known without a look at all of them. */
export function firstInOrder(group: AgentGroup, { queue }: WaitingLine, strategy: Strategy): AgentRecord | undefined {
  const { channel, ringBusy } = queue.definition ?? {};
  if (channel === undefined || ringBusy || strategy === 'least-occupied') return undefined;
  return group.free(channel).in(orderOf(strategy)).first;
}

/**
 * The agents of a group who may get a contact of a line now, the best first.
 *
 * @param postpone - told when somebody will be able to who is not yet
 */
export function* agentsFor(
  group: AgentGroup,
  line: WaitingLine,
  strategy: Strategy,
  now: number,
  postpone: (until: number) => void,
): Generator<AgentRecord> {
  const { queue, demand } = line;
  for (const agent of inOrder(group, line, strategy, now)) {
    if (demand.only !== undefined && agent.id !== demand.only) continue;
    const held = heldBack(agent, queue.id, now);
    if (!held) yield agent;
    else if (held.until < Number.POSITIVE_INFINITY) postpone(held.until);
  }
}

function inOrder(group: AgentGroup, { queue }: WaitingLine, strategy: Strategy, now: number): Iterable<AgentRecord> {
  const { channel, ringBusy } = queue.definition ?? {};
  if (channel === undefined) return NONE;
  const free = group.free(channel);
  if (ringBusy) return withBusy(group, channel, ordered(free, strategy, queue.id, now));
  const { first } = free.in('longest-idle');
  return first && free.size === 1 ? [first] : ordered(free, strategy, queue.id, now);
}

function ordered(free: FreeAgents, strategy: Strategy, queue: string, now: number): Iterable<AgentRecord> {
  if (strategy !== 'least-occupied') return free.in(orderOf(strategy));
  return free.ordered().sort((a, b) => (comesBefore(strategy, a, b, queue, now) ? -1 : 1));
}

function* withBusy(group: AgentGroup, channel: ContactChannel, free: Iterable<AgentRecord>): Generator<AgentRecord> {
  yield* free;
  for (const agent of group.engaged) if (!agent.freeFor.includes(channel)) yield agent;
}
