import type { AgentState, EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import { present } from '../present.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import { type AgentRecord, type AssignmentRecord, currentOf } from '../state/records.js';
import type { CommandOf } from './command.js';

/** Logging in again has no effect: a browser that was loaded anew goes on with the shift. */
export function logIn(state: ContactCentreState, command: CommandOf<'log-in'>): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  return agent.state === 'offline' ? [{ type: 'agent-logged-in', agent: agent.id }] : [];
}

export function logOut(state: ContactCentreState, command: CommandOf<'log-out'>): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  if (agent.state === 'offline') return [];
  allow(agent, 'logging out', ['ready', 'reserved', 'not-ready']);
  const { by } = command;
  return [...giveBack(state, agent), { type: 'agent-logged-out', agent: agent.id, ...present({ by }) }];
}

/** The agent gets nothing of one queue any more, and goes on in the others. */
export function pauseInQueue(state: ContactCentreState, command: CommandOf<'pause-in-queue'>): readonly EventPayload[] {
  const { agent, queue, reason } = command;
  return assignmentOf(state, agent, queue).paused === reason
    ? []
    : [{ type: 'agent-paused-in-queue', agent, queue, reason }];
}

export function resumeInQueue(
  state: ContactCentreState,
  command: CommandOf<'resume-in-queue'>,
): readonly EventPayload[] {
  const { agent, queue } = command;
  return assignmentOf(state, agent, queue).paused === undefined
    ? []
    : [{ type: 'agent-resumed-in-queue', agent, queue }];
}

/** One event for each queue in which it changes. */
export function setPenalty(state: ContactCentreState, command: CommandOf<'set-penalty'>): readonly EventPayload[] {
  const { agent, queue, penalty } = command;
  const queues = queue === undefined ? [...state.agent(agent).assignments.keys()] : [queue];
  return queues
    .filter((id) => assignmentOf(state, agent, id).penalty !== penalty)
    .map((id) => ({ type: 'penalty-changed', agent, queue: id, penalty }));
}

function assignmentOf(state: ContactCentreState, agent: string, queue: string): AssignmentRecord {
  const { assignments } = state.agent(agent);
  const assignment = assignments.get(queue);
  if (!assignment) throw new ContactCentreErrors.NotAssigned({ agent, queue, assigned: [...assignments.keys()] });
  return assignment;
}

export function setReady(state: ContactCentreState, command: CommandOf<'set-ready'>): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  const { by } = command;
  const contact = currentOf(agent);
  if (contact !== undefined || agent.state === 'ready')
    return agent.next === undefined ? [] : [{ type: 'break-withdrawn', agent: agent.id, ...present({ contact, by }) }];
  allow(agent, 'becoming ready', ['not-ready']);
  if (agent.supervises !== undefined)
    throw new ContactCentreErrors.Supervising({ agent: agent.id, contact: agent.supervises });
  return [{ type: 'agent-state-changed', agent: agent.id, state: 'ready', ...present({ by }) }];
}

/**
 * During a contact the break is noted; it begins when the wrap-up ends. So it is while a campaign calls for the agent: whoever
 * picks up in this moment finds somebody.
 */
export function setNotReady(state: ContactCentreState, command: CommandOf<'set-not-ready'>): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  const { reason, by } = command;
  const known = state.configuration.notReadyReasons.map(({ id }) => id);
  if (!known.includes(reason)) throw new ContactCentreErrors.UnknownReason({ reason, known });
  const contact = currentOf(agent);
  if (contact !== undefined || (agent.dialling !== undefined && agent.state === 'ready'))
    return agent.next === reason
      ? []
      : [{ type: 'break-requested', agent: agent.id, reason, ...present({ contact, by }) }];
  allow(agent, 'a pause', ['ready', 'not-ready', 'busy', 'wrap-up']);
  if (agent.state === 'not-ready' && agent.reason === reason) return [];
  return [{ type: 'agent-state-changed', agent: agent.id, state: 'not-ready', reason, ...present({ by }) }];
}

/** Ends the shift of agents that the configuration does not name any more, unless they still have a contact. */
export function retire(state: ContactCentreState): readonly EventPayload[] {
  const known = new Set(state.configuration.agents.map(({ id }) => id));
  return [...state.agents.values()]
    .filter(({ id, state: now }) => !known.has(id) && ['ready', 'reserved', 'not-ready'].includes(now))
    .flatMap((agent) => [...giveBack(state, agent), { type: 'agent-logged-out' as const, agent: agent.id }]);
}

function giveBack(state: ContactCentreState, agent: AgentRecord): readonly EventPayload[] {
  const reservation = agent.reservation === undefined ? undefined : state.reservations.get(agent.reservation);
  if (!reservation) return [];
  const { id, contact, queue } = reservation;
  return [{ type: 'offer-withdrawn', contact, queue, agent: agent.id, reservation: id }];
}

export function allow(agent: AgentRecord, operation: string, allowed: readonly AgentState[]): void {
  if (!allowed.includes(agent.state))
    throw new ContactCentreErrors.WrongState({ agent: agent.id, operation, state: agent.state, allowed });
}
