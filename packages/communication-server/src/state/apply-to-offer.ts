import type { ContactCentreEvent } from '../contract.js';
import { wait } from './apply-to-waiting.js';
import type { ContactCentreState } from './contact-centre-state.js';
import { without } from './lists.js';
import type { ContactRecord, PayloadOf } from './records.js';

type OfferOverType = 'offer-accepted' | 'offer-rejected' | 'offer-timed-out' | 'offer-withdrawn';

/** The types of events about offers. */
export type OfferEventType = 'offer-made' | 'offer-extended' | OfferOverType;

export function applyToOffer(
  state: ContactCentreState,
  contact: ContactRecord,
  event: ContactCentreEvent & PayloadOf<OfferEventType>,
): void {
  if (event.type === 'offer-made') offer(state, contact, event);
  else if (event.type === 'offer-extended') extend(state, event);
  else end(state, contact, event);
}

function extend(state: ContactCentreState, { reservation, deadline }: PayloadOf<'offer-extended'>): void {
  const offer = state.reservations.get(reservation);
  if (!offer) return;
  state.reservations.set(reservation, { ...offer, deadline });
  state.deadlines.set('offer', reservation, deadline);
}

function offer(
  state: ContactCentreState,
  contact: ContactRecord,
  event: ContactCentreEvent & PayloadOf<'offer-made'>,
): void {
  const { contact: id, agent: agentId, queue, deadline, reservation } = event;
  state.leaveLine(contact);
  state.deadlines.clear('waiting', contact.id);
  contact.state = 'offered';
  if (contact.offers.length === 0) contact.agent = agentId;
  contact.offers = [...contact.offers, reservation];
  const agent = state.agentRecord(agentId);
  state.changeAgent(agent, () => {
    agent.reservation = reservation;
    agent.offeredRank = event.number;
    noteRate(agent.recent, agent.definition?.rate?.contacts ?? 0, event.at);
  });
  state.reservations.set(reservation, {
    id: reservation,
    contact: id,
    agent: agentId,
    queue,
    deadline,
    consultation: false,
  });
  state.deadlines.set('offer', reservation, deadline);
}

function noteRate(recent: number[], kept: number, at: number): void {
  if (kept === 0) return;
  recent.push(at);
  if (recent.length > kept) recent.shift();
}

function end(state: ContactCentreState, contact: ContactRecord, event: PayloadOf<OfferOverType>): void {
  const { type, agent: agentId, reservation } = event;
  state.deadlines.clear('offer', reservation);
  state.reservations.delete(reservation);
  contact.offers = without(contact.offers, (offer) => offer === reservation);
  const agent = state.agentRecord(agentId);
  state.changeAgent(agent, () => {
    agent.reservation = undefined;
    agent.lastReservation = { id: reservation, ended: type };
    if (type === 'offer-timed-out' || (type === 'offer-rejected' && event.because !== undefined)) agent.missed += 1;
  });
  if (type === 'offer-accepted' || contact.offers.length > 0 || contact.state !== 'offered') return;
  contact.agent = undefined;
  wait(state, contact);
}
