import type { EventPayload } from '../../contract.js';
import { queued } from '../../decide/decide-queueing.js';
import { changeOf } from '../../decide/shown-state.js';
import { ContactCentreErrors } from '../../errors.js';
import { present } from '../../present.js';
import type { ContactCentreState } from '../../state/contact-centre-state.js';
import type { PayloadOf } from '../../state/records.js';
import { regimeOf, waitForAgentMs } from '../definition/campaign-definition.js';
import type { AttemptOutcome } from '../list/campaign-record.js';
import { AFTER_FAILURE, finishAttempt, type RetryPolicy } from '../list/retry.js';
import { zonesOf } from '../list/zones-of-number.js';
import type { Campaign, OpenAttempt } from '../state/campaign.js';
import type { CampaignCommandOf } from './campaign-command.js';
import { policyOf } from './running-campaign.js';

/** When an agent who has skipped a record, or another one, sees it again, in minutes. */
const SKIPPED_FOR_MINUTES = 30;

/** The agent has the record dialled that is shown, unless it must not be any more. */
export function dialPreview(
  state: ContactCentreState,
  command: CampaignCommandOf<'dial-preview'>,
  now: number,
): readonly EventPayload[] {
  const { campaign, attempt } = plannedFor(state, command);
  const { gateway = '' } = campaign.definition ?? {};
  const { id, record, number: phone } = attempt;
  const entry = state.campaigns.dnc.forbids(phone, campaign.id, now);
  if (entry || !campaign.window?.allows(zonesOf(phone), now)) {
    const ids = { campaign: campaign.id, record, attempt: id, agent: command.agent };
    const left = (campaign.records.get(record)?.numbers.length ?? 1) - 1;
    return [
      { type: 'attempt-withdrawn', ...ids, because: 'not-allowed', notBefore: now },
      ...(entry
        ? [{ type: 'number-barred', campaign: campaign.id, record, phone, source: entry.source, left } as const]
        : []),
    ];
  }
  return [
    { type: 'attempt-dialled', campaign: campaign.id, record, attempt: id, phone, gateway, agent: command.agent },
  ];
}

export function skipPreview(
  state: ContactCentreState,
  command: CampaignCommandOf<'skip-preview'>,
  now: number,
): readonly EventPayload[] {
  const { campaign, attempt } = plannedFor(state, command);
  const notBefore = now + SKIPPED_FOR_MINUTES * 60_000;
  const { id, record } = attempt;
  return [
    {
      type: 'attempt-withdrawn',
      campaign: campaign.id,
      record,
      attempt: id,
      agent: command.agent,
      because: 'skipped',
      notBefore,
    },
  ];
}

/** The called has answered: a contact, for which an agent must be found, or a message begin, in the time that the rule gives. */
export function answerAttempt(
  state: ContactCentreState,
  { attempt: id, contact, externalId, attributes, joins }: CampaignCommandOf<'attempt-answered'>,
  now: number,
): readonly EventPayload[] {
  const { campaign, attempt } = state.campaigns.attempt(id) ?? {};
  if (!campaign?.definition || attempt?.state !== 'dialled') return [];
  const { definition } = campaign;
  const { number, record, dialledAt = now } = attempt;
  const customer = campaign.records.get(record)?.customer;
  const afterMs = now - dialledAt;
  const connectBy = now + regimeOf(definition).connectWithinMs;
  const messageAt = definition.dropMessage && now + waitForAgentMs(definition);
  return [
    {
      type: 'contact-arrived',
      contact,
      channel: 'voice',
      direction: 'out',
      gateway: definition.gateway,
      externalId,
      from: number,
      to: definition.from,
      attributes: { ...attributes },
      ...(customer === undefined ? {} : { customer }),
    },
    {
      type: 'attempt-answered',
      ...{ campaign: campaign.id, record, attempt: id, contact, afterMs, connectBy },
      ...present({ messageAt, joins }),
    },
    ...connectOrQueue(state, definition.queue, attempt, contact, now),
  ];
}

/**
 * It is the agent for whom it was dialled; in predictive campaigns whoever the queue chooses. The hours and limits of the queue are
 * for those who call: the campaign has its own, and whom it has called waits no longer than the rule lets him.
 */
function connectOrQueue(
  state: ContactCentreState,
  queue: string,
  { agent: id, number }: OpenAttempt,
  contact: string,
  now: number,
): readonly EventPayload[] {
  const agent = id === undefined ? undefined : state.agents.get(id);
  if (agent?.state !== 'ready' || agent.reservation !== undefined)
    return [queued(state, state.queueRecord(queue), { id: contact, from: number, channel: 'voice' }, {}, now)];
  return [
    { type: 'contact-queued', contact, queue },
    { type: 'contact-connected', contact, queue, agent: agent.id },
    ...changeOf(agent, 'busy', contact),
  ];
}

/** Who was called hears the agent from now on. */
export function join(
  state: ContactCentreState,
  { agent, contact: id }: CampaignCommandOf<'join'>,
): readonly EventPayload[] {
  const contact = state.contact(id);
  const open = contact.attempt && state.campaigns.attempt(contact.attempt.attempt);
  if (!open || contact.state !== 'connected' || contact.agent !== agent) return [];
  return [{ type: 'agent-joined', contact: id, agent }];
}

/** Nobody was reached. */
export function failAttempt(
  state: ContactCentreState,
  { attempt: id, outcome, reason, interrupted }: CampaignCommandOf<'attempt-failed'>,
  now: number,
): readonly EventPayload[] {
  const found = state.campaigns.attempt(id);
  if (found?.attempt.state !== 'dialled') return [];
  return [endOf(found.campaign, found.attempt, outcome, now, { reason, interrupted })];
}

/** No message is longer: its end is not told by every gateway. */
const LONGEST_MESSAGE_MS = 60_000;

/** The time for an agent is over: the call ends, when the called has heard who it was. */
export function dropAttempt(state: ContactCentreState, id: string, now: number): readonly EventPayload[] {
  const { campaign, attempt } = state.campaigns.attempt(id) ?? {};
  const { contact } = attempt ?? {};
  const found = contact === undefined ? undefined : state.contact(contact);
  // An agent whose telephone rings will be there late, but better than nobody.
  if (contact === undefined || found?.dropMessage || (found?.state !== 'waiting' && found?.state !== 'offered'))
    return [];
  const message = campaign?.definition?.dropMessage;
  if (!message) return [{ type: 'contact-closed', contact, outcome: 'dropped' }];
  return [{ type: 'drop-message-begun', contact, ...message, until: now + LONGEST_MESSAGE_MS }];
}

/** The message should be over by now. */
export function endDropMessage(state: ContactCentreState, contact: string): readonly EventPayload[] {
  return state.contact(contact).state === 'closed' ? [] : [{ type: 'contact-closed', contact, outcome: 'dropped' }];
}

/** The end of an attempt, with what becomes of its record. */
export function endOf(
  campaign: Campaign,
  { id, record, agent, dialledAt = 0, connectBy }: OpenAttempt,
  outcome: AttemptOutcome,
  now: number,
  { reason, interrupted }: Pick<CampaignCommandOf<'attempt-failed'>, 'interrupted'> & { readonly reason?: string } = {},
): PayloadOf<'attempt-ended'> {
  const before = campaign.records.get(record);
  const policy = interrupted ? againAfterFailure(policyOf(campaign)) : policyOf(campaign);
  const after = before && finishAttempt(before, outcome, now, policy);
  const becomes =
    after?.state.name === 'dialling' || !after
      ? ({ name: 'closed', because: 'attempts-used-up' } as const)
      : after.state;
  return {
    type: 'attempt-ended',
    campaign: campaign.id,
    record,
    attempt: id,
    outcome,
    afterMs: now - dialledAt,
    next: after?.next ?? 0,
    becomes,
    ...present({ agent, reason, interrupted, late: isLate(outcome, connectBy, now) }),
  };
}

/** Whose telephone rang when the server or the gateway went is called again, also where no rule is for calls that failed. */
function againAfterFailure(policy: RetryPolicy): RetryPolicy {
  return { ...policy, rules: { failed: AFTER_FAILURE, ...policy.rules } };
}

function isLate(outcome: AttemptOutcome, connectBy: number | undefined, now: number): true | undefined {
  return outcome === 'answered' && connectBy !== undefined && now > connectBy ? true : undefined;
}

function plannedFor(
  state: ContactCentreState,
  { agent, attempt: id }: { readonly agent: string; readonly attempt: string },
): { readonly campaign: Campaign; readonly attempt: OpenAttempt } {
  const { id: known } = state.agent(agent);
  const found = state.campaigns.attempt(id);
  if (found?.attempt.state !== 'planned' || found.attempt.agent !== known)
    throw new ContactCentreErrors.PreviewOver({
      agent,
      attempt: id,
      current: state.campaigns.attemptOf(agent)?.attempt.id,
    });
  return found;
}
