import type { Call, Contract, Service } from '@caruso/core';
import { ACTOR_HEADER, writeActor } from './actor-header.js';
import type { NatsCaller } from './nats-caller.js';
import type { Cancellation, RemoteCallOptions, RemoteOperation } from './remote-operation.js';

type Headers = Readonly<Record<string, string>>;
type Handler = (input: unknown, call: Call) => unknown;

/**
 * A service whose handlers run in another process, reached over NATS. Nothing is checked here: the stub in front checks by the
 * consumer's contract, and the provider by its own. What crosses is JSON, so a schema has to accept what it made itself after
 * that: `z.coerce.date()` does, a `transform` that makes another type does not.
 *
 * @param target tells where an operation is called
 * @param headers what travels along with each call, if anything
 */
export function remoteService<C extends Contract>(
  caller: NatsCaller,
  contract: C,
  target: (operation: string) => RemoteOperation,
  headers: () => Headers | undefined = () => undefined,
): Service<C> {
  const handlers = Object.entries(contract.operations).map(([name, { stream }]): [string, Handler] => {
    const operation = target(name);
    const options = (call: Call) => optionsOf(call, headers());
    return [
      name,
      stream
        ? (input, call) => caller.stream(operation, input, options(call))
        : (input, call) => caller.call(operation, input, options(call)),
    ];
  });
  return Object.fromEntries(handlers) as unknown as Service<C>;
}

function optionsOf(call: Call & Partial<Cancellation>, trace: Headers | undefined): RemoteCallOptions {
  const { caller, actor } = call;
  const along = actor ? { ...trace, [ACTOR_HEADER]: writeActor(actor) } : trace;
  const given = call.onAbort ? { caller, cancellation: call as Cancellation } : { caller, signal: call.signal };
  return along === undefined ? given : { ...given, headers: along };
}
