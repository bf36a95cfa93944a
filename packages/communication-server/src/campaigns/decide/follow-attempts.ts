import type { ContactCentreEvent, EventPayload } from '../../contract.js';
import { accept } from '../../decide/decide-offer.js';
import type { ContactCentreState } from '../../state/contact-centre-state.js';
import type { ContactRecord, PayloadOf } from '../../state/records.js';
import type { Campaign } from '../state/campaign.js';
import { endOf } from './decide-attempt.js';
import { withdrawPlanned } from './decide-campaign.js';
import { evaluateAttempt } from './evaluate-attempt.js';

/** After so many calls in a row that the network could not connect it is not the called who are wrong. */
const FAILURES_IN_A_ROW = 10;

/** What an event means for campaigns: answered calls are connected, attempts end, and a list comes to its end. */
export function followAttempts(
  state: ContactCentreState,
  event: ContactCentreEvent,
  now: number,
): readonly EventPayload[] {
  switch (event.type) {
    case 'offer-made':
      return connectAtOnce(state, event, now);
    case 'contact-connected':
      return joinsLater(state, event.contact)
        ? []
        : endAnswered(state, state.contacts.get(event.contact), 'answered', now);
    case 'agent-joined':
      return endAnswered(state, state.contacts.get(event.contact), 'answered', now);
    // Nobody has heard anybody.
    case 'conversation-ended':
    case 'drop-message-begun':
      return endAnswered(state, state.contacts.get(event.contact), 'dropped', now);
    case 'contact-closed':
      return close(state, state.contacts.get(event.contact), event.outcome === 'lost' ? 'failed' : 'dropped', now);
    case 'disposition-set':
      return evaluateAttempt(state, event, now);
    case 'agent-state-changed':
      return event.state === 'ready' ? [] : withdrawFrom(state, event.agent, now);
    case 'agent-logged-out':
      return withdrawFrom(state, event.agent, now);
    case 'attempt-ended':
      return [...beginBreak(state, event), ...finish(state, state.campaigns.record(event.campaign), now)];
    case 'campaign-started':
    case 'attempt-evaluated':
    case 'number-barred':
    case 'record-erased':
      return finish(state, state.campaigns.record(event.campaign), now);
    default:
      return [];
  }
}

/** Whether the connection counts only from the moment in which the agent's telephone is picked up. */
function joinsLater({ contacts, campaigns }: ContactCentreState, id: string): boolean {
  const made = contacts.get(id)?.attempt;
  return made !== undefined && campaigns.attempt(made.attempt)?.attempt.joins === true;
}

/** Whoever is ready in a campaign has agreed to be connected: nobody who was called waits for a telephone to be picked up. */
function connectAtOnce(
  state: ContactCentreState,
  { contact, agent, reservation }: PayloadOf<'offer-made'>,
  now: number,
): readonly EventPayload[] {
  const { attempt, state: where } = state.contact(contact);
  if (!attempt || where !== 'offered' || state.campaigns.attempt(attempt.attempt) === undefined) return [];
  return accept(state, { type: 'accept', agent, reservation }, now);
}

function endAnswered(
  state: ContactCentreState,
  contact: ContactRecord | undefined,
  outcome: 'answered' | 'dropped' | 'failed',
  now: number,
): readonly EventPayload[] {
  const found = contact?.attempt && state.campaigns.attempt(contact.attempt.attempt);
  return found ? [endOf(found.campaign, found.attempt, outcome, now)] : [];
}

/** Nobody has answered in time; or all has been said of a conversation, after which there may be nobody left to call. */
function close(
  state: ContactCentreState,
  contact: ContactRecord | undefined,
  outcome: 'dropped' | 'failed',
  now: number,
): readonly EventPayload[] {
  const campaign = contact?.attempt && state.campaigns.get(contact.attempt.campaign);
  if (!campaign) return [];
  const ended = endAnswered(state, contact, outcome, now);
  return ended.length > 0 ? ended : finish(state, campaign, now);
}

/** An agent who is not free any more does not keep a record. */
function withdrawFrom(state: ContactCentreState, agent: string, now: number): readonly EventPayload[] {
  const found = state.campaigns.attemptOf(agent);
  if (found?.attempt.state !== 'planned') return [];
  const { id, record } = found.attempt;
  return [
    {
      type: 'attempt-withdrawn',
      campaign: found.campaign.id,
      record,
      attempt: id,
      agent,
      because: 'agent-not-free',
      notBefore: now,
    },
  ];
}

/** An agent who wanted a break while it rang takes it when nobody was reached. */
function beginBreak(state: ContactCentreState, { agent: id }: PayloadOf<'attempt-ended'>): readonly EventPayload[] {
  const agent = id === undefined ? undefined : state.agents.get(id);
  if (agent?.next === undefined || agent.state !== 'ready' || agent.reservation !== undefined) return [];
  return [{ type: 'agent-state-changed', agent: agent.id, state: 'not-ready', reason: agent.next }];
}

/** A campaign with nobody left to call has come to its end; one whose calls all fail waits for somebody to look. */
function finish(state: ContactCentreState, campaign: Campaign, now: number): readonly EventPayload[] {
  const { id, status, attempts, failures } = campaign;
  if (status !== 'running') return [];
  if (failures >= FAILURES_IN_A_ROW)
    return [{ type: 'campaign-paused', campaign: id, because: 'calls-fail' }, ...withdrawPlanned(campaign, now)];
  if (attempts.size > 0) return [];
  const end = endOfCalls(campaign);
  return end && !isTalking(state, campaign) ? [end] : [];
}

function endOfCalls({ id, records, pilot }: Campaign): EventPayload | undefined {
  if (records.open === 0) return { type: 'campaign-stopped', campaign: id, because: 'list-done' };
  const isDone = (record: string) => records.get(record)?.state.name !== 'open';
  return pilot && [...pilot].every(isDone)
    ? { type: 'campaign-paused', campaign: id, because: 'pilot-done' }
    : undefined;
}

/** Whether somebody may still say of a conversation that the called wants another call, or was none. */
function isTalking({ contacts }: ContactCentreState, { id }: Campaign): boolean {
  for (const { attempt } of contacts.open) if (attempt?.campaign === id) return true;
  return false;
}
