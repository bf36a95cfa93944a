import { type Clock, systemClock } from '@caruso/core';
import { LocalServiceManager } from '../../manager/local-service-manager.js';
import { type NatsOptions, openConnection } from '../open-connection.js';
import { Membership } from './membership.js';
import { RemoteManager } from './remote-manager.js';

/** How a process joins the services of a company. */
export interface ConnectOptions extends NatsOptions {
  /** How long a call waits for a provider when there is none, in milliseconds. Default 2,000. */
  readonly availabilityMs?: number;
  /** How many calls of one contract may wait for a provider. Default 1,000. */
  readonly maxParked?: number;
  /** How long to wait for the hub, when joining and when registering, in milliseconds. Default 10,000. */
  readonly hubMs?: number;
  readonly clock?: Clock;
}

/**
 * Joins the services of a company from another process, on this machine or another. The assembly of the company shares its
 * services with `natsHub`.
 *
 * @param servers `nats://host:port`, one or several of a cluster, separated by commas
 * @throws ServiceErrors.CannotConnect, ServiceErrors.NotAdmitted; ServiceErrors.HubUnreachable when no hub answers
 * @example
 * ```ts
 * const manager = await connectManager('nats://127.0.0.1:4222', { company: 'demo', user: 'shop', pass: '…' });
 * await manager.register(orders());
 * const { text } = await manager.get(Greeter).greet({ name: 'Ada' });
 * await manager.stop();
 * ```
 */
export async function connectManager(servers: string, options: ConnectOptions): Promise<RemoteManager> {
  const { company, clock = systemClock, hubMs = 10_000, availabilityMs, maxParked } = options;
  const link = await openConnection(servers, options);
  const manager = new LocalServiceManager({
    company,
    clock,
    log: link.log,
    ...(availabilityMs === undefined ? {} : { availabilityMs }),
    ...(maxParked === undefined ? {} : { maxParked }),
  });
  const membership = new Membership({ manager, link, clock, hubMs });
  try {
    await membership.begin();
  } catch (problem) {
    await membership.end();
    throw problem;
  }
  return new RemoteManager(manager, membership);
}
