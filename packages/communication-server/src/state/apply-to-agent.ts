import type { AgentState, ContactCentreEvent } from '../contract.js';
import type { ContactCentreState } from './contact-centre-state.js';
import type { AgentRecord, PayloadOf } from './records.js';

/** The types of events that are about an agent alone. */
export type AgentEventType =
  | 'agent-logged-in'
  | 'agent-logged-out'
  | 'agent-state-changed'
  | 'agent-rested'
  | 'agent-paused-in-queue'
  | 'agent-resumed-in-queue'
  | 'penalty-changed'
  | 'break-requested'
  | 'break-withdrawn';

type AgentEvent = ContactCentreEvent & PayloadOf<AgentEventType>;

/** Events about agents. An agent changes state by them only, never as a side effect of what happens to a contact. */
export function applyToAgent(state: ContactCentreState, event: AgentEvent): void {
  const agent = state.agentRecord(event.agent);
  switch (event.type) {
    case 'agent-logged-in':
      state.changeAgent(agent, () => beginShift(state, agent));
      state.staff(agent, 1);
      break;
    case 'agent-logged-out':
      state.changeAgent(agent, () => change(state, agent, 'offline', event));
      state.staff(agent, -1);
      break;
    case 'agent-state-changed':
      state.changeAgent(agent, () => change(state, agent, event.state, event));
      break;
    case 'agent-rested':
      rest(state, agent, event);
      break;
    case 'agent-paused-in-queue':
      state.changeAssignment(agent, event.queue, (assignment) => {
        assignment.paused = event.reason;
      });
      break;
    case 'agent-resumed-in-queue':
      state.changeAssignment(agent, event.queue, (assignment) => {
        delete assignment.paused;
      });
      break;
    case 'penalty-changed':
      state.changeAssignment(agent, event.queue, (assignment) => {
        assignment.penalty = event.penalty;
        assignment.changed = true;
      });
      break;
    case 'break-requested':
      state.changeAgent(agent, () => {
        agent.next = event.reason;
      });
      break;
    case 'break-withdrawn':
      state.changeAgent(agent, () => {
        agent.next = undefined;
      });
      break;
  }
}

function beginShift(state: ContactCentreState, agent: AgentRecord): void {
  change(state, agent, 'not-ready', {});
  agent.loggedInAt = state.at;
  agent.handled = 0;
  agent.occupiedMs = 0;
  agent.missed = 0;
}

function change(
  state: ContactCentreState,
  agent: AgentRecord,
  to: AgentState,
  { reason, by }: Pick<AgentRecord, 'reason' | 'by'>,
): void {
  const from = agent.state;
  if (from === 'busy' || from === 'wrap-up') agent.occupiedMs += state.at - agent.since;
  agent.state = to;
  agent.since = state.at;
  if (to !== 'wrap-up' && to !== 'busy') agent.next = undefined;
  agent.reason = reason;
  agent.by = by;
  if (to === 'ready' && from !== 'reserved') {
    agent.idleSince = state.at;
    agent.idleRank = state.number;
  }
}

function rest(state: ContactCentreState, agent: AgentRecord, event: PayloadOf<'agent-rested'>): void {
  const { queue, until } = event;
  if (queue === undefined)
    state.changeAgent(agent, () => {
      agent.restsUntil = until;
    });
  else
    state.changeAssignment(agent, queue, (assignment) => {
      assignment.restsUntil = until;
    });
}
