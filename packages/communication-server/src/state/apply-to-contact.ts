import type { CampaignEventType } from '../campaigns/campaign-event.js';
import { noteHandled } from '../campaigns/state/apply-to-campaign.js';
import type { ContactCentreEvent, EventPayload } from '../contract.js';
import { ERASED } from '../erased.js';
import { present } from '../present.js';
import type { AgentEventType } from './apply-to-agent.js';
import type { GatewayEventType } from './apply-to-gateway.js';
import { applyToOffer, type OfferEventType } from './apply-to-offer.js';
import { applyToSlaClock, type SlaClockEventType } from './apply-to-sla-clock.js';
import { applyToTalk, type TalkEventType } from './apply-to-talk.js';
import { applyToWaiting, noteWaited, stopWaiting, type WaitingEventType } from './apply-to-waiting.js';
import type { ContactCentreState } from './contact-centre-state.js';
import { NONE, without } from './lists.js';
import { newContact } from './new-contact.js';
import { noteWrapUp } from './pace.js';
import { type ContactRecord, isOver, type PayloadOf } from './records.js';

type ContactEvent = ContactCentreEvent &
  Exclude<EventPayload, { type: AgentEventType | CampaignEventType | GatewayEventType | 'configuration-changed' }>;

/** Events about contacts and about the offers of them. */
export function applyToContact(state: ContactCentreState, event: ContactEvent): void {
  if (event.type === 'contact-arrived') {
    arrive(state, event);
    return;
  }
  if (event.type === 'contact-annotated') {
    annotate(state, event);
    return;
  }
  if (event.type === 'contact-erased') {
    erase(state, state.contacts.get(event.contact));
    return;
  }
  const contact = state.contact(event.contact);
  switch (event.type) {
    case 'contact-queued':
    case 'contact-relaxed':
    case 'preference-ended':
    case 'priority-changed':
    case 'contact-left-queue':
    case 'contact-parked':
    case 'drop-message-begun':
    case 'voicemail-requested':
    case 'callback-requested':
    case 'callback-attempted':
    case 'contact-abandoned':
      applyToWaiting(state, contact, event satisfies PayloadOf<WaitingEventType>);
      break;
    case 'contact-refused':
      break;
    case 'offer-made':
    case 'offer-extended':
    case 'offer-accepted':
    case 'offer-rejected':
    case 'offer-timed-out':
    case 'offer-withdrawn':
      applyToOffer(state, contact, event satisfies PayloadOf<OfferEventType>);
      break;
    case 'contact-connected':
      connect(state, contact, event);
      break;
    case 'agent-joined':
    case 'hold-started':
    case 'hold-ended':
    case 'consultation-started':
    case 'consultation-answered':
    case 'consultation-ended':
    case 'conference-joined':
    case 'conference-left':
    case 'contact-transferred':
    case 'transfer-failed':
    case 'contact-taken-over':
    case 'supervision-started':
    case 'supervision-ended':
    case 'recording-started':
    case 'recording-paused':
    case 'recording-resumed':
    case 'recording-stopped':
    case 'private-question-asked':
    case 'private-question-left':
    case 'voicemail-left':
    case 'conversation-ended':
      applyToTalk(state, contact, event satisfies PayloadOf<TalkEventType>);
      break;
    case 'wrap-up-started':
      wrapUp(state, contact, event);
      break;
    case 'wrap-up-extended':
      extend(state, contact, event);
      break;
    case 'wrap-up-ended':
      endWrapUp(state, contact, event);
      break;
    case 'disposition-chosen':
      choose(contact, event);
      break;
    case 'disposition-set':
      contact.disposition = event.disposition;
      break;
    case 'customer-away':
      contact.awaySince = event.at;
      break;
    case 'customer-back':
      contact.awaySince = undefined;
      break;
    case 'message-received':
    case 'message-sent':
      contact.messages = [...(contact.messages ?? []), event.message];
      break;
    case 'sla-clock-started':
    case 'sla-clock-stopped':
    case 'sla-clock-breached':
      applyToSlaClock(state, contact, event satisfies PayloadOf<SlaClockEventType>);
      break;
    case 'contact-closed':
      stopWaiting(state, contact);
      state.deadlines.clear('callback', contact.id);
      state.deadlines.clear('drop-message', contact.id);
      contact.state = 'closed';
      contact.outcome = event.outcome;
      contact.endedAt ??= event.at;
      // With the call they are over wherever it was.
      contact.stoppedRecordings = NONE;
      state.contacts.open.delete(contact);
      break;
  }
  if (isOver(contact)) state.contacts.rest(contact, state.number);
  // Logs of former times have contacts that were closed when an agent gave them on.
  else if (contact.state !== 'closed' && !state.contacts.open.has(contact)) state.contacts.reopen(contact);
}

function arrive(state: ContactCentreState, event: ContactCentreEvent & PayloadOf<'contact-arrived'>): void {
  const { contact: id, type: _, at: arrivedAt, ...facts } = event;
  state.contacts.add(newContact({ id, ...facts, arrivedAt, stepAt: arrivedAt }));
}

/** The events of an erased contact say no more than this leaves; what is forgotten already is so in its history. */
function erase(state: ContactCentreState, contact: ContactRecord | undefined): void {
  if (!contact) return;
  for (const { places } of state.queues.values()) places.delete(contact.from);
  contact.from = ERASED;
  contact.attributes = {};
  if (contact.callback) contact.callback = { ...contact.callback, phone: ERASED };
  if (contact.note) contact.note = ERASED;
}

/** What becomes known of a contact after it has been forgotten is in its history. */
function annotate(state: ContactCentreState, event: PayloadOf<'contact-annotated'>): void {
  const contact = state.contacts.get(event.contact);
  if (!contact) return;
  if (event.customer !== undefined) contact.customer = event.customer;
  if (event.dialog !== undefined) contact.dialog = event.dialog;
  if (isOver(contact)) state.contacts.rest(contact, state.number);
}

function connect(
  state: ContactCentreState,
  contact: ContactRecord,
  event: ContactCentreEvent & { agent: string },
): void {
  stopWaiting(state, contact);
  contact.state = 'connected';
  contact.agent = event.agent;
  // What the dialog of an agent before has asked is not asked by this one.
  contact.privateQuestion = undefined;
  noteWaited(state, contact, event.at, false);
  contact.connectedAt ??= event.at;
  contact.talkSince = event.at;
  const agent = state.agentRecord(event.agent);
  state.changeAgent(agent, () => {
    agent.contacts.add(contact.id);
    agent.handled += 1;
    agent.missed = 0;
  });
}

function choose(contact: ContactRecord, { disposition, agent }: PayloadOf<'disposition-chosen'>): void {
  contact.chosen = disposition === undefined ? undefined : { disposition, ...present({ agent }) };
}

function wrapUp(
  state: ContactCentreState,
  contact: ContactRecord,
  { agent: id, until }: PayloadOf<'wrap-up-started'>,
): void {
  // Who leaves a conference leaves the customer to the others.
  if (contact.agent === id) contact.state = 'wrap-up';
  contact.wrapUps = [...contact.wrapUps, { agent: id, extendedMs: 0, ...(until === undefined ? {} : { until }) }];
  const agent = state.agentRecord(id);
  state.changeAgent(agent, () => agent.wrapUps.add(contact.id));
  if (until === undefined) return;
  state.deadlines.set('wrap-up', contact.id, until, id);
}

function extend(state: ContactCentreState, contact: ContactRecord, event: PayloadOf<'wrap-up-extended'>): void {
  const { agent, until } = event;
  contact.wrapUps = contact.wrapUps.map((own) =>
    own.agent === agent ? { agent, until, extendedMs: own.extendedMs + until - (own.until ?? until) } : own,
  );
  state.deadlines.set('wrap-up', contact.id, until, agent);
}

function endWrapUp(
  state: ContactCentreState,
  contact: ContactRecord,
  event: ContactCentreEvent & PayloadOf<'wrap-up-ended'>,
): void {
  if (contact.queue !== undefined && contact.endedAt !== undefined)
    noteWrapUp(state.queueRecord(contact.queue).pace, event.at - contact.endedAt);
  if (contact.attempt && contact.connectedAt !== undefined)
    noteHandled(state, contact.attempt.campaign, event.at - contact.connectedAt);
  if (event.disposition !== undefined) contact.disposition = event.disposition;
  contact.note = event.note;
  contact.wrapUps = without(contact.wrapUps, ({ agent }) => agent === event.agent);
  const agent = state.agentRecord(event.agent);
  state.changeAgent(agent, () => agent.wrapUps.delete(contact.id));
  state.deadlines.clear('wrap-up', contact.id, event.agent);
}
