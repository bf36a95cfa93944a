import type { ContactCentreEvent } from '../../contract.js';
import { present } from '../../present.js';
import type { ContactCentreState } from '../../state/contact-centre-state.js';
import type { PayloadOf } from '../../state/records.js';
import type { CampaignEventType } from '../campaign-event.js';
import { type CampaignRecord, closeRecord, openRecord } from '../list/campaign-record.js';
import { learnDialler, supposeDialler } from '../pacing/dialler-knowledge.js';
import { applyToDncList, type DncEventType } from './apply-to-dnc-list.js';
import type { Campaign, CampaignStatus } from './campaign.js';

type CampaignEvent = ContactCentreEvent & PayloadOf<CampaignEventType>;
type EventOf<Type extends CampaignEventType> = ContactCentreEvent & PayloadOf<Type>;

/** Events about campaigns, their records and their attempts. */
export function applyToCampaign(state: ContactCentreState, event: CampaignEvent): void {
  if (event.type === 'dnc-added' || event.type === 'dnc-register-read' || event.type === 'dnc-removed') {
    applyToDncList(state.campaigns.dnc, event);
    return;
  }
  const campaign = state.campaigns.record(event.campaign);
  switch (event.type) {
    case 'campaign-started':
      change(campaign, 'running', event.at, undefined);
      campaign.knowledge ??= supposeDialler(event.supposed);
      campaign.failures = 0;
      if (event.pilot) campaign.pilot = new Set(event.pilot);
      else delete campaign.pilot;
      break;
    case 'campaign-paused':
      change(campaign, 'paused', event.at, event.because);
      break;
    case 'campaign-stopped':
      change(campaign, 'stopped', event.at, event.because);
      break;
    case 'record-loaded':
      campaign.excluded.delete(event.record);
      campaign.records.put(openRecord(event.record, event.phones, event.at, event.customer));
      break;
    case 'list-read':
      for (const { record, because } of event.excluded) campaign.excluded.set(record, because);
      break;
    case 'number-barred':
      bar(campaign, event);
      break;
    case 'record-erased':
      campaign.records.erase(event.record);
      break;
    default:
      applyToAttempt(state, campaign, event);
  }
}

function change(campaign: Campaign, to: CampaignStatus, at: number, because: string | undefined): void {
  campaign.status = to;
  campaign.since = at;
  if (because === undefined) delete campaign.because;
  else campaign.because = because;
}

function bar(campaign: Campaign, { record: id, phone, left }: EventOf<'number-barred'>): void {
  const record = campaign.records.get(id);
  if (!record) return;
  const numbers = record.numbers.filter((number) => number !== phone);
  campaign.records.put(
    left === 0
      ? closeRecord(record, 'do-not-call')
      : // Of an erased record no number is known.
        { ...record, numbers, next: record.next % Math.max(1, numbers.length) },
  );
}

type AttemptEvent = Exclude<
  CampaignEvent,
  { type: DncEventType | 'number-barred' | 'record-erased' | 'record-loaded' | 'list-read' | `campaign-${string}` }
>;

function applyToAttempt(state: ContactCentreState, campaign: Campaign, event: AttemptEvent): void {
  switch (event.type) {
    case 'attempt-planned': {
      const { attempt: id, record, phone: number, agent, at: since } = event;
      occupy(campaign, record);
      state.campaigns.setAttempt(campaign, { id, record, number, state: 'planned', since, agent });
      break;
    }
    case 'attempt-withdrawn': {
      state.campaigns.endAttempt(campaign, event.attempt);
      const record = campaign.records.get(event.record);
      if (record)
        campaign.records.put({ ...record, givenBack: true, state: { name: 'open', notBefore: event.notBefore } });
      break;
    }
    case 'attempt-dialled': {
      const { attempt: id, record, phone: number, agent, at: since } = event;
      occupy(campaign, record);
      const owner = agent === undefined ? {} : { agent };
      state.campaigns.setAttempt(campaign, {
        id,
        record,
        number,
        state: 'dialled',
        since,
        dialledAt: since,
        ...owner,
      });
      if (agent !== undefined) holdAgent(state, agent, id);
      break;
    }
    case 'attempt-answered':
      answer(state, campaign, event);
      break;
    case 'attempt-ended':
      end(state, campaign, event);
      break;
    case 'attempt-evaluated':
      evaluate(campaign, event);
      break;
  }
}

function occupy(campaign: Campaign, id: string): void {
  const record = campaign.records.get(id);
  if (record) campaign.records.put({ ...record, state: { name: 'dialling' } });
}

/** An agent for whom it rings gets nothing else meanwhile. */
function holdAgent(state: ContactCentreState, id: string, attempt: string | undefined): void {
  const agent = state.agentRecord(id);
  state.changeAgent(agent, () => {
    agent.dialling = attempt;
  });
}

function answer(state: ContactCentreState, campaign: Campaign, event: EventOf<'attempt-answered'>): void {
  const { attempt: id, contact, afterMs, connectBy, messageAt, joins, at: since } = event;
  const attempt = campaign.attempts.get(id);
  if (!attempt) return;
  state.campaigns.setAttempt(campaign, {
    ...attempt,
    state: 'answered',
    since,
    contact,
    connectBy,
    ...present({ messageAt, joins }),
  });
  state.contact(contact).attempt = { campaign: campaign.id, record: attempt.record, attempt: id };
  state.deadlines.set('connect', id, messageAt ?? connectBy);
  if (attempt.agent !== undefined) holdAgent(state, attempt.agent, undefined);
  if (campaign.knowledge) campaign.knowledge = learnDialler(campaign.knowledge, { type: 'answered', afterMs });
}

function end(state: ContactCentreState, campaign: Campaign, event: EventOf<'attempt-ended'>): void {
  const { attempt: id, outcome, late, interrupted, afterMs, at } = event;
  const attempt = state.campaigns.endAttempt(campaign, id);
  state.deadlines.clear('connect', id);
  const saysSomething = outcome !== 'no-consent' && !interrupted;
  if (saysSomething) campaign.failures = outcome === 'failed' ? campaign.failures + 1 : 0;
  if (!attempt) return;
  if (attempt.agent !== undefined && attempt.state === 'dialled') holdAgent(state, attempt.agent, undefined);
  if (attempt.state === 'answered' || outcome === 'dropped')
    campaign.answers.count(outcome === 'answered' && !late ? 'connected' : 'dropped', at);
  else if (campaign.knowledge && saysSomething)
    campaign.knowledge = learnDialler(campaign.knowledge, { type: 'ended', afterMs });
  const record = campaign.records.get(event.record);
  if (!record) return;
  const made = { at: attempt.dialledAt ?? at, number: attempt.number, outcome, ...present({ late }) };
  campaign.records.put(settled({ ...record, attempts: [...record.attempts, made] }, event, outcome));
}

/** The record as it is after an attempt; a number that does not exist is no number of it any more. */
function settled(
  record: CampaignRecord,
  { next, becomes }: Pick<EventOf<'attempt-ended'>, 'next' | 'becomes'>,
  outcome?: string,
): CampaignRecord {
  const wrong = outcome === 'wrong-number' && becomes.name === 'open';
  const number = record.attempts.at(-1)?.number;
  const numbers = wrong ? record.numbers.filter((other) => other !== number) : record.numbers;
  return { ...record, numbers, next, state: becomes };
}

function evaluate(campaign: Campaign, event: EventOf<'attempt-evaluated'>): void {
  const { record: id, outcome, direct, success, at } = event;
  const record = campaign.records.get(id);
  const last = record?.attempts.at(-1);
  if (!record || last?.outcome !== 'answered') return;
  if (outcome === 'machine') {
    campaign.answers.count(last.late ? 'dropped' : 'connected', at, -1);
    campaign.answers.count('machines', at);
  }
  const made = outcome === 'machine' ? { ...last, outcome } : { ...last, conversation: { direct, success } };
  campaign.records.put(settled({ ...record, attempts: [...record.attempts.slice(0, -1), made] }, event));
}

/** An agent has finished with somebody the campaign has called. */
export function noteHandled(state: ContactCentreState, campaignId: string, durationMs: number): void {
  const campaign = state.campaigns.get(campaignId);
  if (campaign?.knowledge) campaign.knowledge = learnDialler(campaign.knowledge, { type: 'handled', durationMs });
}
