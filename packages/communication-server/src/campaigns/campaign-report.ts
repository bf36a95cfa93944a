import { DateTime } from 'luxon';
import { present } from '../present.js';
import type { CampaignReport } from './campaigns-contract.js';
import type { DefinedCampaign } from './decide/running-campaign.js';
import { type CampaignRecord, isCall } from './list/campaign-record.js';
import { countList } from './list/list-counts.js';
import { zonesOf } from './list/zones-of-number.js';
import { bestHours, type FirstAttempt } from './pilot/best-hours.js';
import { campaignRates } from './pilot/campaign-rates.js';
import { decidePilot } from './pilot/pilot-decision.js';
import type { Rate } from './pilot/rate.js';

/** What a campaign has shown so far. */
export function campaignReport({ id, definition, records, excluded }: DefinedCampaign): CampaignReport {
  const all = [...records];
  const left = [...excluded].map(([record, because]) => ({ id: record, because, numbers: [] }));
  const { attemptsPerContact, saturation, ...rates } = campaignRates(
    countList({ records: all, excluded: left, leftOut: [] }),
  );
  const { contactability, contactabilityOfBase, directContactability, effectiveness, effectivenessOfBase } = rates;
  const ordered = [contactability, contactabilityOfBase, directContactability, effectiveness, effectivenessOfBase];
  return {
    campaign: id,
    name: definition.name,
    rates: [...ordered, rates.livePerAttempt, rates.penetration].map(rateView),
    hours: bestHours(firstAttempts(all)).map((slot) => ({ ...slot, rate: rateView(slot.rate) })),
    ...present({
      goal: definition.goal,
      attemptsPerContact,
      saturation,
      decision: decisionOf(definition.accepted, effectiveness, directContactability),
    }),
  };
}

/** By the hour where the called is; where it may be one or another, as with numbers of a whole continent, nothing is said of hours. */
function* firstAttempts(records: readonly CampaignRecord[]): Generator<FirstAttempt> {
  for (const { attempts } of records) {
    const first = attempts.find(isCall);
    const zones = first ? zonesOf(first.number) : [];
    const [zone] = zones;
    if (first && zone !== undefined && isOneHour(first.at, zones))
      yield { at: first.at, zone, live: first.outcome === 'answered' || first.outcome === 'dropped' };
  }
}

function isOneHour(at: number, zones: readonly string[]): boolean {
  const hours = zones.map((zone) => DateTime.fromMillis(at, { zone })).map(({ weekday, hour }) => `${weekday} ${hour}`);
  return new Set(hours).size === 1;
}

/** Fewer direct contacts than this decide nothing, however well they went. */
const ENOUGH = 30;

function decisionOf(accepted: number | undefined, effectiveness: Rate, direct: Rate): CampaignReport['decision'] {
  if (accepted === undefined) return undefined;
  if (effectiveness.few) return enlarged(accepted, ENOUGH, direct);
  const decision = decidePilot(effectiveness, accepted);
  if (decision.decision !== 'enlarge' || decision.to === undefined) return { accepted, decision: decision.decision };
  return enlarged(accepted, decision.to, direct);
}

function enlarged(accepted: number, to: number, direct: Rate): CampaignReport['decision'] {
  return { accepted, decision: 'enlarge', to, ...(direct.share ? { records: Math.ceil(to / direct.share) } : {}) };
}

function rateView({ share, interval, ...rate }: Rate): CampaignReport['rates'][number] {
  return { ...rate, interval: { ...interval }, ...(share === undefined ? {} : { share }) };
}
