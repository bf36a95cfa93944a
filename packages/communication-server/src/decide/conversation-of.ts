import { ContactCentreErrors } from '../errors.js';
import { sameParty } from '../same-party.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import { type AgentRecord, type ContactRecord, currentOf } from '../state/records.js';

/**
 * The conversation that an agent leads.
 *
 * @throws ContactCentreErrors.NotYourContact when somebody else does, or nobody
 */
export function conversationOf(
  state: ContactCentreState,
  command: { readonly agent: string; readonly contact: string },
): { readonly agent: AgentRecord; readonly contact: ContactRecord } {
  const agent = state.agent(command.agent);
  const contact = state.contact(command.contact);
  if (contact.state !== 'connected' || contact.agent !== agent.id) throw notYours(agent, contact.id);
  return { agent, contact };
}

/** The agent has other contacts in hand, or none. */
export function notYours(agent: AgentRecord, contact: string): Error {
  return new ContactCentreErrors.NotYourContact({ agent: agent.id, contact, current: currentOf(agent) });
}

/**
 * Who may write to the customer of a contact: who leads the conversation, or takes part in it.
 *
 * @throws ContactCentreErrors.NotYourContact, and what {@link conversationOf} throws
 */
export function writerOf(state: ContactCentreState, of: { readonly agent: string; readonly contact: string }): string {
  const joined = state.contact(of.contact).conference.some((party) => sameParty(party, { agent: of.agent }));
  return joined ? of.agent : conversationOf(state, of).agent.id;
}
