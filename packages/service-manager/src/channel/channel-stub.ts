import type { CallOptions, Contract, Stub } from '@caruso/core';
import type { AnyHandler } from './call-across.js';
import type { Channel } from './channel.js';
import { channelProxy } from './channel-proxy.js';

/** The signal of calls that nobody gives up. */
const never = new AbortController().signal;

/**
 * A stub whose calls are served by a stub at the other end of `channel` (see {@link stubService}): that one checks, waits for a
 * provider and gives up as stubs do.
 *
 * @param caller name under which the calls are made
 */
export function channelStub<C extends Contract>(contract: C, channel: Channel, caller: string): Stub<C> {
  const handlers = channelProxy(contract, channel) as unknown as Readonly<Record<string, AnyHandler>>;
  const methods = Object.entries(handlers).map(([operation, handler]) => [
    operation,
    (input: unknown, { signal = never, ...rest }: CallOptions = {}) => handler(input, { ...rest, caller, signal }),
  ]);
  return Object.freeze(Object.fromEntries(methods)) as Stub<C>;
}
