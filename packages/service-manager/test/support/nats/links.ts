import { newId } from '@caruso/core';
import type { NatsConnection } from '@nats-io/transport-node';
import { afterEach } from 'vitest';
import { silentLog } from '../../../src/log.js';
import type { NatsLink } from '../../../src/nats/nats-link.js';
import { type NatsOptions, openConnection } from '../../../src/nats/open-connection.js';
import { SHARED } from './nats-server.js';

const open: NatsLink[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((link) => link.close()));
});

/** A company nobody else has. */
export function newCompany(): string {
  return `test-${newId().slice(0, 13)}`;
}

/** Connects as a process of its own would; closed after the test. */
export async function connected(options: Partial<NatsOptions> = {}, servers: string = SHARED): Promise<NatsLink> {
  const link = await openConnection(servers, { company: newCompany(), log: silentLog, ...options });
  open.push(link);
  return link;
}

/** How many subscriptions this connection has. */
export function subscriptionsOf(connection: NatsConnection): number {
  return (connection as unknown as { protocol: { subscriptions: { size(): number } } }).protocol.subscriptions.size();
}
