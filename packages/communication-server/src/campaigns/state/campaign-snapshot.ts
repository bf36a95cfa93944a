import type { ContactCentreState } from '../../state/contact-centre-state.js';
import type { CampaignRecord } from '../list/campaign-record.js';
import type { ExcludedRow } from '../list/check-list.js';
import type { KeptDncList } from '../list/do-not-call.js';
import type { WindowCounts } from '../pacing/abandonment.js';
import type { DiallerKnowledge } from '../pacing/dialler-knowledge.js';
import { AnswerLog } from './answer-log.js';
import type { CampaignStatus, OpenAttempt } from './campaign.js';

interface KeptCampaign {
  readonly id: string;
  readonly status: CampaignStatus;
  readonly since: number;
  readonly because?: string;
  readonly records: readonly CampaignRecord[];
  readonly excluded: readonly (readonly [string, ExcludedRow['because']])[];
  readonly attempts: readonly OpenAttempt[];
  readonly answers: readonly (readonly [number, WindowCounts])[];
  readonly knowledge?: DiallerKnowledge;
  readonly pilot?: readonly string[];
  readonly failures: number;
}

/** The campaigns of a state as plain data. */
export interface CampaignsSnapshot {
  readonly campaigns: readonly KeptCampaign[];
  readonly dnc: KeptDncList;
}

export function campaignsSnapshotOf({ campaigns }: ContactCentreState): CampaignsSnapshot {
  return {
    // One that nothing has happened to is made by the configuration.
    campaigns: [...campaigns]
      .filter(({ status, records, excluded }) => status !== 'new' || records.size + excluded.size > 0)
      .map(({ id, status, since, because, records, excluded, attempts, answers, knowledge, pilot, failures }) => ({
        ...{ id, status, since, failures },
        records: [...records],
        excluded: [...excluded],
        attempts: [...attempts.values()],
        answers: answers.hours,
        ...(because === undefined ? {} : { because }),
        ...(knowledge === undefined ? {} : { knowledge }),
        ...(pilot === undefined ? {} : { pilot: [...pilot] }),
      })),
    dnc: campaigns.dnc.kept,
  };
}

export function restoreCampaigns(state: ContactCentreState, { campaigns, dnc }: CampaignsSnapshot): void {
  state.campaigns.dnc.restore(dnc);
  for (const kept of campaigns) {
    const campaign = state.campaigns.record(kept.id);
    const { status, since, because, knowledge, pilot, failures } = kept;
    Object.assign(campaign, { status, since, failures });
    if (because !== undefined) campaign.because = because;
    if (knowledge) campaign.knowledge = knowledge;
    if (pilot) campaign.pilot = new Set(pilot);
    for (const record of kept.records) campaign.records.put(record);
    for (const [record, why] of kept.excluded) campaign.excluded.set(record, why);
    campaign.answers = new AnswerLog(kept.answers);
    for (const attempt of kept.attempts) {
      state.campaigns.setAttempt(campaign, attempt);
      const { id, messageAt, connectBy } = attempt;
      if (attempt.state === 'answered') state.deadlines.set('connect', id, messageAt ?? connectBy);
    }
  }
}
