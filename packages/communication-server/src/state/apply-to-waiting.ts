import type { ContactCentreEvent } from '../contract.js';
import type { ContactCentreState } from './contact-centre-state.js';
import { nextChange } from './next-change.js';
import { noteWait } from './pace.js';
import type { ContactRecord, PayloadOf } from './records.js';
import { isEstimate, noteAccuracy } from './wait-accuracy.js';

/** The types of events that say how a contact waits. */
export type WaitingEventType =
  | 'contact-queued'
  | 'contact-relaxed'
  | 'preference-ended'
  | 'priority-changed'
  | 'contact-left-queue'
  | 'contact-parked'
  | 'drop-message-begun'
  | 'voicemail-requested'
  | 'callback-requested'
  | 'callback-attempted'
  | 'contact-abandoned';

export function applyToWaiting(
  state: ContactCentreState,
  contact: ContactRecord,
  event: ContactCentreEvent & PayloadOf<WaitingEventType>,
): void {
  switch (event.type) {
    case 'contact-queued':
      callAgain(state, contact);
      enqueue(contact, event);
      state.queueRecord(event.queue).places.delete(contact.from);
      wait(state, contact);
      break;
    case 'contact-relaxed':
      state.leaveLine(contact);
      contact.step = event.step;
      contact.stepAt = event.at;
      contact.needs = event.needs ?? contact.needs;
      if (event.maxPenalty !== undefined) contact.maxPenalty = event.maxPenalty;
      contact.priority = event.priority ?? contact.priority;
      wait(state, contact);
      break;
    case 'preference-ended':
      state.leaveLine(contact);
      contact.prefer = undefined;
      wait(state, contact);
      break;
    case 'priority-changed': {
      const { line } = contact;
      if (line) state.leaveLine(contact);
      contact.priority = event.priority;
      if (line) wait(state, contact);
      break;
    }
    case 'contact-left-queue':
      stopWaiting(state, contact);
      contact.state = 'self-service';
      break;
    case 'contact-parked':
      stopWaiting(state, contact);
      contact.state = 'parked';
      break;
    case 'drop-message-begun': {
      const { text, language, until } = event;
      stopWaiting(state, contact);
      contact.state = 'self-service';
      contact.dropMessage = { text, language, until };
      state.deadlines.set('drop-message', contact.id, until);
      break;
    }
    case 'voicemail-requested':
      stopWaiting(state, contact);
      contact.state = 'self-service';
      contact.messageFor = event.queue;
      break;
    case 'callback-requested':
      contact.callback = { phone: event.phone, attempts: 0 };
      break;
    case 'callback-attempted':
      attempt(state, contact, event);
      break;
    case 'contact-abandoned':
      contact.endedAt = event.at;
      noteWaited(state, contact, event.at, true);
      keepPlace(state, contact, event.at);
      stopWaiting(state, contact);
      break;
  }
}

function attempt(state: ContactCentreState, contact: ContactRecord, event: PayloadOf<'callback-attempted'>): void {
  const { phone, attempts } = contact.callback ?? { phone: contact.from, attempts: 0 };
  if (event.answered) contact.callback = undefined;
  else {
    const { retryAt } = event;
    contact.callback = { phone, attempts: attempts + 1, ...(retryAt === undefined ? {} : { retryAt }) };
  }
  if (event.retryAt === undefined) return;
  contact.state = 'parked';
  const agent = state.agentRecord(event.agent);
  state.changeAgent(agent, () => agent.contacts.delete(contact.id));
  contact.agent = undefined;
  contact.connectedAt = undefined;
  state.deadlines.set('callback', contact.id, event.retryAt);
}

function callAgain(state: ContactCentreState, contact: ContactRecord): void {
  state.deadlines.clear('callback', contact.id);
  if (contact.callback) contact.callback = { phone: contact.callback.phone, attempts: contact.callback.attempts };
}

function enqueue(contact: ContactRecord, event: ContactCentreEvent & PayloadOf<'contact-queued'>): void {
  contact.queue = event.queue;
  contact.queuedAt = event.at;
  contact.place = event.place ?? event.number;
  contact.priority = event.priority ?? 0;
  contact.needs = event.needs ?? {};
  contact.step = 0;
  contact.stepAt = event.at;
  contact.maxPenalty = undefined;
  contact.messageFor = undefined;
  contact.agent = undefined;
  contact.prefer = event.prefer;
  contact.estimatedMs = event.wait === undefined ? undefined : event.wait * 1_000;
}

/** Puts a contact into the line of its queue, with the next time at which something about its waiting changes. */
export function wait(state: ContactCentreState, contact: ContactRecord): void {
  if (contact.queue === undefined) return;
  contact.state = 'waiting';
  const queue = state.queueRecord(contact.queue);
  queue.waiting.add(contact);
  state.joinLine(contact);
  state.deadlines.set('waiting', contact.id, nextChange(contact, queue.definition)?.at);
}

/** Notes for the pace of its queue how long a contact has waited, and whether the customer gave up. */
export function noteWaited(state: ContactCentreState, contact: ContactRecord, at: number, gaveUp: boolean): void {
  const { queue, queuedAt, estimatedMs } = contact;
  if (queue === undefined || queuedAt === undefined) return;
  const { pace, accuracy } = state.queueRecord(queue);
  const waitedMs = at - queuedAt;
  noteWait(pace, waitedMs, gaveUp);
  if (isEstimate(estimatedMs, waitedMs)) noteAccuracy(accuracy, estimatedMs, waitedMs, gaveUp);
}

/** Takes a contact out of its queue. */
export function stopWaiting(state: ContactCentreState, contact: ContactRecord): void {
  if (contact.queue === undefined) return;
  state.leaveLine(contact);
  state.queueRecord(contact.queue).waiting.delete(contact);
  state.deadlines.clear('waiting', contact.id);
}

function keepPlace(state: ContactCentreState, contact: ContactRecord, at: number): void {
  const { queue, place, priority, from } = contact;
  if (queue === undefined) return;
  const { definition, places } = state.queueRecord(queue);
  const within = definition?.resumeWithin ?? 0;
  for (const [address, { until }] of places) if (until < at) places.delete(address);
  if (within > 0) places.set(from, { place, priority, until: at + within * 1_000 });
}
