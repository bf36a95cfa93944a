import type { EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import { present } from '../present.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { ContactRecord } from '../state/records.js';
import type { CommandOf } from './command.js';
import { conversationOf } from './conversation-of.js';
import { allow } from './decide-agent.js';

export function hold(state: ContactCentreState, command: CommandOf<'hold'>): readonly EventPayload[] {
  const { agent, contact } = conversationOf(state, command);
  return contact.heldSince === undefined ? [{ type: 'hold-started', contact: contact.id, agent: agent.id }] : [];
}

export function retrieve(state: ContactCentreState, command: CommandOf<'retrieve'>): readonly EventPayload[] {
  const { agent, contact } = conversationOf(state, command);
  if (contact.consultation) throw new ContactCentreErrors.Consulting({ contact: contact.id });
  return contact.heldSince === undefined ? [] : [{ type: 'hold-ended', contact: contact.id, agent: agent.id }];
}

/**
 * Somebody listens to a conversation, or speaks in it; asking for another mode changes it. Whoever does gets no contacts meanwhile:
 * nobody is in two conversations at once.
 */
export function supervise(state: ContactCentreState, command: CommandOf<'supervise'>): readonly EventPayload[] {
  const { mode, by } = command;
  // The telephone that rings is that of an agent.
  const agent = state.agent(command.supervisor);
  const { id: supervisor, supervises } = agent;
  const contact = callOf(state, command.contact);
  if (agent.contacts.has(contact.id))
    throw new ContactCentreErrors.TakesPart({ agent: supervisor, contact: contact.id });
  if (contact.supervisors.some((other) => other.supervisor === supervisor && other.mode === mode)) return [];
  if (supervises !== undefined && supervises !== contact.id)
    throw new ContactCentreErrors.Supervising({ agent: supervisor, contact: supervises });
  if (agent.definition?.phone === undefined) throw new ContactCentreErrors.NoTelephone({ agent: supervisor });
  allow(agent, 'supervising', ['offline', 'not-ready']);
  return [{ type: 'supervision-started', contact: contact.id, supervisor, mode, ...present({ by }) }];
}

export function endSupervision(
  state: ContactCentreState,
  { supervisor, contact, by }: CommandOf<'end-supervision'>,
): readonly EventPayload[] {
  return state.contact(contact).supervisors.some((other) => other.supervisor === supervisor)
    ? [{ type: 'supervision-ended', contact, supervisor, ...present({ by }) }]
    : [];
}

/**
 * A conversation by telephone that goes on.
 *
 * @throws ContactCentreErrors.NotByTelephone, ContactCentreErrors.NotTalking
 */
export function callOf(state: ContactCentreState, id: string): ContactRecord {
  const contact = state.contact(id);
  if (contact.channel !== 'voice')
    throw new ContactCentreErrors.NotByTelephone({ contact: id, channel: contact.channel });
  if (contact.state !== 'connected') throw new ContactCentreErrors.NotTalking({ contact: id, state: contact.state });
  return contact;
}
