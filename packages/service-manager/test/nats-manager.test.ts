import { describe, expect, it } from 'vitest';
import { ServiceErrors } from '../src/errors.js';
import { thrownBy } from './support/nats/both.js';
import { centre, member, until } from './support/nats/company.js';
import { Greeter, GreeterSwitch, greeter } from './support/nats/greeter.js';
import { missing } from './support/nats/nats-server.js';

describe.skipIf(missing)(`a company of several processes${missing ? ` (${missing})` : ''}`, () => {
  it('finds in each process what any of them has registered', async () => {
    const company = await centre();
    await company.manager.register(greeter('central', { name: 'central' }));
    const a = await member(company);
    await a.register(greeter('from a', { name: 'remote', ranking: 5 }));
    const b = await member(company);
    for (const manager of [company.manager, a, b]) {
      expect(
        manager
          .list()
          .map(({ component }) => component)
          .sort(),
      ).toEqual(['central', 'remote']);
      expect(await manager.get(Greeter).greet({ name: 'Ada' })).toEqual({ text: 'from a, Ada' });
      expect(manager.lookup(Greeter)).toMatchObject({ component: 'remote', ranking: 5, state: 'active' });
    }
    expect(b.list({ component: 'remote' })).toMatchObject([{ runsIn: a.node }]);
  });

  it('has registered only when everybody can call it, without a wait or a poll', async () => {
    const company = await centre();
    const [a, b] = [await member(company), await member(company)];
    const early = b.get(Greeter, { availabilityMs: 0 });
    await company.manager.register(greeter('the first', { name: 'first' }));
    await until(() => b.find(Greeter) !== undefined);
    for (let i = 0; i < 20; i += 1) {
      const registration = await a.register(greeter(`number ${i}`, { name: `greeter-${i}`, ranking: i + 1 }));
      expect(company.manager.lookup(Greeter)).toMatchObject({ component: `greeter-${i}` });
      expect(await (await fresh(company)).get(Greeter).greet({ name: 'x' })).toEqual({ text: `number ${i}, x` });
      if (i % 2) await registration.unregister();
    }
    expect(await early.greet({ name: 'x' })).toMatchObject({ text: expect.stringContaining(', x') });
  });

  async function fresh(company: { readonly company: string }) {
    return member(company);
  }

  it('lets calls wait for a provider that comes in another process', async () => {
    const company = await centre();
    const [a, b] = [await member(company), await member(company)];
    const registration = await a.register(greeter('the first'));
    const stub = b.get(Greeter, { availabilityMs: 20_000 });
    await stub.greet({ name: 'x' });
    await registration.unregister();
    await until(() => b.list().length === 0);
    const waiting = Promise.all([stub.greet({ name: '1' }), stub.greet({ name: '2' })]);
    expect(b.explain(Greeter).parked).toBe(2);
    await a.register(greeter('the second'));
    expect(await waiting).toEqual([{ text: 'the second, 1' }, { text: 'the second, 2' }]);
  });

  it('tells a service in another process who calls', async () => {
    const company = await centre();
    const [a, b] = [await member(company), await member(company)];
    await a.register(greeter('a'));
    expect(await b.get(Greeter, { caller: 'front-office' }).whoCalls({})).toEqual({ caller: 'front-office' });
    expect(await company.manager.get(Greeter, { caller: 'cli' }).whoCalls({})).toEqual({ caller: 'cli' });
  });

  it('streams from one process to another', async () => {
    const company = await centre();
    const [a, b] = [await member(company), await member(company)];
    await a.register(greeter('a'));
    const values: number[] = [];
    for await (const { value } of b.get(Greeter).count({ to: 200 })) values.push(value);
    expect(values).toHaveLength(200);
    for await (const { value } of b.get(Greeter).count({ to: 1_000_000 })) if (value === 3) break;
    await until(() => a.list({ component: 'greeter' })[0]?.leases === 0);
  });

  it('replaces a component under calls from other processes without losing one', async () => {
    const company = await centre();
    const [a, b] = [await member(company), await member(company)];
    const steers = Array.from({ length: 6 }, () => new GreeterSwitch());
    await a.register(greeter('0', { version: '1.0.0', steer: steers[0] ?? new GreeterSwitch() }));
    const stub = b.get(Greeter);
    const going = { on: true };
    const served: string[] = [];
    const callers = Array.from({ length: 20 }, async () => {
      while (going.on) served.push((await stub.greet({ name: 'x' })).text);
    });
    const slow = stub.ponder({});
    await steers[0]?.pondering.reached;
    setTimeout(() => steers[0]?.release.reach(), 50);
    for (let i = 1; i < steers.length; i += 1) {
      const receipt = await a.replace(
        'greeter',
        greeter(String(i), { version: `1.${i}.0`, steer: steers[i] ?? new GreeterSwitch() }),
      );
      expect(receipt.lost).toBe(0);
    }
    await until(() => b.find(Greeter)?.version === '1.5.0');
    going.on = false;
    await Promise.all(callers);
    expect(await slow).toEqual({ by: '0' });
    expect(served.length).toBeGreaterThan(20);
    expect(b.list().filter(({ state }) => state === 'active')).toMatchObject([
      { component: 'greeter', version: '1.5.0' },
    ]);
  });

  it('lets running calls from other processes end when a component is drained, and sends no new ones', async () => {
    const company = await centre();
    const [a, b] = [await member(company), await member(company)];
    const steer = new GreeterSwitch();
    await a.register(greeter('drained', { name: 'first', steer, ranking: 9 }));
    await company.manager.register(greeter('other', { name: 'second' }));
    const stub = b.get(Greeter);
    await until(() => b.list().length === 2);
    const call = stub.ponder({});
    await steer.pondering.reached;
    const drained = a.drain('first');
    expect(await stub.greet({ name: 'x' })).toEqual({ text: 'other, x' });
    steer.release.reach();
    expect(await call).toEqual({ by: 'drained' });
    expect(await drained).toMatchObject({ inFlight: 1, drained: 1, lost: 0 });
    await until(() => b.list().length === 1);
  });

  it('shows maintenance and its reason everywhere', async () => {
    const company = await centre();
    const [a, b] = [await member(company), await member(company)];
    await a.register(greeter('a'));
    await until(() => b.find(Greeter) !== undefined);
    await a.maintain('greeter', 'New release');
    for (const manager of [b, company.manager]) {
      await until(() => manager.list()[0]?.state === 'maintenance');
      expect(manager.explain(Greeter).candidates[0]?.reason).toContain('New release');
    }
    expect(
      ServiceErrors.Unavailable.is(await thrownBy(b.get(Greeter, { availabilityMs: 1 }).greet({ name: 'x' }))),
    ).toBe(true);
    await a.resume('greeter');
    await until(() => b.find(Greeter) !== undefined);
    expect(await b.get(Greeter).greet({ name: 'x' })).toEqual({ text: 'a, x' });
  });

  it('is operated from any process: what is asked for is done where the component runs', async () => {
    const company = await centre();
    const [a, b] = [await member(company), await member(company)];
    const steer = new GreeterSwitch();
    await a.register(greeter('a', { steer }));
    await until(() => b.find(Greeter) !== undefined);
    for (const operator of [b, company.manager]) {
      await operator.maintain('greeter', 'Out of order');
      for (const manager of [a, b, company.manager])
        expect(manager.list()).toMatchObject([{ state: 'maintenance', reason: 'Out of order' }]);
      await operator.resume('greeter');
      for (const manager of [a, b, company.manager]) expect(manager.list()).toMatchObject([{ state: 'active' }]);
    }
    const refused = await thrownBy(b.replace('greeter', greeter('b', { version: '9.0.0' })));
    expect(ServiceErrors.RunsElsewhere.is(refused)).toBe(true);
  });

  it('does not find a component any more that it has drained in another process', async () => {
    const company = await centre();
    const [a, b] = [await member(company), await member(company)];
    const steer = new GreeterSwitch();
    await a.register(greeter('a', { steer }));
    await until(() => b.find(Greeter) !== undefined);
    expect(await b.drain('greeter')).toMatchObject({ inFlight: 0, lost: 0 });
    expect(steer.stopped).toBe(true);
    for (const manager of [a, b, company.manager]) expect(manager.find(Greeter)).toBeUndefined();
    await company.manager.register(greeter('central'));
    await until(() => b.find(Greeter) !== undefined);
    await b.drain('greeter');
    for (const manager of [b, company.manager]) expect(manager.find(Greeter)).toBeUndefined();
  });

  it('starts a lazy component of another process with its first call', async () => {
    const company = await centre();
    const [a, b] = [await member(company), await member(company)];
    await a.register(greeter('lazy', { lazy: true }));
    await until(() => b.find(Greeter) !== undefined);
    expect(a.list()[0]?.state).toBe('declared');
    expect(await b.get(Greeter).greet({ name: 'x' })).toEqual({ text: 'lazy, x' });
    expect(a.list()[0]?.state).toBe('active');
  });

  it('changes of ranking and properties arrive everywhere', async () => {
    const company = await centre();
    const [a, b] = [await member(company), await member(company)];
    const registration = await a.register(greeter('a', { properties: { region: 'north' } }));
    await until(() => b.find(Greeter, { properties: { region: 'north' } }) !== undefined);
    registration.update({ ranking: 7, properties: { region: 'south' } });
    await until(() => b.find(Greeter, { properties: { region: 'south' } }) !== undefined);
    expect(b.find(Greeter)).toMatchObject({ ranking: 7, properties: { region: 'south' } });
  });

  it('loses nothing when a process leaves while it is called', async () => {
    const company = await centre();
    const [a, b] = [await member(company), await member(company)];
    await company.manager.register(greeter('central', { name: 'central' }));
    await a.register(greeter('leaving', { ranking: 3 }));
    await until(() => b.list().length === 2);
    const stub = b.get(Greeter);
    const going = { on: true };
    const callers = Array.from({ length: 20 }, async () => {
      let last = '';
      while (going.on) last = (await stub.greet({ name: 'x' })).text;
      return last;
    });
    await a.stop();
    await until(() => b.list().length === 1);
    await stub.greet({ name: 'x' });
    going.on = false;
    for (const last of await Promise.all(callers)) expect(last).toMatch(/, x$/);
  });

  it('a process without a hub says so', async () => {
    const problem = await thrownBy(member({ company: 'nobody-there' }, { hubMs: 100 }));
    expect(problem).toMatchObject({ code: ServiceErrors.HubUnreachable.code, kind: 'unavailable' });
  });

  it('finds services by name at run time', async () => {
    const company = await centre();
    const [a, b] = [await member(company), await member(company)];
    await a.register(greeter('a'));
    await until(() => b.find(Greeter) !== undefined);
    const directory = b.directory('script');
    expect(directory.contracts().map(({ name, version }) => `${name} ${version}`)).toEqual(['test.greeter 1.0.0']);
    expect(await directory.call('test.greeter', 'greet', { name: 'x' })).toEqual({ text: 'a, x' });
    expect(ServiceErrors.InvalidInput.is(await thrownBy(directory.call('test.greeter', 'greet', {})))).toBe(true);
  });
});
