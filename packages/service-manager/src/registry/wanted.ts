import type { Properties } from '../model/properties.js';
import type { StubOptions } from '../model/query.js';

/** What is chosen from: a query with the company it is made for, and several ranges instead of one. */
export interface Wanted {
  readonly ranges: readonly string[];
  readonly properties: Properties;
  readonly id: string | undefined;
  readonly company: string;
}

export function wanted(query: StubOptions, company: string): Wanted {
  const ranges = [...(query.version === undefined ? [] : [query.version]), ...(query.versions ?? [])];
  return { ranges, properties: query.properties ?? {}, id: query.id, company: query.company ?? company };
}

/** Equal for queries that ask for the same. */
export function keyOf({ ranges, properties, id, company }: Wanted): string {
  let key = `${company}\n${id ?? ''}\n${ranges.join('|')}`;
  for (const name of Object.keys(properties).sort()) {
    const value = properties[name];
    if (value !== undefined) key += `\n${name}=${typeof value}:${value}`;
  }
  return key;
}
