import type { Contract, Service } from '@caruso/core';
import type { AnyHandler } from './call-across.js';
import type { Channel } from './channel.js';
import { peerOf } from './channel-peer.js';

/**
 * A service whose handlers run at the other end of `channel`. It behaves as the service itself would: a call ends when its
 * handler does, an aborted signal reaches the handler, and a stream is produced no faster than it is consumed (at most 32
 * values wait) and ended when its consumer returns early. Nothing is checked here: the stub in front checks by the consumer's
 * contract, and the other side by its own.
 *
 * Calls reject with what the handler threw, with `ServiceErrors.CannotCross` or `ServiceErrors.MessageTooLarge` for what the
 * channel cannot carry, and with the reason when the channel closes, in general `ServiceErrors.ChannelClosed`; then nobody
 * knows whether the call was carried out.
 */
export function channelProxy<C extends Contract>(contract: C, channel: Channel): Service<C> {
  const { outgoing } = peerOf(channel);
  const handlers = Object.entries(contract.operations).map(([operation, { stream }]): [string, AnyHandler] => {
    const place = { contract: contract.name, operation };
    return [
      operation,
      stream
        ? (input, call) => outgoing.stream(place, input, call)
        : (input, call) => outgoing.call(place, input, call),
    ];
  });
  return Object.fromEntries(handlers) as unknown as Service<C>;
}
