import type { EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { CommandOf } from './command.js';
import { conversationOf } from './conversation-of.js';
import { dialledNumber } from './dialled-number.js';
import { endConsultation, endHold } from './end-around.js';
import { offerMs } from './extend-offers.js';
import { changeOf } from './shown-state.js';

/** The customer is put on hold while the agent asks somebody. */
export function consult(
  state: ContactCentreState,
  command: CommandOf<'consult'>,
  now: number,
): readonly EventPayload[] {
  const { agent, contact } = conversationOf(state, command);
  const { reservation } = command;
  const party = 'number' in command.with ? { number: dialledNumber(command.with.number) } : command.with;
  if (contact.consultation) throw new ContactCentreErrors.Consulting({ contact: contact.id });
  const held: readonly EventPayload[] =
    contact.heldSince === undefined ? [{ type: 'hold-started', contact: contact.id, agent: agent.id }] : [];
  const started = { type: 'consultation-started', contact: contact.id, agent: agent.id, with: party } as const;
  if ('number' in party) return [...held, started];
  const asked = state.agent(party.agent);
  if (asked.dialling !== undefined)
    throw new ContactCentreErrors.NotReachable({ agent: asked.id, state: 'about to be connected by a campaign' });
  if (asked.state !== 'ready') throw new ContactCentreErrors.NotReachable({ agent: asked.id, state: asked.state });
  return [
    ...held,
    { ...started, reservation, deadline: now + offerMs(state, contact.queue ?? '') },
    ...changeOf(asked, 'reserved', contact.id),
  ];
}

/** The number that is consulted has answered, or will not. */
export function consulted(state: ContactCentreState, command: CommandOf<'consulted'>): readonly EventPayload[] {
  const contact = state.contact(command.contact);
  const { consultation } = contact;
  if (!consultation || consultation.answered || !('number' in consultation.with)) return [];
  const { by: agent, with: party } = consultation;
  if (command.answered) return [{ type: 'consultation-answered', contact: contact.id, agent, with: party }];
  return [...endConsultation(state, contact, 'no-answer'), ...endHold(contact, state.agentRecord(agent))];
}

export function cancelConsultation(
  state: ContactCentreState,
  command: CommandOf<'cancel-consultation'>,
): readonly EventPayload[] {
  const { agent, contact } = conversationOf(state, command);
  if (!contact.consultation) throw new ContactCentreErrors.NotConsulting({ contact: contact.id });
  return [...endConsultation(state, contact, 'cancelled'), ...endHold(contact, agent)];
}

/** All talk to the customer together. */
export function joinConference(
  state: ContactCentreState,
  command: CommandOf<'join-conference'>,
): readonly EventPayload[] {
  const { agent, contact } = conversationOf(state, command);
  const { consultation } = contact;
  if (!consultation?.answered) throw new ContactCentreErrors.NotConsulting({ contact: contact.id });
  const { with: party } = consultation;
  return [
    { type: 'consultation-ended', contact: contact.id, agent: agent.id, with: party, because: 'joined' },
    { type: 'conference-joined', contact: contact.id, with: party },
    ...endHold(contact, agent),
  ];
}
