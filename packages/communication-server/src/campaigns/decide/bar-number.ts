import type { EventPayload } from '../../contract.js';
import { ContactCentreErrors } from '../../errors.js';
import type { ContactCentreState } from '../../state/contact-centre-state.js';
import { readNumber } from '../list/read-number.js';
import type { CampaignCommandOf } from './campaign-command.js';
import { definedCampaign } from './running-campaign.js';

/** Somebody does not want to be called: by all campaigns, or by one. */
export function barNumber(
  state: ContactCentreState,
  { number, source, campaign, until }: CampaignCommandOf<'bar-number'>,
): readonly EventPayload[] {
  const country = campaign === undefined ? '' : definedCampaign(state, campaign).definition.country;
  const read = readNumber(number, country);
  if ('problem' in read) throw new ContactCentreErrors.NotANumber({ number });
  return [
    {
      type: 'dnc-added',
      phone: read.number,
      source,
      scope: campaign === undefined ? 'all' : { campaign },
      ...(until === undefined ? {} : { until }),
    },
  ];
}
