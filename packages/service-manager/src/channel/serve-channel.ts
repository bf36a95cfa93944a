import type { Channel } from './channel.js';
import { peerOf } from './channel-peer.js';
import type { Resolve } from './served.js';

/**
 * Serves the calls that come over `channel`, each by what `resolve` finds for its contract, until the channel closes. The other
 * side may serve calls over the same channel.
 *
 * Handlers get a signal that is aborted when the caller gives up or the channel closes. Errors of CARUSO cross with code, kind
 * and data; of any other only the message crosses (as `ServiceErrors.OperationFailed`), and the log gets its stack.
 *
 * @example
 * ```ts
 * serveChannel(channel, (contract) => (contract === Greeter.name ? { contract: Greeter, service } : undefined));
 * ```
 */
export function serveChannel(channel: Channel, resolve: Resolve): void {
  peerOf(channel).incoming.serve(resolve);
}
