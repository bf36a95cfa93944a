import type { CallOptions, Contract } from '@caruso/core';
import type { ServiceEntry } from './service-entry.js';

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
