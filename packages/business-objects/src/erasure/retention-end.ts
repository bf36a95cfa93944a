import type { AttributeValue } from '../contract.js';
import type { Retention } from '../model/erasure-model.js';

/** The ISO date from which on something may be erased; undefined when that is not known, or never. */
export function retentionEnd(
  { period }: Retention,
  values: Readonly<Record<string, AttributeValue>>,
): string | undefined {
  const from = period && values[period.from];
  return period && typeof from === 'string' ? yearsAfter(from, period.years) : undefined;
}

/** The ISO date so many years after an ISO date or instant; 29 February becomes 1 March. */
export function yearsAfter(from: string, years: number): string {
  const day = new Date(`${from.slice(0, 10)}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + years);
  return day.toISOString().slice(0, 10);
}
