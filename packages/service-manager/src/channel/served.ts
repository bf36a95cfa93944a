import type { Contract, Service } from '@caruso/core';

/** What serves the calls of one contract that come over a channel. */
export interface Served {
  /** Says which operations there are, and which of them are streams. */
  readonly contract: Contract;
  /** The handlers. They get the input as it came: one that was not checked yet is checked by `checkedService`. */
  readonly service: Service<Contract>;
}

/** Finds what serves a contract for a caller; undefined when nothing does. What it throws, the caller gets. */
export type Resolve = (contract: string, caller: string) => Served | undefined;

/** Serves a contract by a service as it is. */
export function served<C extends Contract>(contract: C, service: Service<C>): Served {
  return { contract, service: service as unknown as Service<Contract> };
}
