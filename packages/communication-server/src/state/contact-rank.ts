import type { Rank } from './ranked-set.js';
import type { ContactRecord } from './records.js';

/**
 * The order in which contacts are answered. Without ageing, higher priorities come first and equals by their place. With it
 * every level of priority weighs as much as some seconds of waiting; since all grow older alike, the order of two contacts
 * never changes with time.
 *
 * @param ageing - seconds of waiting that weigh as much as one level of priority
 */
export function contactRank(ageing: number | undefined): (contact: ContactRecord) => Rank {
  if (ageing === undefined) return ({ priority, place }) => [0 - priority, place];
  return ({ queuedAt = 0, priority, place }) => [queuedAt - priority * ageing * 1_000, place];
}
