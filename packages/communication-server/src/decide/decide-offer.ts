import type { EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { AgentRecord, Reservation } from '../state/records.js';
import type { CommandOf } from './command.js';
import { extendOffer } from './decide-gateway.js';
import { endConsultation, endHold } from './end-around.js';
import { changeOf } from './shown-state.js';

const ENDINGS: Readonly<Record<string, string>> = {
  'offer-accepted': 'it was accepted already',
  'offer-rejected': 'it was rejected',
  'offer-timed-out': 'it was not answered in time',
  'offer-withdrawn': 'the contact has left, or somebody else has it',
};

/** Seconds before an agent who missed an offer and stays ready is tried again, where the queue does not say. */
const RETRY_AFTER_SECONDS = 5;

/** The first who accepts gets the contact; it is offered to nobody else any more. */
export function accept(state: ContactCentreState, command: CommandOf<'accept'>, now: number): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  const { id: reservation, contact, queue, consultation } = openReservation(state, agent, command.reservation, now);
  if (consultation) return answerConsultation(state, agent, contact);
  const others = state.contact(contact).offers.filter((other) => other !== reservation);
  return [
    { type: 'offer-accepted', contact, queue, agent: agent.id, reservation },
    ...others.flatMap((other) => withdraw(state, other)),
    { type: 'contact-connected', contact, queue, agent: agent.id },
    ...changeOf(agent, 'busy', contact),
  ];
}

/** Who rejects is not ready any more; else the same contact would be offered again at once. */
export function reject(state: ContactCentreState, command: CommandOf<'reject'>, now: number): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  const { because } = command;
  const { id: reservation, contact, queue, consultation } = openReservation(state, agent, command.reservation, now);
  if (consultation) return failConsultation(state, contact, 'rejected');
  const rejected: EventPayload = {
    type: 'offer-rejected',
    contact,
    queue,
    agent: agent.id,
    reservation,
    ...(because === undefined ? {} : { because }),
  };
  if (because === undefined) return [rejected, ...stepBack(agent, contact, 'rejected')];
  return [rejected, ...miss(state, agent, contact, queue, because, now)];
}

/** Who lets an offer time out may be not ready any more; the contact keeps its place. */
export function timeOut(state: ContactCentreState, id: string, now: number): readonly EventPayload[] {
  const offer = state.reservations.get(id);
  if (!offer) return [];
  const { contact, queue, agent, consultation } = offer;
  const extended = extendOffer(state, offer, now);
  if (extended === 'withdraw')
    return consultation ? failConsultation(state, contact, 'no-answer') : withdraw(state, id);
  if (extended) return extended;
  if (consultation) return failConsultation(state, contact, 'no-answer');
  return [
    { type: 'offer-timed-out', contact, queue, agent, reservation: id },
    ...miss(state, state.agentRecord(agent), contact, queue, 'no-answer', now),
  ];
}

/** The contact leaves while it is offered: the agent is ready again, in the old place of the order. */
export function withdraw(state: ContactCentreState, id: string): readonly EventPayload[] {
  const reservation = state.reservations.get(id);
  if (!reservation) return [];
  const { contact, queue, agent } = reservation;
  return [
    { type: 'offer-withdrawn', contact, queue, agent, reservation: id },
    ...changeOf(state.agentRecord(agent), 'ready', contact),
  ];
}

function answerConsultation(state: ContactCentreState, agent: AgentRecord, contact: string): readonly EventPayload[] {
  const by = state.contact(contact).consultation?.by ?? '';
  return [
    { type: 'consultation-answered', contact, agent: by, with: { agent: agent.id } },
    ...changeOf(agent, 'busy', contact),
  ];
}

/** Who was asked does not answer: the customer is back with who asked. */
function failConsultation(
  state: ContactCentreState,
  id: string,
  because: 'rejected' | 'no-answer',
): readonly EventPayload[] {
  const contact = state.contact(id);
  const by = state.agentRecord(contact.consultation?.by ?? '');
  return [...endConsultation(state, contact, because), ...endHold(contact, by)];
}

/** What becomes of an agent whose telephone did not answer. */
function miss(
  state: ContactCentreState,
  agent: AgentRecord,
  contact: string,
  queueId: string,
  reason: string,
  now: number,
): readonly EventPayload[] {
  const {
    missedOffers = 1,
    pauseMissed = 'everywhere',
    retryAfter = RETRY_AFTER_SECONDS,
  } = state.queueRecord(queueId).definition ?? {};
  const enough = agent.missed + 1 >= missedOffers && pauseMissed !== 'never';
  if (enough && pauseMissed === 'everywhere') return stepBack(agent, contact, reason);
  return [
    enough
      ? { type: 'agent-paused-in-queue', agent: agent.id, queue: queueId, reason }
      : { type: 'agent-rested', agent: agent.id, until: now + retryAfter * 1_000, because: 'missed-offer' },
    ...changeOf(agent, 'ready', contact),
  ];
}

/** The agent is not ready, at once or when the contacts in hand are finished. */
function stepBack(agent: AgentRecord, contact: string, reason: string): readonly EventPayload[] {
  if (agent.contacts.size + agent.wrapUps.size > 0)
    return [{ type: 'break-requested', agent: agent.id, reason, contact }];
  return [{ type: 'agent-state-changed', agent: agent.id, state: 'not-ready', reason, contact }];
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
