import type { AgentView, ContactView } from './contract.js';
import type { ContactCentreState } from './state/contact-centre-state.js';
import type { AgentRecord, ContactRecord } from './state/records.js';

/** A picture of a contact that does not change any more. */
export function contactView(contact: ContactRecord): ContactView {
  const { id, channel, direction, from, to, state, arrivedAt } = contact;
  const { queue, customer, dialog, agent, connectedAt, endedAt, outcome, disposition, note } = contact;
  const known = { queue, customer, dialog, agent, connectedAt, endedAt, outcome, disposition, note };
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
  const contact = agent.contact === undefined ? undefined : contactView(state.contact(agent.contact));
  const { id, name, queues, since, reason, next } = agent;
  return {
    agent: id,
    name,
    state: agent.state,
    since,
    queues: [...queues],
    event: state.number,
    ...present({ reason, offer, contact, next: next === undefined ? undefined : { reason: next } }),
  };
}

type Present<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> };

function present<Values extends object>(values: Values): Present<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<Values>;
}
