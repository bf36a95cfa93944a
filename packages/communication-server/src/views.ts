import type { AgentView, ContactView } from './contract.js';
import { present } from './present.js';
import type { ContactCentreState } from './state/contact-centre-state.js';
import { type AgentRecord, type ContactRecord, currentOf } from './state/records.js';

/** A picture of a contact that does not change any more. */
export function contactView(contact: ContactRecord): ContactView {
  const { id, channel, direction, from, to, state, arrivedAt } = contact;
  const { queue, customer, dialog, agent, connectedAt, endedAt, outcome, disposition, note } = contact;
  const { heldSince, consultation, recording, voicemail, messageFor, givenTo, script, attempt } = contact;
  const callback = contact.callback && { phone: contact.callback.phone, attempts: contact.callback.attempts };
  const conference = contact.conference.length > 0 ? [...contact.conference] : undefined;
  const supervisors = [...contact.supervisors];
  const known = {
    ...{ queue, customer, dialog, agent, connectedAt, endedAt, outcome, disposition, note },
    ...{ heldSince, consultation, recording, voicemail, messageFor, callback, conference, givenTo, script, attempt },
    supervisors: supervisors.length > 0 ? supervisors : undefined,
    messages: contact.messages?.length,
  };
  return { contact: id, channel, direction, from, to, state, arrivedAt, ...present(known) };
}

/** A picture of an agent, with the contact offered or in hand. */
export function agentView(state: ContactCentreState, agent: AgentRecord): AgentView {
  const reservation = agent.reservation === undefined ? undefined : state.reservations.get(agent.reservation);
  const offer = reservation && {
    reservation: reservation.id,
    contact: contactView(state.contact(reservation.contact)),
    deadline: reservation.deadline,
  };
  const inHand = (held: string): ContactView => {
    const view = contactView(state.contact(held));
    // Wherever it is now, for this agent it is what is left to do about it.
    return agent.wrapUps.has(held) && !agent.contacts.has(held) ? { ...view, state: 'wrap-up' } : view;
  };
  const current = currentOf(agent);
  const contact = current === undefined ? undefined : inHand(current);
  const { id, definition, since, reason, next } = agent;
  const assignments = [...agent.assignments.values()];
  const paused = assignments.flatMap(({ queue, paused: why }) => (why === undefined ? [] : [{ queue, reason: why }]));
  const ranked = assignments.flatMap(({ queue, penalty }) => (penalty === 0 ? [] : [[queue, penalty] as const]));
  return {
    agent: id,
    name: definition?.name ?? id,
    state: agent.state,
    since,
    queues: [...agent.assignments.keys()],
    contacts: [...agent.contacts, ...agent.wrapUps].map(inHand),
    event: state.number,
    ...present({
      ...{ reason, offer, contact, preview: previewOf(state, id) },
      next: next === undefined ? undefined : { reason: next },
      paused: paused.length > 0 ? paused : undefined,
      penalties: ranked.length > 0 ? Object.fromEntries(ranked) : undefined,
    }),
  };
}

function previewOf({ campaigns }: ContactCentreState, agent: string): AgentView['preview'] {
  const { campaign, attempt } = campaigns.attemptOf(agent) ?? {};
  if (!campaign || !attempt) return undefined;
  const { id, record, number, state } = attempt;
  const { name = campaign.id, goal } = campaign.definition ?? {};
  const shown = { attempt: id, campaign: campaign.id, name, record, number, dialled: state === 'dialled' };
  return { ...shown, ...present({ goal, customer: campaign.records.get(record)?.customer }) };
}
