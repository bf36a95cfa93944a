import { RankedSet } from './ranked-set.js';
import type { ContactRecord, Demand, QueueRecord, WaitingLine } from './records.js';

/** @param before - whether a contact is answered before another */
export function waitingLine(
  queue: QueueRecord,
  demand: Demand,
  before: (a: ContactRecord, b: ContactRecord) => boolean,
): WaitingLine {
  return { queue, demand, contacts: new RankedSet(before), groups: new Set() };
}

export function demandOf({ needs, maxPenalty, prefer }: ContactRecord): Demand {
  return { needs, maxPenalty, only: prefer?.agent };
}

/** The same for the same demand. */
export function demandKey({ needs, maxPenalty, only }: Demand): string {
  const levels = Object.entries(needs).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([levels, maxPenalty ?? null, only ?? null]);
}
