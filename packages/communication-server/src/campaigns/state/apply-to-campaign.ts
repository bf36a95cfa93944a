import type { ContactCentreEvent } from '../../contract.js';
import type { ContactCentreState } from '../../state/contact-centre-state.js';
import type { PayloadOf } from '../../state/records.js';
import type { CampaignEventType } from '../campaign-event.js';
import { type CampaignRecord, closeRecord, openRecord } from '../list/campaign-record.js';
import { learnDialler, supposeDialler } from '../pacing/dialler-knowledge.js';
import type { Campaign, CampaignStatus } from './campaign.js';

type CampaignEvent = ContactCentreEvent & PayloadOf<CampaignEventType>;
type EventOf<Type extends CampaignEventType> = ContactCentreEvent & PayloadOf<Type>;

/** Events about campaigns, their records and their attempts. */
export function applyToCampaign(state: ContactCentreState, event: CampaignEvent): void {
  if (event.type === 'dnc-added') {
    const { phone, source, scope, until } = event;
    state.campaigns.dnc.add({ number: phone, source, scope, ...(until === undefined ? {} : { until }) });
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
      campaign.records.put(openRecord(event.record, event.phones, event.at, event.customer));
      break;
    case 'list-read':
      for (const { record, because } of event.excluded) campaign.excluded.set(record, because);
      break;
    case 'number-barred':
      bar(campaign, event);
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

function bar(campaign: Campaign, { record: id, phone }: EventOf<'number-barred'>): void {
  const record = campaign.records.get(id);
  if (!record) return;
  const numbers = record.numbers.filter((number) => number !== phone);
  campaign.records.put(
    numbers.length === 0
      ? closeRecord(record, 'do-not-call')
      : { ...record, numbers, next: record.next % numbers.length },
  );
}

type AttemptEvent = Exclude<
  CampaignEvent,
  { type: 'dnc-added' | 'number-barred' | 'record-loaded' | 'list-read' | `campaign-${string}` }
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
      if (record) campaign.records.put({ ...record, state: { name: 'open', notBefore: event.notBefore } });
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
  const { attempt: id, contact, afterMs, connectBy, at: since } = event;
  const attempt = campaign.attempts.get(id);
  if (!attempt) return;
  state.campaigns.setAttempt(campaign, { ...attempt, state: 'answered', since, contact, connectBy });
  state.contact(contact).attempt = { campaign: campaign.id, record: attempt.record, attempt: id };
  state.deadlines.set('connect', id, connectBy);
  if (attempt.agent !== undefined) holdAgent(state, attempt.agent, undefined);
  if (campaign.knowledge) campaign.knowledge = learnDialler(campaign.knowledge, { type: 'answered', afterMs });
}

function end(state: ContactCentreState, campaign: Campaign, event: EventOf<'attempt-ended'>): void {
  const { attempt: id, outcome, afterMs, at } = event;
  const attempt = state.campaigns.endAttempt(campaign, id);
  state.deadlines.clear('connect', id);
  campaign.failures = outcome === 'failed' ? campaign.failures + 1 : 0;
  if (!attempt) return;
  if (attempt.agent !== undefined && attempt.state === 'dialled') holdAgent(state, attempt.agent, undefined);
  if (attempt.state === 'answered') campaign.answers.count(outcome === 'answered' ? 'connected' : 'dropped', at);
  else if (campaign.knowledge) campaign.knowledge = learnDialler(campaign.knowledge, { type: 'ended', afterMs });
  const record = campaign.records.get(event.record);
  if (!record) return;
  const made = { at: attempt.dialledAt ?? at, number: attempt.number, outcome };
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
    campaign.answers.count('connected', at, -1);
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
