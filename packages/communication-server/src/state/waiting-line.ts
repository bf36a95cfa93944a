import { type Rank, RankedSet } from './ranked-set.js';
import type { ContactRecord, Demand, QueueRecord, WaitingLine } from './records.js';

/** @param rankOf - the order in which contacts are answered */
export function waitingLine(queue: QueueRecord, demand: Demand, rankOf: (contact: ContactRecord) => Rank): WaitingLine {
  return { queue, demand, contacts: new RankedSet(rankOf), groups: new Set() };
}

export function demandOf({ needs, maxPenalty, prefer }: ContactRecord): Demand {
  return { needs, needsNothing: Object.keys(needs).length === 0, maxPenalty, only: prefer?.agent };
}

/** The same for the same demand. */
export function demandKey({ needs, maxPenalty, only }: Demand): string {
  const skills = Object.keys(needs);
  if (skills.length > 1) skills.sort();
  let key = `${maxPenalty ?? ''}`;
  for (const skill of skills) key += ` ${needs[skill]} ${skill.length} ${skill}`;
  return only === undefined ? key : `${key} @${only}`;
}
