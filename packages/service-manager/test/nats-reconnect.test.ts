import { VirtualClock } from '@caruso/core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ServiceErrors } from '../src/errors.js';
import { NatsCaller } from '../src/nats/nats-caller.js';
import type { NatsLink } from '../src/nats/nats-link.js';
import { NatsServices } from '../src/nats/nats-services.js';
import { both, thrownBy } from './support/nats/both.js';
import { connected, newCompany } from './support/nats/links.js';
import { missing, missingBinary, OwnServer } from './support/nats/nats-server.js';
import { at, SumsService } from './support/nats/sums.js';

describe.skipIf(missingBinary)(`when the NATS server goes${missingBinary ? ` (${missingBinary})` : ''}`, () => {
  let server: OwnServer;
  beforeAll(async () => {
    server = await OwnServer.start();
  });
  afterAll(() => server?.dispose());

  it('calls under way fail, new ones are not begun, and all goes on when it is there again', async () => {
    const clock = new VirtualClock();
    const { provider, consumer, sums, caller } = await both(server.url, clock);
    const call = thrownBy(caller.call(at(provider, sums, 'wait'), {}));
    const stream = caller.stream(at(provider, sums, 'count'), { to: 10_000 });
    await stream.next();
    await sums.waiting.reached;
    await server.stop();
    expect(await call).toMatchObject({ code: ServiceErrors.ConnectionLost.code, kind: 'unavailable' });
    const rest = thrownBy(
      (async () => {
        for await (const _ of stream);
      })(),
    );
    expect(ServiceErrors.ConnectionLost.is(await rest)).toBe(true);
    expect(ServiceErrors.NotConnected.is(await thrownBy(caller.call(at(provider, sums, 'add'), {})))).toBe(true);
    await sums.streamEnded.reached;
    await server.start();
    await Promise.all([provider.whenConnected(), consumer.whenConnected()]);
    await provider.synced();
    expect(await caller.call(at(provider, sums, 'add'), { a: 1, b: 2 })).toEqual({ sum: 3 });
    // Its provider finds out that nobody waits for the call of before.
    clock.advance(2_000);
    await sums.givenUp.reached;
  });

  it('a service that is offered meanwhile can be called as soon as it is there again', async () => {
    const { provider, consumer, services, caller } = await both(server.url);
    await server.stop();
    await new Promise<void>((resolve) => {
      if (!provider.connected) resolve();
      else provider.listen({ down: resolve });
    });
    const late = new SumsService('late');
    const offered = services.add(late);
    await server.start();
    await Promise.all([offered, consumer.whenConnected()]);
    expect(await caller.call(at(provider, late, 'add'), { a: 1, b: 2 })).toEqual({ sum: 3 });
  });

  it('what waits for the connection ends when it is closed', async () => {
    const { provider, services } = await both(server.url);
    await server.stop();
    await new Promise<void>((resolve) => {
      if (!provider.connected) resolve();
      else provider.listen({ down: resolve });
    });
    const offered = thrownBy(services.add(new SumsService('late')));
    await provider.close();
    expect(String(await offered)).toContain('closed');
    await server.start();
  });
});

describe.skipIf(missing)('when only the provider loses its connection', () => {
  /** Breaks the connection of a process, and waits until it is there again. */
  async function reconnect(link: NatsLink): Promise<void> {
    const down = new Promise<void>((resolve) => link.listen({ down: resolve }));
    await link.connection.reconnect();
    await down;
    await link.whenConnected();
    await link.synced();
  }

  it('a call that it works on is answered afterwards', async () => {
    const { provider, sums, caller } = await both();
    const call = caller.call(at(provider, sums, 'wait'), {});
    await sums.waiting.reached;
    const down = new Promise<void>((resolve) => {
      provider.listen({
        down: () => {
          sums.release.reach();
          resolve();
        },
      });
    });
    await provider.connection.reconnect();
    await down;
    expect(await call).toEqual({});
  });

  it('a stream does not pass over what was lost', async () => {
    const company = newCompany();
    const clock = new VirtualClock();
    const [provider, consumer] = await Promise.all([connected({ company }), connected({ company })]);
    const sums = new SumsService();
    await new NatsServices(provider).add(sums);
    const caller = new NatsCaller(consumer, clock);
    const stream = caller.stream(at(provider, sums, 'count'), { to: 10_000 });
    await stream.next();
    await reconnect(provider);
    await sums.streamEnded.reached;
    clock.advance(2_000);
    const rest = thrownBy(
      (async () => {
        for await (const _ of stream);
      })(),
    );
    expect(ServiceErrors.ConnectionLost.is(await rest)).toBe(true);
  });
});

describe.skipIf(missing)('a call that takes long', () => {
  /** Lets time pass until it is over: the server may hear of a closed connection after it has passed on a question. */
  async function overIn<T>(clock: VirtualClock, ended: Promise<T>): Promise<T> {
    let isOver = false;
    const settled = ended.finally(() => {
      isOver = true;
    });
    await vi.waitUntil(() => {
      clock.advance(2_000);
      return isOver;
    });
    return settled;
  }

  it('fails when the process that serves it has died', async () => {
    const company = newCompany();
    const clock = new VirtualClock();
    const [provider, consumer] = await Promise.all([connected({ company }), connected({ company })]);
    const sums = new SumsService();
    await new NatsServices(provider).add(sums);
    const caller = new NatsCaller(consumer, clock);
    const call = thrownBy(caller.call(at(provider, sums, 'wait'), {}));
    const stream = caller.stream(at(provider, sums, 'count'), { to: 10_000 });
    await stream.next();
    await sums.waiting.reached;
    clock.advance(2_000);
    await Promise.all([consumer.synced(), provider.synced()]);
    expect(caller.pending).toBe(2);
    await provider.connection.close();
    expect(ServiceErrors.NodeLost.is(await overIn(clock, call))).toBe(true);
    const rest = thrownBy(
      (async () => {
        for await (const _ of stream);
      })(),
    );
    expect(ServiceErrors.NodeLost.is(await rest)).toBe(true);
  });

  it('fails when its provider does not know it, because the answer was lost', async () => {
    const company = newCompany();
    const clock = new VirtualClock();
    const [provider, consumer] = await Promise.all([connected({ company }), connected({ company })]);
    const sums = new SumsService();
    await new NatsServices(provider).add(sums);
    const caller = new NatsCaller(consumer, clock);
    // Nobody answers here: as when the answer was lost on the way.
    const silent = { ...at(provider, sums, 'add'), subject: `lost.${company}` };
    provider.connection.subscribe(silent.subject, { callback: () => {} });
    await provider.synced();
    const call = thrownBy(caller.call(silent, {}));
    clock.advance(2_000);
    expect(ServiceErrors.ConnectionLost.is(await call)).toBe(true);
  });

  it('is given up by its provider when the caller has died', async () => {
    const company = newCompany();
    const clock = new VirtualClock();
    const [provider, consumer] = await Promise.all([connected({ company }), connected({ company })]);
    const sums = new SumsService();
    const services = new NatsServices(provider, clock);
    await services.add(sums);
    const caller = new NatsCaller(consumer);
    const call = thrownBy(caller.call(at(provider, sums, 'wait'), {}));
    await caller.stream(at(provider, sums, 'count'), { to: 10_000 }).next();
    await sums.waiting.reached;
    clock.advance(2_000);
    await Promise.all([consumer.synced(), provider.synced()]);
    expect(services.running).toBe(2);
    await consumer.connection.close();
    await call;
    await overIn(clock, sums.givenUp.reached);
    await overIn(clock, sums.streamEnded.reached);
    await services.close();
    expect(clock.pending).toBe(0);
  });
});
