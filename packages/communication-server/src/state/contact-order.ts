import type { ContactRecord } from './records.js';

/**
 * The order in which contacts are answered. Without ageing, higher priorities come first and equals by their place. With it
 * every level of priority weighs as much as some seconds of waiting; since all grow older alike, the order of two contacts
 * never changes with time.
 *
 * @param ageing - seconds of waiting that weigh as much as one level of priority
 */
export function contactOrder(ageing: number | undefined): (a: ContactRecord, b: ContactRecord) => boolean {
  if (ageing === undefined)
    return (a, b) => a.priority > b.priority || (a.priority === b.priority && a.place < b.place);
  const since = ({ queuedAt = 0, priority }: ContactRecord) => queuedAt - priority * ageing * 1_000;
  return (a, b) => {
    const difference = since(a) - since(b);
    return difference < 0 || (difference === 0 && a.place < b.place);
  };
}
