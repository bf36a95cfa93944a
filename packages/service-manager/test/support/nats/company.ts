import { type Clock, systemClock } from '@caruso/core';
import { afterEach } from 'vitest';
import { silentLog } from '../../../src/log.js';
import { createServiceManager, type LocalServiceManager } from '../../../src/manager/local-service-manager.js';
import type { UserGrants } from '../../../src/nats/hub/grants.js';
import { NatsHub } from '../../../src/nats/hub/nats-hub.js';
import { type ConnectOptions, connectManager } from '../../../src/nats/mirror/connect-manager.js';
import type { RemoteManager } from '../../../src/nats/mirror/remote-manager.js';
import type { NatsOptions } from '../../../src/nats/open-connection.js';
import { newCompany } from './links.js';
import { SHARED } from './nats-server.js';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Closes it after the test, before what was opened earlier. */
export function later(close: () => Promise<unknown>): void {
  closing.push(close);
}

/** The process of an assembly, with the service manager everybody else joins. */
export interface Centre {
  readonly company: string;
  readonly manager: LocalServiceManager;
  readonly hub: NatsHub;
}

interface CentreOptions extends Partial<NatsOptions> {
  readonly grants?: UserGrants;
  readonly clock?: Clock;
  readonly manager?: LocalServiceManager;
}

export async function centre(options: CentreOptions = {}, servers: string = SHARED): Promise<Centre> {
  const { company = newCompany(), clock = systemClock } = options;
  const manager = options.manager ?? createServiceManager({ company, log: silentLog });
  const hub = await NatsHub.open(manager, servers, { log: silentLog, ...options, company, clock });
  later(async () => {
    await hub.close();
    await manager.stop();
  });
  return { company, manager, hub };
}

/** Another process of the company. */
export async function member(
  { company }: { readonly company: string },
  options: Partial<ConnectOptions> = {},
  servers: string = SHARED,
): Promise<RemoteManager> {
  const manager = await connectManager(servers, { company, log: silentLog, ...options });
  later(() => manager.stop());
  return manager;
}

/** Resolves when `is` holds: looks after each turn of the event loop. */
export async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setImmediate(resolve));
}
