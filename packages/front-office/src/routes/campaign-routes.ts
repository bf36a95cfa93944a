import type { Campaigns } from '@caruso/communication-server/contract';
import type { Stub } from '@caruso/core';
import { FrontOfficeErrors } from '../errors.js';
import { params, type Route, route } from '../http/route.js';
import type { Services } from './services.js';

/** What a supervisor does with calling campaigns. */
export function campaignRoutes({ campaigns }: Services): Route[] {
  const ofCampaign = params('campaign');
  const known = (campaign: string): Stub<typeof Campaigns> => {
    if (campaigns) return campaigns;
    throw new FrontOfficeErrors.NoSuchCampaign({ campaign });
  };
  return [
    route('POST /api/campaigns/:campaign/start', { params: ofCampaign }, ({ params: { campaign } }) =>
      known(campaign).startCampaign({ campaign }),
    ),
    route('POST /api/campaigns/:campaign/pause', { params: ofCampaign }, ({ params: { campaign } }) =>
      known(campaign).pauseCampaign({ campaign }),
    ),
  ];
}
