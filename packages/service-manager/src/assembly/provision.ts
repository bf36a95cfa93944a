import type { Contract, Service } from '@caruso/core';

/** A class whose instances implement a contract. */
// biome-ignore lint/suspicious/noExplicitAny: the constructor's parameters are inversify's to fill
export type ServiceClass<C extends Contract> = abstract new (...dependencies: any[]) => Service<C>;

/** A contract together with the class that implements it. */
export interface Provision {
  readonly contract: Contract;
  readonly implementation: ServiceClass<Contract>;
}

/** Says that `implementation` provides `contract`; one instance of it is made for each start of the component. */
export function provide<C extends Contract>(contract: C, implementation: ServiceClass<C>): Provision {
  return { contract, implementation: implementation as unknown as ServiceClass<Contract> };
}
