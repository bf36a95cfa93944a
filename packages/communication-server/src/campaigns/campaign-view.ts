import { upperLimit } from '@caruso/core';
import { present } from '../present.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { CampaignView } from './campaigns-contract.js';
import { pacingOf } from './decide/dial-campaign.js';
import { freeAgents } from './decide/floor-of.js';
import type { DefinedCampaign } from './decide/running-campaign.js';
import { regimeOf } from './definition/campaign-definition.js';
import { abandonmentOf } from './pacing/abandonment.js';
import { explainPacing } from './pacing/explain-pacing.js';
import { capOf } from './pacing/regime.js';

/** A picture of a campaign, now. */
export function campaignView(state: ContactCentreState, campaign: DefinedCampaign, now: number): CampaignView {
  const { id, definition, status, because, since, records, excluded, attempts, pilot, window } = campaign;
  const { name, goal, mode, queue } = definition;
  const open = [...attempts.values()];
  const inState = (wanted: string) => open.filter((attempt) => attempt.state === wanted).length;
  const pacing = pacingOf(state, campaign, now);
  return {
    campaign: id,
    ...{ name, mode, queue, status, since },
    base: records.size + excluded.size,
    valid: records.size,
    open: records.open,
    excluded: countBy(excluded.values()),
    ringing: inState('dialled'),
    waiting: inState('answered'),
    looking: inState('planned'),
    freeAgents: freeAgents(state, campaign, now).length,
    attempts: countBy(allAttempts(campaign).map(({ outcome }) => outcome)),
    direct: countRecords(campaign, 'direct'),
    successes: countRecords(campaign, 'success'),
    abandonment: abandonmentView(campaign, now),
    ...present({
      goal,
      because,
      pilot: pilot && {
        records: pilot.size,
        done: [...pilot].filter((record) => records.get(record)?.state.name === 'closed').length,
      },
      pacing: pacing && explainPacing(pacing.explanation),
      nextCallAt: status === 'running' ? records.nextCallAt(window, now) : undefined,
    }),
  };
}

function abandonmentView(campaign: DefinedCampaign, now: number): CampaignView['abandonment'] {
  const regime = regimeOf(campaign.definition);
  const { abandoned, of } = abandonmentOf(campaign.answers.within(regime.windowMs, now), regime);
  return {
    regime: regime.id,
    abandoned,
    of,
    ...(of === 0 ? {} : { share: abandoned / of }),
    upperLimit: upperLimit(abandoned, of, regime.confidence),
    cap: capOf(regime, campaign.definition.cap),
  };
}

function allAttempts({ records }: DefinedCampaign) {
  return [...records].flatMap(({ attempts }) => attempts);
}

function countRecords({ records }: DefinedCampaign, what: 'direct' | 'success'): number {
  let count = 0;
  for (const { attempts } of records) if (attempts.some(({ conversation }) => conversation?.[what])) count += 1;
  return count;
}

function countBy(names: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
