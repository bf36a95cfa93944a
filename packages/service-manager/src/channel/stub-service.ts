import type { CallOptions, Contract, Service, Stub } from '@caruso/core';
import type { AnyHandler, CallAcross } from './call-across.js';
import type { Served } from './served.js';

type Method = (input: unknown, options: CallOptions) => unknown;

/** Serves the calls of a contract by a stub, which checks them. What is served so is reached by {@link channelStub}. */
export function stubService<C extends Contract>(contract: C, stub: Stub<C>): Served {
  const handlers = Object.keys(contract.operations).map((operation): [string, AnyHandler] => [
    operation,
    (input, call) => (stub[operation as keyof typeof stub] as unknown as Method)(input, optionsOf(call)),
  ]);
  return { contract, service: Object.fromEntries(handlers) as unknown as Service<Contract> };
}

/** What a call that came across says to a stub. */
export function optionsOf({ signal, actor, timeoutMs, retries }: CallAcross): CallOptions {
  return {
    signal,
    ...(actor === undefined ? {} : { actor }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(retries === undefined ? {} : { retries }),
  };
}
