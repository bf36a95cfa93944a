import type { EventPayload, Party } from '../contract.js';
import { sameParty } from '../same-party.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { AgentRecord, ContactRecord } from '../state/records.js';
import { endTalk } from './decide-wrap-up.js';
import { changeOf } from './shown-state.js';

/** What ends with a conversation for everybody but the agent who leads it. */
export function endAround(
  state: ContactCentreState,
  contact: ContactRecord,
  by: 'customer' | 'agent' | 'gateway',
  now: number,
): readonly EventPayload[] {
  return [
    ...endConsultation(state, contact, by === 'agent' ? 'cancelled' : 'customer-left'),
    ...endHold(contact, state.agentRecord(contact.agent ?? '')),
    ...leaveAlone(state, contact, by, now),
  ];
}

/**
 * The customer is not with the company any more, or not with these agents: nobody listens, nothing is recorded, and who took part
 * does so no more.
 *
 * @param stays - who goes on with the customer
 */
export function leaveAlone(
  state: ContactCentreState,
  contact: ContactRecord,
  by: 'customer' | 'agent' | 'gateway',
  now: number,
  stays?: Party,
): readonly EventPayload[] {
  const { id, supervisors, recording, conference } = contact;
  const leaving = conference.filter((party) => stays === undefined || !sameParty(party, stays));
  return [
    ...supervisors.map(({ supervisor }) => ({ type: 'supervision-ended', contact: id, supervisor }) as const),
    ...(recording ? [{ type: 'recording-stopped', contact: id, recording: recording.id } as const] : []),
    ...leaving.flatMap((party): EventPayload[] => [
      { type: 'conference-left', contact: id, with: party },
      ...('agent' in party ? endTalk(state, contact, state.agentRecord(party.agent), by, now, true) : []),
    ]),
  ];
}

/** Ends the hold of the customer, if there is one. */
export function endHold(contact: ContactRecord, agent: AgentRecord): readonly EventPayload[] {
  return contact.heldSince === undefined ? [] : [{ type: 'hold-ended', contact: contact.id, agent: agent.id }];
}

/** Frees who was consulted. */
export function endConsultation(
  state: ContactCentreState,
  contact: ContactRecord,
  because: Extract<EventPayload, { type: 'consultation-ended' }>['because'],
): readonly EventPayload[] {
  const { consultation } = contact;
  if (!consultation) return [];
  const { by, with: party } = consultation;
  return [
    { type: 'consultation-ended', contact: contact.id, agent: by, with: party, because },
    ...('agent' in party ? changeOf(state.agentRecord(party.agent), 'ready', contact.id) : []),
  ];
}
