import type { EventPayload } from '../../contract.js';
import type { ContactCentreState } from '../../state/contact-centre-state.js';
import { regimeOf, waitForAgentMs } from '../definition/campaign-definition.js';
import type { CampaignRecord } from '../list/campaign-record.js';
import { nextCall } from '../list/next-call.js';
import { type Pacing, pace } from '../pacing/pace.js';
import type { Campaign } from '../state/campaign.js';
import type { CampaignCommandOf } from './campaign-command.js';
import { floorOf, freeAgents } from './floor-of.js';
import { type DefinedCampaign, isDefined } from './running-campaign.js';

/** How many lines of a campaign are to be dialled now, or records shown, and why; undefined while it calls nobody. */
export function pacingOf(state: ContactCentreState, campaign: Campaign, now: number): Pacing | undefined {
  const { status, knowledge, answers } = campaign;
  if (status !== 'running' || !isDefined(campaign) || !knowledge) return undefined;
  const { mode, cap } = campaign.definition;
  const regime = { ...regimeOf(campaign.definition), connectWithinMs: waitForAgentMs(campaign.definition) };
  return pace(
    {
      ...floorOf(state, campaign, now),
      ...{ mode, regime, knowledge },
      ...(cap === undefined ? {} : { ownCap: cap }),
      window: answers.within(regime.windowMs, now),
    },
    now,
  );
}

/** Dials the lines that the pacing allows, or shows records to agents who are free. */
export function dialCampaign(
  state: ContactCentreState,
  { campaign: id, run }: CampaignCommandOf<'dial-campaign'>,
  now: number,
): readonly EventPayload[] {
  const campaign = state.campaigns.get(id);
  const pacing = campaign && pacingOf(state, campaign, now);
  if (!campaign || !pacing || !isDefined(campaign)) return [];
  const { gateway, mode } = campaign.definition;
  if (state.gatewaysAway.has(gateway)) return [];
  if (mode === 'predictive')
    return assign(state, campaign, pacing.dial, now, (record, phone, place) => ({
      type: 'attempt-dialled',
      ...{ campaign: id, record, phone, gateway },
      attempt: `${run}.${place}`,
    }));
  const agents = waitingAgents(state, campaign, now);
  const count = mode === 'preview' ? agents.length : Math.min(pacing.dial, agents.length);
  return assign(state, campaign, count, now, (record, phone, place) => {
    const attempt = { campaign: id, record, phone, attempt: `${run}.${place}`, agent: agents[place]?.id ?? '' };
    return mode === 'preview'
      ? { type: 'attempt-planned', ...attempt }
      : { type: 'attempt-dialled', gateway, ...attempt };
  });
}

/** Free agents for whom no campaign has a record or a line, the longest idle first. */
function waitingAgents(state: ContactCentreState, campaign: Campaign, now: number) {
  const engaged = new Set(
    [...state.campaigns].flatMap(({ attempts }) => [...attempts.values()].flatMap(({ agent }) => agent ?? [])),
  );
  return freeAgents(state, campaign, now)
    .filter(({ id }) => !engaged.has(id))
    .sort((one, other) => one.idleSince - other.idleSince || one.idleRank - other.idleRank);
}

/** Takes so many records, and bars the numbers of those who do not want to be called by now. */
function assign(
  state: ContactCentreState,
  campaign: DefinedCampaign,
  count: number,
  now: number,
  attempt: (record: string, phone: string, place: number) => EventPayload,
): readonly EventPayload[] {
  if (count <= 0) return [];
  const events: EventPayload[] = [];
  const rules = { campaign: campaign.id, dnc: state.campaigns.dnc, window: campaign.window };
  let taken = 0;
  for (const record of candidates(campaign, now)) {
    const next = nextCall(record, rules, now);
    if ('call' in next) events.push(attempt(record.id, next.call, taken++));
    else if ('never' in next && next.entry) {
      const { number: phone, source } = next.entry;
      const left = record.numbers.length - 1;
      events.push({ type: 'number-barred', campaign: campaign.id, record: record.id, phone, source, left });
    }
    if (taken === count) break;
  }
  return events;
}

function* candidates({ records, pilot, window }: DefinedCampaign, now: number): Generator<CampaignRecord> {
  if (!pilot) yield* records.callable(window, now);
  else
    for (const id of pilot) {
      const record = records.get(id);
      if (record?.state.name === 'open' && record.state.notBefore <= now) yield record;
    }
}
