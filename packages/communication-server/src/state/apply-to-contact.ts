import type { ContactCentreEvent, EventPayload } from '../contract.js';
import type { AgentEventType } from './apply-to-agent.js';
import type { ContactCentreState } from './contact-centre-state.js';
import type { ContactRecord, PayloadOf } from './records.js';

type ContactEvent = ContactCentreEvent & Exclude<EventPayload, { type: AgentEventType }>;
type OfferOver = PayloadOf<'offer-accepted' | 'offer-rejected' | 'offer-timed-out' | 'offer-withdrawn'>;

/** Events about contacts and about the offers of them. */
export function applyToContact(state: ContactCentreState, event: ContactEvent): void {
  if (event.type === 'contact-arrived') {
    arrive(state, event);
    return;
  }
  const contact = state.contact(event.contact);
  switch (event.type) {
    case 'contact-queued':
      contact.queue = event.queue;
      contact.place = event.number;
      wait(state, contact);
      break;
    case 'offer-made':
      offer(state, contact, event);
      break;
    case 'offer-accepted':
      endReservation(state, event);
      break;
    case 'offer-rejected':
    case 'offer-timed-out':
    case 'offer-withdrawn':
      endReservation(state, event);
      delete contact.agent;
      wait(state, contact);
      break;
    case 'contact-connected':
      contact.state = 'connected';
      contact.agent = event.agent;
      contact.connectedAt = event.at;
      state.agentRecord(event.agent).contact = contact.id;
      break;
    case 'contact-abandoned':
    case 'conversation-ended':
      contact.endedAt = event.at;
      stopWaiting(state, contact);
      break;
    case 'wrap-up-started':
      contact.state = 'wrap-up';
      break;
    case 'wrap-up-ended':
      contact.disposition = event.disposition;
      contact.note = event.note;
      delete state.agentRecord(event.agent).contact;
      break;
    case 'contact-annotated':
      if (event.customer !== undefined) state.setCustomer(contact, event.customer);
      if (event.dialog !== undefined) contact.dialog = event.dialog;
      break;
    case 'contact-closed':
      stopWaiting(state, contact);
      contact.state = 'closed';
      contact.outcome = event.outcome;
      contact.endedAt ??= event.at;
      state.open.delete(contact);
      break;
  }
}

function arrive(state: ContactCentreState, event: ContactCentreEvent & PayloadOf<'contact-arrived'>): void {
  const { contact: id, type: _, number: __, at: arrivedAt, ...facts } = event;
  // Until it is queued nobody of the company is concerned: the customer listens to an announcement, or serves himself.
  state.addContact({ id, ...withoutUndefined(facts), arrivedAt, state: 'self-service' });
}

function withoutUndefined<Facts extends { customer?: string | undefined }>(facts: Facts) {
  const { customer, ...rest } = facts;
  return customer === undefined ? rest : { ...rest, customer };
}

function wait(state: ContactCentreState, contact: ContactRecord): void {
  if (contact.queue === undefined || contact.place === undefined) return;
  contact.state = 'waiting';
  const queue = state.queueRecord(contact.queue);
  queue.waiting.add(contact, contact.place);
  state.noteMatch(queue);
}

function stopWaiting(state: ContactCentreState, contact: ContactRecord): void {
  if (contact.queue === undefined) return;
  const queue = state.queueRecord(contact.queue);
  queue.waiting.delete(contact);
  state.noteMatch(queue);
}

function offer(state: ContactCentreState, contact: ContactRecord, event: PayloadOf<'offer-made'>): void {
  const { contact: id, agent, queue, deadline, reservation } = event;
  stopWaiting(state, contact);
  contact.state = 'offered';
  contact.agent = agent;
  contact.reservation = reservation;
  state.agentRecord(agent).reservation = reservation;
  const record = { id: reservation, contact: id, agent, queue, deadline };
  state.reservations.set(reservation, record);
  state.deadlines.add(record, deadline);
}

function endReservation(state: ContactCentreState, { type, contact, agent, reservation }: OfferOver): void {
  const record = state.reservations.get(reservation);
  if (record) state.deadlines.delete(record);
  state.reservations.delete(reservation);
  delete state.contact(contact).reservation;
  const holder = state.agentRecord(agent);
  delete holder.reservation;
  holder.lastReservation = { id: reservation, ended: type };
}
