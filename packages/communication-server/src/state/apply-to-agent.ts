import type { AgentState, ContactCentreEvent } from '../contract.js';
import type { ContactCentreState } from './contact-centre-state.js';
import type { AgentRecord, PayloadOf } from './records.js';

/** The types of events that are about an agent alone. */
export type AgentEventType =
  | 'agent-logged-in'
  | 'agent-logged-out'
  | 'agent-state-changed'
  | 'break-requested'
  | 'break-withdrawn';

type AgentEvent = ContactCentreEvent & PayloadOf<AgentEventType>;

/** Events about agents. An agent changes state by them only, never as a side effect of what happens to a contact. */
export function applyToAgent(state: ContactCentreState, event: AgentEvent): void {
  const agent = state.agentRecord(event.agent);
  switch (event.type) {
    case 'agent-logged-in':
      change(state, agent, 'not-ready', undefined);
      break;
    case 'agent-logged-out':
      change(state, agent, 'offline', undefined);
      break;
    case 'agent-state-changed':
      change(state, agent, event.state, event.reason);
      break;
    case 'break-requested':
      agent.next = event.reason;
      break;
    case 'break-withdrawn':
      delete agent.next;
      break;
  }
}

function change(state: ContactCentreState, agent: AgentRecord, to: AgentState, reason: string | undefined): void {
  const from = agent.state;
  agent.state = to;
  agent.since = state.at;
  if (to !== 'wrap-up') delete agent.next;
  if (reason === undefined) delete agent.reason;
  else agent.reason = reason;
  if (to === 'ready' && from !== 'reserved') {
    agent.idleSince = state.at;
    agent.idleRank = state.number;
  }
  for (const id of agent.queues) {
    const queue = state.queueRecord(id);
    if (to === 'ready') {
      queue.notReady.delete(agent);
      queue.ready.add(agent, agent.idleRank);
    } else {
      queue.ready.delete(agent);
      queue.notReady.add(agent);
    }
    state.noteMatch(queue);
  }
}
