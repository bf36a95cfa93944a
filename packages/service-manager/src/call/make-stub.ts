import type { CallOptions, Contract, Stub } from '@caruso/core';
import { callOnce } from './call-once.js';
import { callWithCare } from './call-with-care.js';
import type { Route } from './route.js';
import type { CallHost, Target } from './service-call.js';
import { StreamCall } from './stream-call.js';

/** How the calls of a stub are made. */
interface StubTerms {
  readonly caller: string;
  readonly availabilityMs: number;
}

/** What a consumer holds: a method for each operation, which finds the provider when it is called. */
export function makeStub<C extends Contract>(host: CallHost, contract: C, route: Route, terms: StubTerms): Stub<C> {
  const methods = Object.entries(contract.operations).map(([name, operation]) => {
    const target: Target = { host, route, contract, name, operation, ...terms, repeat: callWithCare };
    return [
      name,
      operation.stream
        ? (input: unknown, options?: CallOptions) => new StreamCall(target, input, options)
        : (input: unknown, options?: CallOptions) => callOnce(target, input, options),
    ];
  });
  return Object.freeze(Object.fromEntries(methods)) as Stub<C>;
}
