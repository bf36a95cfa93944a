import type { CampaignDefinition } from '../definition/campaign-definition.js';
import { CallingWindow } from '../list/calling-window.js';
import type { ExcludedRow } from '../list/check-list.js';
import type { DiallerKnowledge } from '../pacing/dialler-knowledge.js';
import { AnswerLog } from './answer-log.js';
import { RecordBook } from './record-book.js';

/** Whether a campaign calls. */
export type CampaignStatus = 'new' | 'running' | 'paused' | 'stopped';

/** An attempt that has not ended; times in milliseconds since 1970 UTC. */
export interface OpenAttempt {
  readonly id: string;
  readonly record: string;
  readonly number: string;
  /** `planned`: an agent looks at the record. `dialled`: it rings. `answered`: the called waits for an agent. */
  readonly state: 'planned' | 'dialled' | 'answered';
  readonly since: number;
  readonly dialledAt?: number;
  /** Who looks at the record, or for whom it is dialled; nobody alone in predictive campaigns. */
  readonly agent?: string;
  readonly contact?: string;
  readonly connectBy?: number;
  /** When the call is given up; at `connectBy` if left out. */
  readonly messageAt?: number;
  /** The connection counts from when the agent's telephone is picked up. */
  readonly joins?: true;
}

/** What the log says of a campaign. Only `applyToCampaign` changes it. */
export class Campaign {
  readonly id: string;
  /** Undefined for a campaign of the log that the configuration names no more. */
  readonly definition: CampaignDefinition | undefined;
  readonly window: CallingWindow | undefined;
  status: CampaignStatus = 'new';
  since = 0;
  /** Why it is paused or stopped. */
  because?: string;
  readonly records = new RecordBook();
  /** Rows of the lists that are not called. */
  readonly excluded = new Map<string, ExcludedRow['because']>();
  readonly attempts = new Map<string, OpenAttempt>();
  answers = new AnswerLog();
  /** Undefined before the first start. */
  knowledge?: DiallerKnowledge;
  /** The records of a pilot; all are called without it. */
  pilot?: ReadonlySet<string>;
  /** Attempts in a row that the network could not connect. */
  failures = 0;

  constructor(id: string, definition: CampaignDefinition | undefined) {
    this.id = id;
    this.definition = definition;
    this.window = definition && new CallingWindow(definition.window as ConstructorParameters<typeof CallingWindow>[0]);
  }

  /** Lines that ring, or were answered and have no agent yet. */
  get lines(): readonly OpenAttempt[] {
    return [...this.attempts.values()].filter(({ state }) => state !== 'planned');
  }
}
