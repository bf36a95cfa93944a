import type { Skills } from '../configuration/queue-definition.js';
import type { AgentGroup } from './agent-group.js';
import { RankedSet } from './ranked-set.js';
import type { ContactRecord, QueueRecord } from './records.js';

/** What makes two contacts of a queue wait for the same agents. */
export interface Demand {
  readonly needs: Skills;
  readonly maxPenalty: number | undefined;
  /** The only agent who gets it. */
  readonly only: string | undefined;
}

/** Contacts of a queue that the same agents may take, in the order in which they are answered. */
export class WaitingLine {
  readonly queue: QueueRecord;
  readonly demand: Demand;
  readonly contacts: RankedSet<ContactRecord>;
  /** The groups of agents who may take them. */
  readonly groups = new Set<AgentGroup>();

  constructor(queue: QueueRecord, demand: Demand, before: (a: ContactRecord, b: ContactRecord) => boolean) {
    this.queue = queue;
    this.demand = demand;
    this.contacts = new RankedSet(before);
  }
}

export function demandOf({ needs, maxPenalty, prefer }: ContactRecord): Demand {
  return { needs, maxPenalty, only: prefer?.agent };
}

/** The same for the same demand. */
export function demandKey({ needs, maxPenalty, only }: Demand): string {
  const levels = Object.entries(needs).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([levels, maxPenalty ?? null, only ?? null]);
}
