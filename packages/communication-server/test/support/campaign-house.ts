import type { CampaignDefinition } from '../../src/campaigns/definition/campaign-definition.js';
import type { ListRow } from '../../src/campaigns/list/check-list.js';
import type { Queue } from '../../src/contract.js';
import { House } from './house.js';

const ALWAYS = { from: '00:00', to: '24:00' };
const everyDay = {
  monday: [ALWAYS],
  tuesday: [ALWAYS],
  wednesday: [ALWAYS],
  thursday: [ALWAYS],
  friday: [ALWAYS],
  saturday: [ALWAYS],
  sunday: [ALWAYS],
};

/** A campaign that may call Berlin at any time. */
export const spring: CampaignDefinition = {
  id: 'spring',
  name: 'Spring',
  mode: 'progressive',
  queue: 'calls',
  gateway: 'test',
  from: '+4930999',
  country: 'DE',
  window: { week: everyDay },
};

export const dispositions = [
  {
    id: 'reached',
    label: 'Reached',
    dispositions: [
      { id: 'sold', label: 'Sold', flags: { direct: true, success: true } },
      { id: 'refused', label: 'Not interested', flags: { direct: true } },
      { id: 'never', label: 'Do not call', flags: { direct: true, dnc: true } },
      { id: 'later', label: 'Call later', flags: { direct: true, retry: 3_600 } },
      { id: 'relative', label: 'Somebody else', flags: {} },
    ],
  },
  { id: 'tape', label: 'Answering machine', flags: { live: false } },
];

/** Numbers of Berlin: `+4930200001`, `+4930200002`, … */
export const rows = (count: number): ListRow[] =>
  Array.from({ length: count }, (_, index) => ({ id: `p${index + 1}`, numbers: [`030 2000${10 + index}`] }));

/** A contact centre without any shell that calls people; whoever is called is played by the test. */
export class CampaignHouse extends House {
  #runs = 0;

  constructor(
    campaign: Partial<CampaignDefinition> = {},
    agents: readonly string[] = ['ada', 'bob'],
    others: readonly CampaignDefinition[] = [],
    queue: Partial<Queue> = {},
  ) {
    super({
      queues: [{ id: 'calls', dispositions, ...queue }, { id: 'q' }],
      agents: agents.map((id) => ({ id })),
      configuration: { campaigns: [{ ...spring, ...campaign }, ...others] },
    });
  }

  load(list: readonly ListRow[]): this {
    this.do({ type: 'load-records', campaign: 'spring', list: 'list.csv', rows: list });
    return this;
  }

  begin(pilot?: number): this {
    this.do({ type: 'start-campaign', campaign: 'spring', pilot });
    return this;
  }

  /** Lets the campaign dial what it may; returns the attempts. */
  dial(campaign = 'spring'): readonly string[] {
    const run = `run${++this.#runs}`;
    return this.do({ type: 'dial-campaign', campaign, run }).flatMap((event) =>
      event.type === 'attempt-dialled' || event.type === 'attempt-planned' ? [event.attempt] : [],
    );
  }

  /** The called picks up; returns the contact. */
  picksUp(attempt: string | undefined): string {
    const contact = `c-${attempt}`;
    this.do({ type: 'attempt-answered', attempt: attempt ?? '', contact, externalId: contact, attributes: {} });
    return contact;
  }

  ends(attempt: string | undefined, outcome: 'busy' | 'no-answer' | 'machine' | 'failed' | 'wrong-number'): this {
    this.do({ type: 'attempt-failed', attempt: attempt ?? '', outcome, reason: 'test' });
    return this;
  }

  get campaign() {
    return this.state.campaigns.record('spring');
  }

  record(id: string) {
    return this.campaign.records.get(id);
  }
}
