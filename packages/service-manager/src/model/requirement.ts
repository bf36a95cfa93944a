import type { Contract } from '@caruso/core';

/** A contract a component needs. */
export interface Requirement {
  readonly contract: Contract;
  /** It may be absent, and does not decide the order of starting. */
  readonly optional: boolean;
  /** Versions of the provider that will do, as semver ranges; one of them must fit. Default: what the contract allows. */
  readonly versions?: readonly string[];
  /** How many providers there must be before the component starts. Default 1. */
  readonly atLeast?: number;
  /** `greedy` (the default): every call goes to the best provider; `reluctant`: to the one found first, as long as it is there. */
  readonly binding?: 'greedy' | 'reluctant';
  /** When the last provider goes: `suspend` (the default) keeps the component but lets its calls wait, `stop` stops it. */
  readonly whenLost?: 'suspend' | 'stop';
}

/** Says that a component can do without `contract`: it is injected as `undefined` when nobody provides it. */
export function optional(contract: Contract): Requirement {
  return { contract, optional: true };
}

/** Says that a component cannot do without `contract`, and on which terms. */
export function required(contract: Contract, terms: Omit<Requirement, 'contract' | 'optional'> = {}): Requirement {
  return { contract, optional: false, ...terms };
}
