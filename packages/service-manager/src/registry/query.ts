import type { Properties } from '../assembly/component.js';

/** Which provider of a contract is wanted. Every part narrows the choice; none asks for any that fits the contract. */
export interface Query {
  /** Versions of the provider that will do, as a semver range (`^1.4`, `1.4.2`); the highest of them is chosen. */
  readonly version?: string;
  /** Properties the provider must have, each with this value. */
  readonly properties?: Properties;
  /** One registration by its id. */
  readonly id?: string;
  /** For which company the call is made: its pins apply. Default: the company of the manager. */
  readonly company?: string;
}

/** How the calls through a stub are made, besides which provider they go to. */
export interface StubOptions extends Query {
  /** Who calls, as the handler is told. */
  readonly caller?: string;
  /** How long a call waits for a provider when there is none, in milliseconds. Default: the manager's. */
  readonly availabilityMs?: number;
  /** `greedy` (the default): each call goes to the best provider; `reluctant`: to the one found first, while it is there. */
  readonly binding?: 'greedy' | 'reluctant';
  /** Several ranges of which one must fit; for requirements of components. */
  readonly versions?: readonly string[];
}

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
