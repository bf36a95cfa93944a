import type { EventPayload } from '../../contract.js';
import { ContactCentreErrors } from '../../errors.js';
import type { ContactCentreState } from '../../state/contact-centre-state.js';
import type { Campaign } from '../state/campaign.js';
import type { CampaignCommandOf } from './campaign-command.js';
import { chooseSample } from './choose-sample.js';
import { campaignOf, definedCampaign } from './running-campaign.js';

/** What is supposed where a campaign does not say it: one of three answers, and agents need three minutes. */
const SUPPOSED = { answerShare: 0.3, handlingSeconds: 180 };

/** Begins to call, or goes on; with a pilot, only so many records until it is decided. */
export function startCampaign(
  state: ContactCentreState,
  { campaign: id, pilot }: CampaignCommandOf<'start-campaign'>,
): readonly EventPayload[] {
  const campaign = definedCampaign(state, id);
  if (campaign.status === 'running') {
    // A sample is chosen at the start: to ask for one now and be told nothing would look like a pilot.
    if (pilot !== undefined) throw new ContactCentreErrors.AlreadyCalling({ campaign: id });
    return [];
  }
  if (campaign.records.open === 0)
    throw new ContactCentreErrors.NobodyToCall({ campaign: id, records: campaign.records.size });
  const { answerShare, handlingSeconds } = campaign.definition.supposed ?? SUPPOSED;
  return [
    {
      type: 'campaign-started',
      campaign: id,
      supposed: { answerShare, handlingMs: handlingSeconds * 1_000 },
      ...(pilot === undefined ? {} : { pilot: chooseSample(campaign, pilot) }),
    },
  ];
}

/** Dials nobody any more; calls that ring or are answered go on. */
export function pauseCampaign(
  state: ContactCentreState,
  { campaign: id }: CampaignCommandOf<'pause-campaign'>,
): readonly EventPayload[] {
  const campaign = campaignOf(state, id);
  if (campaign.status !== 'running') return [];
  return [{ type: 'campaign-paused', campaign: id, because: 'wanted' }, ...withdrawPlanned(campaign, state.at)];
}

export function stopCampaign(
  state: ContactCentreState,
  { campaign: id }: CampaignCommandOf<'stop-campaign'>,
): readonly EventPayload[] {
  const campaign = campaignOf(state, id);
  if (campaign.status === 'stopped' || campaign.status === 'new') return [];
  return [{ type: 'campaign-stopped', campaign: id, because: 'wanted' }, ...withdrawPlanned(campaign, state.at)];
}

/** Records that agents look at are nobody's any more. */
export function withdrawPlanned(campaign: Campaign, now: number): readonly EventPayload[] {
  return [...campaign.attempts.values()]
    .filter(({ state }) => state === 'planned')
    .map(({ id, record, agent = '' }) => ({
      type: 'attempt-withdrawn',
      campaign: campaign.id,
      record,
      attempt: id,
      agent,
      because: 'campaign-not-running',
      notBefore: now,
    }));
}
