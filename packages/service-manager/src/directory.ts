import type { CallOptions, Contract, ServiceState } from '@caruso/core';

/** What can be said about a service from outside. */
export interface ServiceEntry {
  readonly contract: string;
  readonly version: string;
  readonly component: string;
  readonly state: ServiceState;
  /** Calls since the start, those that failed, and those in flight now. */
  readonly calls: number;
  readonly failures: number;
  readonly leases: number;
  /** Why it is not active, when there is a reason. */
  readonly reason?: string;
}

/**
 * Finds services by name at run time: for dialog scripts, the studio and the command line, which learn only then what they
 * call. Code that knows its contract asks for the stub instead.
 */
export interface Directory {
  /** The contracts of the assembly, also of services that have not started yet. */
  contracts(): readonly Contract[];
  /**
   * Calls an operation by name. The input is checked against the contract as for any call.
   *
   * @throws ServiceErrors.UnknownService, ServiceErrors.UnknownOperation, and what the operation throws
   */
  call(contract: string, operation: string, input: unknown, options?: CallOptions): Promise<unknown>;
  entries(): readonly ServiceEntry[];
}
