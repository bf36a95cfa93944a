import type { ContactCentreEvent } from '@caruso/communication-server/contract';

/** What happened in a campaign today. */
interface CampaignDay {
  dialled: number;
  answered: number;
  dropped: number;
  successes: number;
}

/** A campaign as the monitor shows it. */
export interface LiveCampaign {
  readonly campaign: string;
  status: 'new' | 'running' | 'paused' | 'stopped';
  since: number;
  /** Records that may still be called. */
  open: number;
  today: CampaignDay;
}

/** Campaigns as plain data, each with the attempts that ring. */
export type CampaignsSnapshot = readonly (readonly [LiveCampaign, ringing: readonly string[]])[];

type EventOf<Type extends ContactCentreEvent['type']> = ContactCentreEvent & { readonly type: Type };

/** The fold of the log about campaigns. It holds figures and no records, so it stays small however long the lists are. */
export class LiveCampaigns {
  readonly #campaigns = new Map<string, LiveCampaign>();
  readonly #ringing = new Map<string, Set<string>>();

  constructor(snapshot: CampaignsSnapshot = []) {
    for (const [campaign, ringing] of snapshot) {
      this.#campaigns.set(campaign.campaign, structuredClone(campaign));
      this.#ringing.set(campaign.campaign, new Set(ringing));
    }
  }

  /** Those that were started, with how many lines ring. */
  get all(): readonly (LiveCampaign & { readonly ringing: number })[] {
    return [...this.#campaigns.values()].map((one) => ({ ...one, ringing: this.#ringingOf(one.campaign).size }));
  }

  apply(event: ContactCentreEvent): void {
    if (!('campaign' in event)) return;
    const one = this.#campaign(event.campaign);
    switch (event.type) {
      case 'campaign-started':
        Object.assign(one, { status: 'running', since: event.at });
        break;
      case 'campaign-paused':
        Object.assign(one, { status: 'paused', since: event.at });
        break;
      case 'campaign-stopped':
        Object.assign(one, { status: 'stopped', since: event.at });
        break;
      case 'record-loaded':
        one.open += 1;
        break;
      case 'number-barred':
        if (event.left === 0) one.open -= 1;
        break;
      case 'record-erased':
        if (event.wasOpen) one.open -= 1;
        break;
      case 'attempt-dialled':
        one.today.dialled += 1;
        this.#ringingOf(event.campaign).add(event.attempt);
        break;
      case 'attempt-answered':
        this.#ringingOf(event.campaign).delete(event.attempt);
        break;
      case 'attempt-ended':
        this.#end(one, event);
        break;
      case 'attempt-evaluated':
        if (event.success) one.today.successes += 1;
        if (event.becomes.name === 'open') one.open += 1;
        break;
    }
  }

  /** A new day begins. */
  beginDay(): void {
    for (const one of this.#campaigns.values()) one.today = nothing();
  }

  snapshot(): CampaignsSnapshot {
    return [...this.#campaigns.values()].map((one) => [structuredClone(one), [...this.#ringingOf(one.campaign)]]);
  }

  #end(one: LiveCampaign, { campaign, attempt, outcome, becomes }: EventOf<'attempt-ended'>): void {
    this.#ringingOf(campaign).delete(attempt);
    if (outcome === 'no-consent') one.today.dialled -= 1;
    if (outcome === 'answered') one.today.answered += 1;
    if (outcome === 'dropped') one.today.dropped += 1;
    if (becomes.name === 'closed') one.open -= 1;
  }

  #campaign(campaign: string): LiveCampaign {
    const known = this.#campaigns.get(campaign);
    if (known) return known;
    const one: LiveCampaign = { campaign, status: 'new', since: 0, open: 0, today: nothing() };
    this.#campaigns.set(campaign, one);
    return one;
  }

  #ringingOf(campaign: string): Set<string> {
    const known = this.#ringing.get(campaign);
    if (known) return known;
    const ringing = new Set<string>();
    this.#ringing.set(campaign, ringing);
    return ringing;
  }
}

function nothing(): CampaignDay {
  return { dialled: 0, answered: 0, dropped: 0, successes: 0 };
}
