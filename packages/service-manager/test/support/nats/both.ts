import { type Clock, systemClock } from '@caruso/core';
import { NatsCaller } from '../../../src/nats/nats-caller.js';
import type { NatsLink } from '../../../src/nats/nats-link.js';
import { NatsServices } from '../../../src/nats/nats-services.js';
import { connected, newCompany } from './links.js';
import { SumsService } from './sums.js';

/** A provider with one service and a consumer, each with a connection as a process of its own would have. */
export interface Both {
  readonly provider: NatsLink;
  readonly consumer: NatsLink;
  readonly services: NatsServices;
  readonly caller: NatsCaller;
  readonly sums: SumsService;
}

/** @param clock by which the provider finds out what became of its callers */
export async function both(servers?: string, clock: Clock = systemClock): Promise<Both> {
  const company = newCompany();
  const [provider, consumer] = await Promise.all([connected({ company }, servers), connected({ company }, servers)]);
  const services = new NatsServices(provider, clock);
  const sums = new SumsService();
  await services.add(sums);
  return { provider, consumer, services, sums, caller: new NatsCaller(consumer) };
}

/** What a call or a stream fails with; undefined when it does not. */
export async function thrownBy(running: Promise<unknown>): Promise<unknown> {
  return running.then(
    () => undefined,
    (problem: unknown) => problem,
  );
}
