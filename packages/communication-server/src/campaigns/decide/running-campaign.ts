import { ContactCentreErrors } from '../../errors.js';
import type { ContactCentreState } from '../../state/contact-centre-state.js';
import type { CampaignDefinition } from '../definition/campaign-definition.js';
import type { CallingWindow } from '../list/calling-window.js';
import { DEFAULT_POLICY, type RetryPolicy } from '../list/retry.js';
import type { Campaign } from '../state/campaign.js';

/** A campaign that the configuration names. */
export type DefinedCampaign = Campaign & { readonly definition: CampaignDefinition; readonly window: CallingWindow };

/** @throws ContactCentreErrors.UnknownCampaign */
export function campaignOf({ campaigns }: ContactCentreState, id: string): Campaign {
  const campaign = campaigns.get(id);
  if (!campaign) throw new ContactCentreErrors.UnknownCampaign({ campaign: id, known: idsOf(campaigns) });
  return campaign;
}

/** @throws ContactCentreErrors.UnknownCampaign also when the configuration names it no more */
export function definedCampaign(state: ContactCentreState, id: string): DefinedCampaign {
  const campaign = campaignOf(state, id);
  if (isDefined(campaign)) return campaign;
  throw new ContactCentreErrors.UnknownCampaign({ campaign: id, known: idsOf(state.campaigns) });
}

export function isDefined(campaign: Campaign): campaign is DefinedCampaign {
  return campaign.definition !== undefined && campaign.window !== undefined;
}

function idsOf(campaigns: ContactCentreState['campaigns']): string[] {
  return [...campaigns].filter(isDefined).map(({ id }) => id);
}

export function policyOf({ definition }: Campaign): RetryPolicy {
  return (definition?.retry as RetryPolicy | undefined) ?? DEFAULT_POLICY;
}
