import type { AgentState, EventPayload } from '../contract.js';
import type { AgentRecord } from '../state/records.js';

/**
 * The change of state an agent shows when an offer or a contact comes or goes. An agent with several contacts shows the one
 * that takes most: busy while talking to anybody, in wrap-up while finishing anything.
 *
 * @param to - the state if there were nothing else: `ready` when something has ended
 * @param contact - the contact that makes the change; what it takes of the agent is not counted
 */
export function changeOf(
  agent: AgentRecord,
  to: Extract<AgentState, 'reserved' | 'busy' | 'wrap-up' | 'ready'>,
  contact: string,
): readonly EventPayload[] {
  const talks = hasOther(agent.contacts, contact);
  const wrapsUp = hasOther(agent.wrapUps, contact);
  const shown = talks || to === 'busy' ? 'busy' : wrapsUp || to === 'wrap-up' ? 'wrap-up' : to;
  if (shown === 'ready' && agent.next !== undefined)
    return [{ type: 'agent-state-changed', agent: agent.id, state: 'not-ready', reason: agent.next, contact }];
  // Who is away and rung all the same stays away until there is a contact.
  if ((shown === 'ready' || shown === 'reserved') && agent.state === 'not-ready') return [];
  if (shown === agent.state) return [];
  return [{ type: 'agent-state-changed', agent: agent.id, state: shown, contact }];
}

function hasOther(contacts: ReadonlySet<string>, contact: string): boolean {
  return contacts.size > (contacts.has(contact) ? 1 : 0);
}
