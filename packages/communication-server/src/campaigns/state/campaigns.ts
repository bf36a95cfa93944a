import type { CampaignDefinition } from '../definition/campaign-definition.js';
import { DncList } from '../list/do-not-call.js';
import { Campaign, type OpenAttempt } from './campaign.js';

/** The campaigns of a contact centre, and who does not want to be called. */
export class Campaigns {
  readonly #campaigns = new Map<string, Campaign>();
  readonly #definitions: ReadonlyMap<string, CampaignDefinition>;
  /** Campaigns by their open attempts. */
  readonly #byAttempt = new Map<string, Campaign>();
  readonly dnc = new DncList();

  constructor(definitions: readonly CampaignDefinition[] = []) {
    this.#definitions = new Map(definitions.map((definition) => [definition.id, definition]));
    for (const { id } of definitions) this.record(id);
  }

  get size(): number {
    return this.#campaigns.size;
  }

  [Symbol.iterator](): Iterator<Campaign> {
    return this.#campaigns.values();
  }

  get(id: string): Campaign | undefined {
    return this.#campaigns.get(id);
  }

  /** A campaign of the log; one that the configuration names no more calls nobody. */
  record(id: string): Campaign {
    const known = this.#campaigns.get(id);
    if (known) return known;
    const campaign = new Campaign(id, this.#definitions.get(id));
    this.#campaigns.set(id, campaign);
    return campaign;
  }

  /** An attempt that has not ended, and its campaign. */
  attempt(id: string): { readonly campaign: Campaign; readonly attempt: OpenAttempt } | undefined {
    const campaign = this.#byAttempt.get(id);
    const attempt = campaign?.attempts.get(id);
    return campaign && attempt && { campaign, attempt };
  }

  /** The attempt that an agent looks at or has dialled. */
  attemptOf(agent: string): { readonly campaign: Campaign; readonly attempt: OpenAttempt } | undefined {
    for (const campaign of this.#campaigns.values())
      for (const attempt of campaign.attempts.values())
        if (attempt.agent === agent && attempt.state !== 'answered') return { campaign, attempt };
    return undefined;
  }

  setAttempt(campaign: Campaign, attempt: OpenAttempt): void {
    campaign.attempts.set(attempt.id, attempt);
    this.#byAttempt.set(attempt.id, campaign);
  }

  endAttempt(campaign: Campaign, id: string): OpenAttempt | undefined {
    const attempt = campaign.attempts.get(id);
    campaign.attempts.delete(id);
    this.#byAttempt.delete(id);
    return attempt;
  }
}
