import type { CampaignAttemptOutcome } from '../campaign-event.js';
import type { RecordOfCampaign } from '../list/campaign-record.js';
import type { ListRow } from '../list/check-list.js';

/** What somebody wants of a campaign, or what a gateway says of its calls. */
export type CampaignCommand =
  | {
      readonly type: 'start-campaign';
      readonly campaign: string;
      /** So many records are called, chosen at random, before anything is decided; all of them if left out. */
      readonly pilot?: number | undefined;
    }
  | { readonly type: 'pause-campaign'; readonly campaign: string }
  | { readonly type: 'stop-campaign'; readonly campaign: string }
  | {
      readonly type: 'load-records';
      readonly campaign: string;
      readonly list: string;
      readonly rows: readonly ListRow[];
    }
  | {
      readonly type: 'bar-number';
      /** As people write it; of the country of the campaign, or with the code of a country. */
      readonly number: string;
      readonly source: string;
      readonly campaign?: string | undefined;
      readonly country?: string | undefined;
      readonly until?: number | undefined;
    }
  | {
      readonly type: 'read-register';
      readonly register: string;
      readonly numbers: readonly string[];
      readonly source: string;
      readonly campaign?: string | undefined;
      readonly country?: string | undefined;
      readonly until?: number | undefined;
    }
  | {
      readonly type: 'unbar-number';
      readonly number: string;
      /** Only what was barred by it; by whomever if left out. */
      readonly source?: string | undefined;
      readonly campaign?: string | undefined;
      readonly country?: string | undefined;
      readonly reason: string;
    }
  /** Nothing of their numbers is kept any more; those of whom a call goes on are left. */
  | { readonly type: 'erase-records'; readonly records: readonly RecordOfCampaign[]; readonly by: string }
  /** It is time to dial, or to show records to agents. */
  | {
      readonly type: 'dial-campaign';
      readonly campaign: string;
      /** The ids of the attempts begin with it. */
      readonly run: string;
    }
  /** In preview: the agent has the record dialled, or does not want it now. */
  | { readonly type: 'dial-preview'; readonly agent: string; readonly attempt: string }
  | { readonly type: 'skip-preview'; readonly agent: string; readonly attempt: string }
  | {
      readonly type: 'attempt-answered';
      readonly attempt: string;
      /** The id the contact gets. */
      readonly contact: string;
      /** What the gateway calls it. */
      readonly externalId: string;
      readonly attributes: Readonly<Record<string, string>>;
      /** The gateway tells when the agent's telephone is picked up. */
      readonly joins?: true | undefined;
    }
  /** The telephone of an agent was picked up for a contact that the agent has. */
  | { readonly type: 'join'; readonly agent: string; readonly contact: string }
  | {
      readonly type: 'attempt-failed';
      readonly attempt: string;
      /** `dropped` when somebody has answered, and nobody of the company could know. */
      readonly outcome: Exclude<CampaignAttemptOutcome, 'answered'>;
      readonly reason: string;
      /** Whoever called was gone meanwhile. */
      readonly interrupted?: true | undefined;
    };

export type CampaignCommandOf<Type extends CampaignCommand['type']> = Extract<CampaignCommand, { type: Type }>;
