import type { CallOptions, Contract, Stub } from '@caruso/core';
import { ServiceErrors } from '../../errors.js';

type Method = (input: unknown, options?: CallOptions) => unknown;

/**
 * A stub whose calls fail with `ServiceErrors.Forbidden` while `forbidden` says so, instead of waiting for a provider that will
 * never be shown.
 */
export function forbiddingStub<C extends Contract>(contract: C, stub: Stub<C>, forbidden: () => boolean): Stub<C> {
  const methods = Object.entries(contract.operations).map(([operation, { stream }]): [string, Method] => {
    const problem = () => new ServiceErrors.Forbidden({ contract: contract.name, operation });
    const call = stub[operation as keyof typeof stub] as unknown as Method;
    return [
      operation,
      (input, options) => {
        if (!forbidden()) return call(input, options);
        return stream ? failingStream(problem()) : Promise.reject(problem());
      },
    ];
  });
  return Object.freeze(Object.fromEntries(methods)) as unknown as Stub<C>;
}

// biome-ignore lint/correctness/useYield: a stream that fails with its first value has none
async function* failingStream(problem: Error): AsyncGenerator<never> {
  throw problem;
}
