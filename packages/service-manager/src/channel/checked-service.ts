import type { Contract, Service } from '@caruso/core';
import { describeIssues } from '../describe-issues.js';
import { ServiceErrors } from '../errors.js';
import type { AnyHandler } from './call-across.js';
import type { Served } from './served.js';

/**
 * Serves a contract by a service whose inputs are checked here first: the other side may have checked them by another version
 * of the contract, or not at all. Schemas of contracts that are called across borders must therefore accept what they return.
 */
export function checkedService<C extends Contract>(contract: C, service: Service<C>): Served {
  const handlers = Object.entries(contract.operations).map(([operation, { input: schema }]): [string, AnyHandler] => [
    operation,
    (input, call) => {
      const result = schema.safeParse(input);
      if (!result.success) {
        const issues = describeIssues(result.error);
        throw new ServiceErrors.InvalidInput({ contract: contract.name, operation, issues });
      }
      const handler = service[operation as keyof typeof service] as unknown as AnyHandler;
      return handler.call(service, result.data, call);
    },
  ]);
  return { contract, service: Object.fromEntries(handlers) as unknown as Service<Contract> };
}
