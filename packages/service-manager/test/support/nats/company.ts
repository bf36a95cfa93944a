import { type Clock, defineContract, type Service, systemClock } from '@caruso/core';
import { afterEach } from 'vitest';
import { z } from 'zod';
import { defineComponent } from '../../../src/assembly/define-component.js';
import { provide } from '../../../src/assembly/provision.js';
import { silentLog } from '../../../src/log.js';
import { createServiceManager, type LocalServiceManager } from '../../../src/manager/local-service-manager.js';
import type { Component } from '../../../src/model/service-manager.js';
import type { UserGrants } from '../../../src/nats/hub/grants.js';
import { NatsHub } from '../../../src/nats/hub/nats-hub.js';
import { type ConnectOptions, connectManager } from '../../../src/nats/mirror/connect-manager.js';
import type { RemoteManager } from '../../../src/nats/mirror/remote-manager.js';
import type { NatsOptions } from '../../../src/nats/open-connection.js';
import { newCompany } from './links.js';
import { SHARED } from './nats-server.js';
import { Moment } from './sums.js';

export const Greeter = defineContract('test.greeter', '1.0.0', {
  greet: { input: z.object({ name: z.string() }), output: z.object({ text: z.string() }), idempotent: true },
  /** Answers when the test lets it. */
  ponder: { input: z.object({}), output: z.object({ by: z.string() }) },
  whoCalls: { input: z.object({}), output: z.object({ caller: z.string() }) },
  count: { input: z.object({ to: z.int() }), output: z.object({ value: z.int() }), stream: true },
});

/** What the test sees and steers of a greeter. */
export class GreeterSwitch {
  readonly pondering = new Moment();
  readonly release = new Moment();
  calls = 0;
  stopped = false;
}

/** A component that greets, and names itself in what it says. */
export function greeter(says: string, more: Partial<Component> & { readonly steer?: GreeterSwitch } = {}): Component {
  const { steer = new GreeterSwitch(), ...rest } = more;
  class Greeting implements Service<typeof Greeter> {
    greet({ name }: { name: string }) {
      if (steer.stopped) throw new Error('called after it was stopped');
      steer.calls += 1;
      return { text: `${says}, ${name}` };
    }
    async ponder() {
      steer.pondering.reach();
      await steer.release.reached;
      if (steer.stopped) throw new Error('stopped under a call');
      return { by: says };
    }
    whoCalls(_input: object, { caller }: { readonly caller: string }) {
      return { caller };
    }
    async *count({ to }: { to: number }) {
      for (let value = 1; value <= to; value += 1) yield { value };
    }
    stop() {
      steer.stopped = true;
    }
  }
  return { ...defineComponent({ name: 'greeter', provides: [provide(Greeter, Greeting)] }), ...rest };
}

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
