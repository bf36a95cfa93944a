import type { Properties } from './properties.js';

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
