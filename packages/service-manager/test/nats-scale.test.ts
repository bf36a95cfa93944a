import { describe, expect, it } from 'vitest';
import { NatsServices } from '../src/nats/nats-services.js';
import { connected, subscriptionsOf } from './support/nats/links.js';
import { missing } from './support/nats/nats-server.js';
import { SumsService } from './support/nats/sums.js';

describe.skipIf(missing)(`a thousand services in one process${missing ? ` (${missing})` : ''}`, () => {
  it('cost three subscriptions each, and leave none', async () => {
    const link = await connected();
    const services = new NatsServices(link);
    const many = Array.from({ length: 1_000 }, (_, i) => new SumsService(`adder-${i}`));
    await Promise.all(many.map((service) => services.add(service)));
    // Three more for the process: calls, control messages, and questions to everybody.
    expect(subscriptionsOf(link.connection)).toBe(3_003);
    await Promise.all(many.map(({ id }) => services.remove(id)));
    expect(subscriptionsOf(link.connection)).toBe(3);
    await services.close();
    expect(subscriptionsOf(link.connection)).toBe(0);
  });
});
