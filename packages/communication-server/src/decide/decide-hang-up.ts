import type { EventPayload } from '../contract.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { ContactRecord } from '../state/records.js';
import type { CommandOf } from './command.js';
import { notYours } from './conversation-of.js';
import { allow } from './decide-agent.js';
import { handOn, leaveConference } from './decide-transfer.js';
import { endTalk } from './decide-wrap-up.js';
import { endAround, endConsultation, endHold } from './end-around.js';

/**
 * An agent puts the receiver down. The customer stays with who else talks to him or was consulted; who was consulted leaves
 * the customer to who asked.
 */
export function hangUp(state: ContactCentreState, command: CommandOf<'hang-up'>, now: number): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  allow(agent, 'hanging up', ['busy']);
  if (!agent.contacts.has(command.contact)) throw notYours(agent, command.contact);
  const contact = state.contact(command.contact);
  const { consultation } = contact;
  if (consultation && contact.agent !== agent.id)
    return [...endConsultation(state, contact, 'left'), ...endHold(contact, state.agentRecord(contact.agent ?? ''))];
  if (consultation?.answered) return handOn(state, contact, agent, now);
  if (contact.conference.length > 0) return leaveConference(state, contact, agent, now);
  return endConversation(state, contact, 'agent', now);
}

/** A conversation is over, whoever ends it, for everybody who takes part in it. */
export function endConversation(
  state: ContactCentreState,
  contact: ContactRecord,
  by: 'customer' | 'agent' | 'gateway',
  now: number,
): readonly EventPayload[] {
  const agent = state.agentRecord(contact.agent ?? '');
  return [...endAround(state, contact, by, now), ...endTalk(state, contact, agent, by, now)];
}
