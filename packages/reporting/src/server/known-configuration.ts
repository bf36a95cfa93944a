import type { Campaigns, ContactCentre } from '@caruso/communication-server/contract';
import { CarusoError, type Stub } from '@caruso/core';
import type { MonitorSettings } from '../live/monitor-of.js';
import type { QueueStore } from '../store/queue-store.js';

const DEFAULT_THRESHOLD_MS = 20_000;

/**
 * How a contact centre names its queues, agents and campaigns, and what it promises in each queue; without one, how the queues
 * were noted last.
 */
export class KnownConfiguration {
  readonly #centre: Stub<typeof ContactCentre> | undefined;
  readonly #campaigns: Stub<typeof Campaigns> | undefined;
  readonly #store: QueueStore;
  readonly #thresholds = new Map<string, number>();
  #known: MonitorSettings = { agentNames: new Map(), campaignNames: new Map(), queues: [] };
  /** A contact centre that stands by cannot tell its campaigns yet. */
  #isWhole = false;

  constructor(
    centre: Stub<typeof ContactCentre> | undefined,
    campaigns: Stub<typeof Campaigns> | undefined,
    store: QueueStore,
  ) {
    this.#centre = centre;
    this.#campaigns = campaigns;
    this.#store = store;
  }

  /** What was learned last. */
  get known(): MonitorSettings {
    return this.#known;
  }

  /** The time within which a contact of a queue is answered in time. */
  readonly thresholdOf = (queue: string): number => this.#thresholds.get(queue) ?? DEFAULT_THRESHOLD_MS;

  /** Learns what could not be told before. */
  async complete(): Promise<void> {
    if (!this.#isWhole) await this.learn();
  }

  /** Learns all of it anew. */
  async learn(): Promise<void> {
    if (!this.#centre) {
      this.#known = { ...this.#known, queues: await this.#store.all() };
      this.#isWhole = true;
      return;
    }
    const [queues, agents, campaigns] = await Promise.all([
      this.#centre.queues({}),
      this.#centre.roster({}),
      this.#campaigns?.list({}).catch(whenItStandsBy) ?? [],
    ]);
    for (const { id, serviceLevel } of queues) this.#thresholds.set(id, serviceLevel.seconds * 1_000);
    this.#known = {
      agentNames: new Map(agents.map(({ agent, name }) => [agent, name])),
      campaignNames: new Map(campaigns?.map(({ campaign, name }) => [campaign, name])),
      queues: queues.map(({ id, name, serviceLevel }) => ({ id, name, target: serviceLevel.target })),
    };
    this.#isWhole = campaigns !== undefined;
    if (this.#isWhole) await this.#store.replace(this.#known.queues);
  }
}

function whenItStandsBy(thrown: unknown): undefined {
  if (CarusoError.is(thrown) && thrown.kind === 'unavailable') return undefined;
  throw thrown;
}
