import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceErrors } from '../src/errors.js';
import { silentLog } from '../src/log.js';
import { createServiceManager } from '../src/manager/local-service-manager.js';
import { NatsHub } from '../src/nats/hub/nats-hub.js';
import { thrownBy } from './support/nats/both.js';
import { centre, later, member, until } from './support/nats/company.js';
import { Greeter, GreeterSwitch, greeter } from './support/nats/greeter.js';
import { memberProcess } from './support/nats/member-process.js';
import { missing, missingBinary, OwnServer, SHARED } from './support/nats/nats-server.js';

describe.skipIf(missing)(`when a process dies${missing ? ` (${missing})` : ''}`, () => {
  it('calls to it fail in time, or go elsewhere, and its services are taken out', async () => {
    const company = await centre();
    await company.manager.register(greeter('central', { name: 'central' }));
    const other = await memberProcess(SHARED, company.company, 'doomed');
    later(() => other.kill());
    const b = await member(company);
    await until(() => b.list().length === 2);
    const doomed = b.list({ component: 'greeter' })[0];
    expect(doomed?.runsIn).toBe(other.node);
    const only = b.get(Greeter, { id: doomed?.id ?? '' });
    const pondering = thrownBy(only.ponder({}));
    const stream = only.count({ to: 1_000_000 })[Symbol.asyncIterator]();
    await stream.next();
    await other.said('pondering');
    const killedAt = Date.now();
    await other.kill();
    expect(await pondering).toMatchObject({ code: ServiceErrors.NodeLost.code, kind: 'unavailable' });
    const rest = thrownBy(
      (async () => {
        while (!(await stream.next()).done);
      })(),
    );
    expect(ServiceErrors.NodeLost.is(await rest)).toBe(true);
    expect(Date.now() - killedAt).toBeLessThan(8_000);
    // Whoever asks for any provider has not noticed anything.
    expect(await b.get(Greeter).greet({ name: 'x' })).toEqual({ text: 'central, x' });
    for (const manager of [b, company.manager]) {
      await until(() => manager.list().length === 1);
      expect(manager.list()[0]?.component).toBe('central');
    }
    expect(Date.now() - killedAt).toBeLessThan(10_000);
  });

  it('calls that never began go to another provider at once, and wait when there is none', async () => {
    const company = await centre();
    const other = await memberProcess(SHARED, company.company, 'doomed');
    later(() => other.kill());
    const b = await member(company);
    const stub = b.get(Greeter, { availabilityMs: 15_000 });
    expect(await stub.greet({ name: 'x' })).toEqual({ text: 'doomed, x' });
    await other.kill();
    const waiting = stub.greet({ name: 'y' });
    const a = await member(company);
    await a.register(greeter('the next'));
    expect(await waiting).toEqual({ text: 'the next, y' });
  });

  it('its own calls to others are given up', async () => {
    const company = await centre();
    const steer = new GreeterSwitch();
    await company.manager.register(greeter('central', { steer }));
    const a = await member(company);
    const call = thrownBy(a.get(Greeter).ponder({}));
    await steer.pondering.reached;
    expect(company.manager.list({ component: 'greeter' })[0]?.leases).toBe(1);
    // The connection ends without a goodbye.
    await breakOff(a);
    await call;
    await until(() => company.manager.list({ component: 'greeter' })[0]?.leases === 0);
  });

  async function breakOff(manager: unknown) {
    const { membership } = manager as { membership: { terms: { link: { connection: { close(): Promise<void> } } } } };
    await membership.terms.link.connection.close();
  }
});

describe.skipIf(missing)('when the hub starts anew', () => {
  it('the others re-register by themselves, calls go on, and nothing is there twice', async () => {
    const manager = createServiceManager({ company: 'restarts', log: silentLog });
    later(() => manager.stop());
    const first = await centre();
    const [a, b] = [await member(first), await member(first)];
    await a.register(greeter('a'));
    const stub = b.get(Greeter);
    await stub.greet({ name: 'x' });
    const id = b.list()[0]?.id;
    const going = { on: true };
    const failures: unknown[] = [];
    const callers = Array.from({ length: 5 }, async () => {
      while (going.on) await stub.greet({ name: 'x' }).catch((problem: unknown) => failures.push(problem));
    });
    await first.hub.close();
    expect(await stub.greet({ name: 'x' })).toEqual({ text: 'a, x' });
    // The assembly's process is a new one: its manager knows nobody.
    const again = createServiceManager({ company: first.company, log: silentLog });
    const hub = await NatsHub.open(again, SHARED, { company: first.company, log: silentLog });
    later(async () => {
      await hub.close();
      await again.stop();
    });
    await until(() => again.find(Greeter) !== undefined);
    expect(await again.get(Greeter).greet({ name: 'x' })).toEqual({ text: 'a, x' });
    await again.register(greeter('central', { name: 'central' }));
    await until(() => b.list().length === 2);
    going.on = false;
    await Promise.all(callers);
    expect(failures).toEqual([]);
    expect(b.list({ component: 'greeter' })).toMatchObject([{ id, state: 'active' }]);
    expect(again.list({ component: 'greeter' })).toHaveLength(1);
    const late = await member(first);
    expect(
      late
        .list()
        .map(({ component }) => component)
        .sort(),
    ).toEqual(['central', 'greeter']);
  });

  it('what nobody states again is taken out', async () => {
    const first = await centre();
    const b = await member(first);
    await first.manager.register(greeter('central', { name: 'central' }));
    const other = await memberProcess(SHARED, first.company, 'doomed');
    later(() => other.kill());
    await until(() => b.list().length === 2);
    // Both die at the same time: nobody is left to notice that the other has gone.
    await other.kill();
    await first.hub.close();
    const again = createServiceManager({ company: first.company, log: silentLog });
    const hub = await NatsHub.open(again, SHARED, { company: first.company, log: silentLog });
    later(async () => {
      await hub.close();
      await again.stop();
    });
    await until(() => b.list().length === 0);
  });

  it('a registration meanwhile waits for it', async () => {
    const first = await centre();
    const a = await member(first, { hubMs: 20_000 });
    await first.hub.close();
    const registered = a.register(greeter('a'));
    const again = createServiceManager({ company: first.company, log: silentLog });
    const hub = await NatsHub.open(again, SHARED, { company: first.company, log: silentLog });
    later(async () => {
      await hub.close();
      await again.stop();
    });
    await registered;
    expect(again.lookup(Greeter)).toMatchObject({ component: 'greeter', runsIn: a.node });
  });

  it('a registration without it says so, and is made up for later', async () => {
    const first = await centre();
    const a = await member(first, { hubMs: 50 });
    await first.hub.close();
    const problem = await thrownBy(a.register(greeter('a')));
    expect(ServiceErrors.HubUnreachable.is(problem)).toBe(true);
    expect(await a.get(Greeter).greet({ name: 'x' })).toEqual({ text: 'a, x' });
    const again = createServiceManager({ company: first.company, log: silentLog });
    const hub = await NatsHub.open(again, SHARED, { company: first.company, log: silentLog });
    later(async () => {
      await hub.close();
      await again.stop();
    });
    await until(() => again.find(Greeter) !== undefined);
  });
});

describe.skipIf(missingBinary)('when the NATS server starts anew', () => {
  let server: OwnServer;
  beforeAll(async () => {
    server = await OwnServer.start();
  });
  afterAll(() => server?.dispose());

  it('all find each other again, calls wait for it, and nothing is there twice', async () => {
    const company = await centre({}, server.url);
    const [a, b] = [await member(company, {}, server.url), await member(company, {}, server.url)];
    await a.register(greeter('a'));
    await company.manager.register(greeter('central', { name: 'central', ranking: -1 }));
    await until(() => b.list().length === 2);
    const stub = b.get(Greeter, { availabilityMs: 20_000 });
    expect(await stub.greet({ name: '1' })).toEqual({ text: 'a, 1' });
    await server.stop();
    await until(() => b.find(Greeter) === undefined);
    const waiting = stub.greet({ name: '2' });
    expect(b.explain(Greeter).candidates[0]?.reason).toContain('no connection to NATS');
    // In its own process a service is there all the while.
    expect(await a.get(Greeter).greet({ name: 'x' })).toEqual({ text: 'a, x' });
    await server.start();
    expect(await waiting).toEqual({ text: expect.stringContaining(', 2') });
    for (const manager of [a, b, company.manager]) {
      await until(() => manager.list().filter(({ state }) => state === 'active').length === 2);
      expect(manager.list()).toHaveLength(2);
    }
    await a.register(greeter('later', { name: 'later', ranking: 9 }));
    await until(() => b.find(Greeter)?.component === 'later');
    expect(await stub.greet({ name: '3' })).toEqual({ text: 'later, 3' });
  });
});
