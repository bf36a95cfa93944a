import type { EventPayload } from '../contract.js';
import { sameParty } from '../same-party.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { CommandOf } from './command.js';
import { conversationOf } from './conversation-of.js';

/** The customer writes again; reporting the same message twice has no second effect. What is over stays over. */
export function receiveMessage(
  state: ContactCentreState,
  { contact: id, message }: CommandOf<'receive-message'>,
): readonly EventPayload[] {
  const contact = state.contact(id);
  const over = contact.state === 'wrap-up' || contact.state === 'closed';
  return over || contact.messages?.includes(message) ? [] : [{ type: 'message-received', contact: id, message }];
}

/** Who leads the conversation answers, or takes part in it; the same message is answered once. */
export function sendMessage(state: ContactCentreState, command: CommandOf<'send-message'>): readonly EventPayload[] {
  const { message } = command;
  if (state.contact(command.contact).messages?.includes(message)) return [];
  const contact = state.contact(command.contact);
  const joined = contact.conference.some((party) => sameParty(party, { agent: command.agent }));
  const agent = joined ? command.agent : conversationOf(state, command).agent.id;
  return [{ type: 'message-sent', contact: contact.id, agent, message }];
}
