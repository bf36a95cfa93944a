import type { AgentState, EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { AgentRecord } from '../state/records.js';
import type { CommandOf } from './command.js';
import { endConversation } from './decide-contact.js';

/** Logging in again has no effect: a browser that was loaded anew goes on with the shift. */
export function logIn(state: ContactCentreState, command: CommandOf<'log-in'>): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  return agent.state === 'offline' ? [{ type: 'agent-logged-in', agent: agent.id }] : [];
}

export function logOut(state: ContactCentreState, command: CommandOf<'log-out'>): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  if (agent.state === 'offline') return [];
  allow(agent, 'logging out', ['ready', 'reserved', 'not-ready']);
  return [...giveBack(state, agent), { type: 'agent-logged-out', agent: agent.id }];
}

export function setReady(state: ContactCentreState, command: CommandOf<'set-ready'>): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  if (agent.state === 'ready') return [];
  const { contact } = agent;
  if (contact !== undefined)
    return agent.next === undefined ? [] : [{ type: 'break-withdrawn', agent: agent.id, contact }];
  allow(agent, 'becoming ready', ['not-ready']);
  return [{ type: 'agent-state-changed', agent: agent.id, state: 'ready' }];
}

/** During a contact the break is noted; it begins when the wrap-up ends. */
export function setNotReady(state: ContactCentreState, command: CommandOf<'set-not-ready'>): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  const { reason } = command;
  const known = state.configuration.notReadyReasons.map(({ id }) => id);
  if (!known.includes(reason)) throw new ContactCentreErrors.UnknownReason({ reason, known });
  const { contact } = agent;
  if (contact !== undefined)
    return agent.next === reason ? [] : [{ type: 'break-requested', agent: agent.id, reason, contact }];
  allow(agent, 'a pause', ['ready', 'not-ready', 'busy', 'wrap-up']);
  if (agent.state === 'not-ready' && agent.reason === reason) return [];
  return [{ type: 'agent-state-changed', agent: agent.id, state: 'not-ready', reason }];
}

/** Nobody sits at the desktop any more. Only a ready agent is affected: nothing else would be offered to an empty chair. */
export function loseConnection(
  state: ContactCentreState,
  command: CommandOf<'lose-connection'>,
): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  if (agent.state !== 'ready') return [];
  return [{ type: 'agent-state-changed', agent: agent.id, state: 'not-ready', reason: 'connection-lost' }];
}

export function hangUp(state: ContactCentreState, command: CommandOf<'hang-up'>): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  allow(agent, 'hanging up', ['busy']);
  holds(agent, command.contact);
  return endConversation(command.contact, agent.id, 'agent');
}

export function finishWrapUp(state: ContactCentreState, command: CommandOf<'finish-wrap-up'>): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  const { contact, disposition, note } = command;
  allow(agent, 'finishing the wrap-up', ['wrap-up']);
  holds(agent, contact);
  const queue = state.contact(contact).queue ?? '';
  const known = dispositionsOf(state, queue);
  if (known.length > 0 && !known.includes(disposition))
    throw new ContactCentreErrors.UnknownDisposition({ disposition, queue, known });
  return [
    { type: 'wrap-up-ended', contact, agent: agent.id, disposition, note },
    { type: 'contact-closed', contact, outcome: 'handled' },
    agent.next === undefined
      ? { type: 'agent-state-changed', agent: agent.id, state: 'ready', contact }
      : { type: 'agent-state-changed', agent: agent.id, state: 'not-ready', reason: agent.next, contact },
  ];
}

/** Ends the shift of agents that the configuration does not name any more, unless they still have a contact. */
export function retire(state: ContactCentreState): readonly EventPayload[] {
  const known = new Set(state.configuration.agents.map(({ id }) => id));
  return [...state.agents.values()]
    .filter(({ id, state: now }) => !known.has(id) && ['ready', 'reserved', 'not-ready'].includes(now))
    .flatMap((agent) => [...giveBack(state, agent), { type: 'agent-logged-out' as const, agent: agent.id }]);
}

/** A queue without dispositions, or one that the configuration names no more, takes any. */
function dispositionsOf({ configuration }: ContactCentreState, queue: string): readonly string[] {
  return configuration.queues.find(({ id }) => id === queue)?.dispositions.map(({ id }) => id) ?? [];
}

function giveBack(state: ContactCentreState, agent: AgentRecord): readonly EventPayload[] {
  const reservation = agent.reservation === undefined ? undefined : state.reservations.get(agent.reservation);
  if (!reservation) return [];
  const { id, contact, queue } = reservation;
  return [{ type: 'offer-withdrawn', contact, queue, agent: agent.id, reservation: id }];
}

function allow(agent: AgentRecord, operation: string, allowed: readonly AgentState[]): void {
  if (!allowed.includes(agent.state))
    throw new ContactCentreErrors.WrongState({ agent: agent.id, operation, state: agent.state, allowed });
}

function holds(agent: AgentRecord, contact: string): void {
  if (agent.contact !== contact)
    throw new ContactCentreErrors.NotYourContact({ agent: agent.id, contact, current: agent.contact });
}
