import type { Call, Clock, Contract, Operation, Service, Stub } from '@caruso/core';
import type { Findings } from './finding.js';

/** How a service is made: a fresh one each time, unless there is only one. */
export type ServiceSource<C extends Contract> =
  | Service<C>
  | (new () => Service<C>)
  | (() => Service<C> | Promise<Service<C>>);

/** The conditions of a verification. */
export interface Conditions {
  readonly contract: Contract;
  readonly clock: Clock;
  /** How long a start, a check, a stop, and a call without a time-out of its own may take. */
  readonly withinMs: number;
  /** How long a handler may take to end when it is told to. */
  readonly graceMs: number;
  readonly findings: Findings;
}

/** A started service that is being verified. */
export interface Subject extends Conditions {
  readonly service: Service<Contract>;
  /** For examples that must call the service to be made. */
  readonly stub: Stub<Contract>;
}

/** An operation of a subject, about to be tried. */
export interface Trial extends Subject {
  readonly name: string;
  readonly operation: Operation;
}

/** What makes the services of a source. */
export function makerOf<C extends Contract>(contract: C, source: ServiceSource<C>): () => Promise<Service<Contract>> {
  const make = () => {
    if (typeof source !== 'function') return source;
    return isClass(contract, source) ? new source() : (source as () => Service<C> | Promise<Service<C>>)();
  };
  return async () => (await make()) as unknown as Service<Contract>;
}

/** How long a call of the operation may take. */
export function limitOf({ operation, withinMs }: Pick<Trial, 'operation' | 'withinMs'>): number {
  return operation.timeoutMs ?? withinMs;
}

/** Calls a handler, with nothing in between. */
export function invoke(service: Service<Contract>, name: string, input: unknown, call: Call): unknown {
  const handler = service[name as keyof typeof service] as unknown as (input: unknown, call: Call) => unknown;
  return handler.call(service, input, call);
}

/** A stub that calls the service itself, without a manager. */
export function directStub(contract: Contract, service: Service<Contract>): Stub<Contract> {
  const call: Call = { signal: new AbortController().signal, caller: 'verify' };
  const methods = Object.entries(contract.operations).map(([name, { input, output, stream }]) => {
    const begin = (argument: unknown) => invoke(service, name, input.parse(argument), call);
    const one = async (argument: unknown) => output.parse(await begin(argument));
    const many = async function* (argument: unknown) {
      for await (const value of begin(argument) as AsyncIterable<unknown>) yield output.parse(value);
    };
    return [name, stream ? many : one];
  });
  return Object.fromEntries(methods);
}

function isClass<C extends Contract>(contract: C, source: object): source is new () => Service<C> {
  const { prototype } = source as { prototype?: object };
  // A class that was compiled to a function shows by its methods what it is.
  return (
    /^class\b/.test(Function.prototype.toString.call(source)) ||
    (prototype !== undefined && Object.keys(contract.operations).some((name) => name in prototype))
  );
}
