import type { EventPayload } from '../contract.js';
import { present } from '../present.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { CommandOf } from './command.js';
import { writerOf } from './conversation-of.js';

/** The customer writes again; reporting the same message twice has no second effect. What is over stays over. */
export function receiveMessage(
  state: ContactCentreState,
  { contact: id, message, kind }: CommandOf<'receive-message'>,
): readonly EventPayload[] {
  const contact = state.contact(id);
  const over = contact.state === 'wrap-up' || contact.state === 'closed';
  if (over || contact.messages?.includes(message)) return [];
  return [{ type: 'message-received', contact: id, message, ...present({ kind }) }];
}

export function setAside({ type: _, ...facts }: CommandOf<'set-aside'>): readonly EventPayload[] {
  return [{ type: 'message-set-aside', ...facts }];
}

/** Who writes comes and goes: those who have the contact, or get it, are to see that. */
export function notePresence(
  state: ContactCentreState,
  { contact: id, away }: CommandOf<'note-presence'>,
): readonly EventPayload[] {
  const { state: stands, awaySince } = state.contact(id);
  if (stands === 'closed' || away === (awaySince !== undefined)) return [];
  return [{ type: away ? 'customer-away' : 'customer-back', contact: id }];
}

/** Who leads the conversation answers, or takes part in it; the same message is answered once. */
export function sendMessage(state: ContactCentreState, command: CommandOf<'send-message'>): readonly EventPayload[] {
  const { contact, message } = command;
  if (state.contact(contact).messages?.includes(message)) return [];
  return [{ type: 'message-sent', contact, agent: writerOf(state, command), message }];
}
