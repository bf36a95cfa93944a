import type { ContactCentreEvent, Party } from '../contract.js';
import { present } from '../present.js';
import { sameParty } from '../same-party.js';
import type { ContactCentreState } from './contact-centre-state.js';
import { without } from './lists.js';
import { noteTalk } from './pace.js';
import type { ContactRecord, PayloadOf } from './records.js';

/** The types of events about a conversation, from hold to its end. */
export type TalkEventType =
  | 'agent-joined'
  | 'hold-started'
  | 'hold-ended'
  | 'consultation-started'
  | 'consultation-answered'
  | 'consultation-ended'
  | 'conference-joined'
  | 'conference-left'
  | 'contact-transferred'
  | 'transfer-failed'
  | 'contact-taken-over'
  | 'supervision-started'
  | 'supervision-ended'
  | 'recording-started'
  | 'recording-paused'
  | 'recording-resumed'
  | 'recording-stopped'
  | 'private-question-asked'
  | 'private-question-left'
  | 'voicemail-left'
  | 'conversation-ended';

export function applyToTalk(
  state: ContactCentreState,
  contact: ContactRecord,
  event: ContactCentreEvent & PayloadOf<TalkEventType>,
): void {
  switch (event.type) {
    case 'agent-joined':
      contact.connectedAt = event.at;
      contact.talkSince = event.at;
      break;
    case 'hold-started':
      contact.heldSince = event.at;
      break;
    case 'hold-ended':
      contact.heldSince = undefined;
      break;
    case 'consultation-started':
      consult(state, contact, event);
      break;
    case 'consultation-answered':
      answer(state, contact, event);
      break;
    case 'consultation-ended':
      endConsultation(state, contact, event);
      break;
    case 'conference-joined':
      contact.conference = [...contact.conference, event.with];
      hold(state, contact, event.with);
      break;
    case 'conference-left':
      contact.conference = without(contact.conference, (party) => sameParty(party, event.with));
      release(state, contact, event.with);
      break;
    case 'contact-transferred':
      if ('number' in event.to) {
        contact.state = 'external';
        contact.givenTo = event.to.number;
      }
      if ('script' in event.to) {
        contact.state = 'self-service';
        contact.script = event.to.script;
        // The script leads a dialog of its own.
        delete contact.dialog;
      }
      break;
    case 'transfer-failed':
      contact.givenTo = undefined;
      break;
    case 'contact-taken-over':
      contact.talkSince = event.at;
      contact.agent = event.agent;
      contact.state = 'connected';
      hold(state, contact, event);
      break;
    case 'supervision-started':
      contact.supervisors = [
        ...othersThan(contact, event.supervisor),
        { supervisor: event.supervisor, mode: event.mode },
      ];
      state.agentRecord(event.supervisor).supervises = contact.id;
      break;
    case 'supervision-ended':
      contact.supervisors = othersThan(contact, event.supervisor);
      endSupervision(state, contact, event.supervisor);
      break;
    case 'recording-started':
      contact.recording = {
        ...{ id: event.recording, paused: [], startedAt: event.at },
        ...present({ consent: event.consent, by: event.by }),
      };
      break;
    case 'recording-paused':
      contact.recording = contact.recording && { ...contact.recording, paused: event.because ?? ['by-hand'] };
      break;
    case 'recording-resumed':
      contact.recording = contact.recording && { ...contact.recording, paused: [] };
      break;
    case 'recording-stopped':
      contact.recording = undefined;
      contact.stoppedRecordings = [...contact.stoppedRecordings, event.recording];
      break;
    case 'private-question-asked':
      contact.privateQuestion = { dialog: event.dialog, step: event.step, asked: true };
      break;
    case 'private-question-left':
      contact.privateQuestion = contact.privateQuestion && { ...contact.privateQuestion, asked: false };
      break;
    case 'voicemail-left':
      contact.voicemail = { recording: event.recording, seconds: event.seconds };
      break;
    case 'conversation-ended':
      contact.endedAt = event.at;
      if (contact.queue !== undefined && contact.talkSince !== undefined && contact.agent === event.agent)
        noteTalk(state.queueRecord(contact.queue).pace, event.at - contact.talkSince);
      release(state, contact, event);
      break;
  }
}

function othersThan({ supervisors }: ContactRecord, supervisor: string): ContactRecord['supervisors'] {
  return without(supervisors, (other) => other.supervisor === supervisor);
}

function endSupervision(state: ContactCentreState, contact: ContactRecord, supervisor: string): void {
  const agent = state.agentRecord(supervisor);
  // Logs of before may have one supervisor in several conversations.
  if (agent.supervises === contact.id) agent.supervises = undefined;
}

function consult(
  state: ContactCentreState,
  contact: ContactRecord,
  event: ContactCentreEvent & PayloadOf<'consultation-started'>,
): void {
  const { agent: by, with: party, reservation, deadline, number } = event;
  contact.consultation = { by, with: party, answered: false };
  if (!('agent' in party) || reservation === undefined || deadline === undefined) return;
  const asked = state.agentRecord(party.agent);
  state.changeAgent(asked, () => {
    asked.reservation = reservation;
    asked.offeredRank = number;
  });
  const offer = { id: reservation, contact: contact.id, agent: party.agent, queue: contact.queue ?? '', deadline };
  state.reservations.set(reservation, { ...offer, consultation: true });
  state.deadlines.set('offer', reservation, deadline);
}

function answer(state: ContactCentreState, contact: ContactRecord, event: PayloadOf<'consultation-answered'>): void {
  const { agent: by, with: party } = event;
  contact.consultation = { by, with: party, answered: true };
  endOffer(state, party, 'offer-accepted');
  hold(state, contact, party);
}

function endConsultation(
  state: ContactCentreState,
  contact: ContactRecord,
  { with: party, because }: PayloadOf<'consultation-ended'>,
): void {
  contact.consultation = undefined;
  endOffer(state, party, because === 'no-answer' ? 'offer-timed-out' : 'offer-withdrawn');
  if (because !== 'joined' && because !== 'transferred') release(state, contact, party);
}

function endOffer(state: ContactCentreState, party: Party, ended: string): void {
  if (!('agent' in party)) return;
  const agent = state.agentRecord(party.agent);
  const { reservation } = agent;
  if (reservation === undefined || !state.reservations.get(reservation)?.consultation) return;
  state.deadlines.clear('offer', reservation);
  state.reservations.delete(reservation);
  state.changeAgent(agent, () => {
    agent.reservation = undefined;
    agent.lastReservation = { id: reservation, ended };
  });
}

/** An agent has the contact in hand. */
function hold(state: ContactCentreState, contact: ContactRecord, party: Party): void {
  if (!('agent' in party)) return;
  const agent = state.agentRecord(party.agent);
  state.changeAgent(agent, () => agent.contacts.add(contact.id));
}

function release(state: ContactCentreState, contact: ContactRecord, party: Party): void {
  if (!('agent' in party)) return;
  const agent = state.agentRecord(party.agent);
  state.changeAgent(agent, () => agent.contacts.delete(contact.id));
}
