import type { EventPayload } from '../../contract.js';
import { ContactCentreErrors } from '../../errors.js';
import { present } from '../../present.js';
import type { ContactCentreState } from '../../state/contact-centre-state.js';
import type { Campaign } from '../state/campaign.js';
import type { CampaignCommandOf } from './campaign-command.js';
import { chooseSample } from './choose-sample.js';
import { campaignOf, definedCampaign } from './running-campaign.js';

/** What is supposed where a campaign does not say it: one of three answers, and agents need three minutes. */
const SUPPOSED = { answerShare: 0.3, handlingSeconds: 180 };

/** Begins to call, or goes on, with a pilot too that was interrupted; with a size, only so many records until it is decided. */
export function startCampaign(
  state: ContactCentreState,
  { campaign: id, pilot: size }: CampaignCommandOf<'start-campaign'>,
): readonly EventPayload[] {
  const campaign = definedCampaign(state, id);
  if (campaign.status === 'running') {
    // A sample is chosen at the start: to ask for one now and be told nothing would look like a pilot.
    if (size !== undefined) throw new ContactCentreErrors.AlreadyCalling({ campaign: id });
    return [];
  }
  if (campaign.records.open === 0)
    throw new ContactCentreErrors.NobodyToCall({ campaign: id, records: campaign.records.size });
  const { answerShare, handlingSeconds } = campaign.definition.supposed ?? SUPPOSED;
  const pilot = size === undefined ? interruptedPilot(campaign) : chooseSample(campaign, size);
  return [
    {
      type: 'campaign-started',
      campaign: id,
      supposed: { answerShare, handlingMs: handlingSeconds * 1_000 },
      ...present({ pilot }),
    },
  ];
}

/** Records of a pilot on which nothing was decided yet: everybody is called only after it, or when it was stopped. */
function interruptedPilot({ status, because, pilot }: Campaign): string[] | undefined {
  return pilot && status === 'paused' && because !== 'pilot-done' ? [...pilot] : undefined;
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
