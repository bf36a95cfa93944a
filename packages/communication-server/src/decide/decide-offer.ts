import type { EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { AgentRecord, Reservation } from '../state/records.js';
import type { CommandOf } from './command.js';

const ENDINGS: Readonly<Record<string, string>> = {
  'offer-accepted': 'it was accepted already',
  'offer-rejected': 'it was rejected',
  'offer-timed-out': 'it was not answered in time',
  'offer-withdrawn': 'the contact has left',
};

export function accept(state: ContactCentreState, command: CommandOf<'accept'>, now: number): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  const { id: reservation, contact, queue } = openReservation(state, agent, command.reservation, now);
  return [
    { type: 'offer-accepted', contact, queue, agent: agent.id, reservation },
    { type: 'contact-connected', contact, queue, agent: agent.id },
    { type: 'agent-state-changed', agent: agent.id, state: 'busy', contact },
  ];
}

/** Who rejects is not ready any more; else the same contact would be offered again at once. */
export function reject(state: ContactCentreState, command: CommandOf<'reject'>, now: number): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  const { id: reservation, contact, queue } = openReservation(state, agent, command.reservation, now);
  return [
    { type: 'offer-rejected', contact, queue, agent: agent.id, reservation },
    { type: 'agent-state-changed', agent: agent.id, state: 'not-ready', reason: 'rejected', contact },
  ];
}

/** Who does not answer is not ready any more; the contact keeps its place. */
export function expire(state: ContactCentreState, now: number): readonly EventPayload[] {
  if ((state.deadlines.lowest ?? Number.POSITIVE_INFINITY) > now) return [];
  const due = state.deadlines.ordered().filter(({ deadline }) => deadline <= now);
  return due.flatMap(({ id: reservation, contact, queue, agent }): EventPayload[] => [
    { type: 'offer-timed-out', contact, queue, agent, reservation },
    { type: 'agent-state-changed', agent, state: 'not-ready', reason: 'no-answer', contact },
  ]);
}

/** The contact leaves while it is offered: the agent is ready again, in the old place of the order. */
export function withdraw(state: ContactCentreState, id: string): readonly EventPayload[] {
  const reservation = state.reservations.get(id);
  if (!reservation) return [];
  const { contact, queue, agent } = reservation;
  return [
    { type: 'offer-withdrawn', contact, queue, agent, reservation: id },
    { type: 'agent-state-changed', agent, state: 'ready', contact },
  ];
}

function openReservation(state: ContactCentreState, agent: AgentRecord, id: string, now: number): Reservation {
  const over = (because: string) =>
    new ContactCentreErrors.ReservationOver({ agent: agent.id, reservation: id, because });
  const reservation = agent.reservation === id ? state.reservations.get(id) : undefined;
  if (!reservation) {
    const ended = agent.lastReservation?.id === id ? ENDINGS[agent.lastReservation.ended] : undefined;
    throw over(ended ?? 'no offer to this agent has this token now');
  }
  if (reservation.deadline <= now) throw over('it was not answered in time');
  return reservation;
}
