import { type Call, CarusoError, defineContract, VirtualClock } from '@caruso/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ServiceErrors } from '../src/errors.js';
import type { LocalServiceManager } from '../src/manager/local-service-manager.js';
import { required } from '../src/model/requirement.js';
import { component, deferred, manager, NamedSpeaker, pass, Speaker, settle, speaker, who } from './support/demo.js';

let services: LocalServiceManager;
let clock: VirtualClock;
beforeEach(() => {
  clock = new VirtualClock();
  services = manager({ clock, availabilityMs: 1_000 });
});
afterEach(async () => {
  await services.stop();
  expect(clock.pending, 'timers left behind').toBe(0);
  expect(
    services
      .list()
      .map(({ leases }) => leases)
      .filter((count) => count !== 0),
  ).toEqual([]);
});

const stub = () => services.get(Speaker);
const say = () => who(stub().say({ word: 'hi' }));

/** A speaker that answers when it is let go, and knows whether it was stopped meanwhile. */
class Slow extends NamedSpeaker {
  readonly release = deferred();
  stopped = false;
  signal: AbortSignal | undefined;

  override async say(_input: { word: string }, call: Call) {
    this.signal = call.signal;
    await this.release.promise;
    if (this.stopped) throw new Error('called after stop');
    return { by: this.name };
  }
  stop() {
    this.stopped = true;
  }
}

class Failing extends NamedSpeaker {
  override say(): { by: string } {
    throw new Error('new version is broken');
  }
  override ask(): { by: string } {
    throw new Error('new version is broken');
  }
}

describe('replacing a service', () => {
  it('starts and checks the new one before the flip; until then every call goes to the old one', async () => {
    const [started, checked] = [deferred(), deferred()];
    class Careful extends NamedSpeaker {
      start() {
        return started.promise;
      }
      check() {
        return checked.promise;
      }
    }
    await services.register(component('one', { version: '1.0.0', service: new NamedSpeaker('old') }));
    const replacing = services.replace('one', component('one', { version: '1.1.0', service: new Careful('new') }));
    expect(await say()).toBe('old');
    started.resolve();
    await settle();
    expect(await say()).toBe('old');
    checked.resolve();
    expect(await replacing).toEqual({
      id: services.find(Speaker)?.id,
      component: 'one',
      from: '1.0.0',
      to: '1.1.0',
      startMs: 0,
      inFlightAtFlip: 0,
      drained: 0,
      aborted: 0,
      lost: 0,
      parked: 0,
      longestMs: 0,
    });
    expect(await say()).toBe('new');
  });

  it('loses no call under load, calls nobody after its stop, and stops only what nobody calls any more', async () => {
    const problems: string[] = [];
    let stops = 0;
    class Worker extends NamedSpeaker {
      #inFlight = 0;
      #stopped = false;
      override async say() {
        if (this.#stopped) problems.push('called after stop');
        this.#inFlight += 1;
        await settle();
        if (this.#stopped) problems.push('stopped in flight');
        this.#inFlight -= 1;
        return { by: this.name };
      }
      stop() {
        if (this.#inFlight > 0) problems.push(`stopped with ${this.#inFlight} in flight`);
        this.#stopped = true;
        stops += 1;
      }
    }
    await services.register(component('worker', { version: '1.0.0', service: new Worker('0') }));
    let running = true;
    let calls = 0;
    const caller = async (client: ReturnType<typeof stub>) => {
      for (; running; calls += 1) await client.say({ word: 'hi' });
    };
    const callers = Array.from({ length: 50 }, () => caller(stub()));
    for (let version = 1; version <= 10; version += 1) {
      const next = component('worker', { version: `1.${version}.0`, service: new Worker(`${version}`) });
      const receipt = await services.replace('worker', next);
      expect(receipt).toMatchObject({ inFlightAtFlip: 50, drained: 50, aborted: 0, lost: 0 });
    }
    running = false;
    await Promise.all(callers);
    expect(problems).toEqual([]);
    expect(stops).toBe(10);
    expect(calls).toBeGreaterThan(500);
    expect(services.list()[0]).toMatchObject({ failures: 0, calls });
  });

  it('sends no new call to what drains, so that draining ends under constant load', async () => {
    const old = new Slow('old');
    await services.register(component('one', { version: '1.0.0', service: old }));
    const late = say();
    const replacing = services.replace('one', component('one', { version: '1.1.0', service: new NamedSpeaker('new') }));
    await settle();
    const fresh = await Promise.all(Array.from({ length: 20 }, say));
    expect(new Set(fresh)).toEqual(new Set(['new']));
    expect(old.stopped).toBe(false);
    clock.advance(700);
    old.release.resolve();
    expect(await late).toBe('old');
    expect(await replacing).toMatchObject({ inFlightAtFlip: 1, drained: 1, lost: 0, longestMs: 700 });
    expect(old.stopped).toBe(true);
  });

  it('leaves stubs obtained before as they are', async () => {
    const before = stub();
    await services.register(component('one', { version: '1.0.0', service: new NamedSpeaker('old') }));
    expect(await who(before.say({ word: 'hi' }))).toBe('old');
    await services.replace('one', component('one', { version: '2.0.0', service: new NamedSpeaker('new') }));
    expect(await who(before.say({ word: 'hi' }))).toBe('new');
  });

  it('keeps the old one when the new one does not start or fails its check, and says why', async () => {
    class Unstartable extends NamedSpeaker {
      start() {
        throw new Error('port is taken');
      }
    }
    let stopped = false;
    class Unwell extends NamedSpeaker {
      check() {
        throw new Error('no licence');
      }
      stop() {
        stopped = true;
      }
    }
    await services.register(component('one', { version: '1.0.0', service: new NamedSpeaker('old') }));
    const next = (service: NamedSpeaker) => component('one', { version: '1.1.0', service });
    const failing = services.replace('one', next(new Unstartable('new')));
    await expect(failing).rejects.toThrow('"one" 1.0.0 stays, because 1.1.0 could not take over');
    await expect(failing).rejects.toMatchObject({ cause: { message: expect.stringContaining('port is taken') } });
    await expect(services.replace('one', next(new Unwell('new')))).rejects.toThrow('its check failed: no licence');
    expect(stopped).toBe(true);
    expect([await say(), services.list()[0]?.version]).toEqual(['old', '1.0.0']);
  });

  it('goes back to the old one when the new one fails on probation, and says so in the receipt', async () => {
    let oldStopped = false;
    class Old extends NamedSpeaker {
      stop() {
        oldStopped = true;
      }
    }
    await services.register(component('one', { version: '1.0.0', service: new Old('old') }));
    const replacing = services.replace('one', component('one', { version: '1.1.0', service: new Failing('new') }), {
      probation: { ms: 10_000, calls: 50 },
    });
    await settle();
    expect(services.list()[0]?.version).toBe('1.1.0');
    expect(await who(stub().ask({})), 'an idempotent call is made again on the old one').toBe('old');
    expect(await replacing).toMatchObject({
      to: '1.1.0',
      lost: 0,
      rolledBack: 'demo.speaker.ask failed: new version is broken',
    });
    expect([await say(), services.list()[0]?.version, oldStopped]).toEqual(['old', '1.0.0', false]);
  });

  it('does not make a call again on the old one that may have had an effect', async () => {
    await services.register(component('one', { version: '1.0.0', service: new NamedSpeaker('old') }));
    const replacing = services.replace('one', component('one', { version: '1.1.0', service: new Failing('new') }), {
      probation: { ms: 10_000, failures: 2 },
    });
    await settle();
    await expect(say()).rejects.toThrow(ServiceErrors.OperationFailed);
    expect(services.list()[0]?.version).toBe('1.1.0');
    await expect(say()).rejects.toThrow('broken');
    expect((await replacing).rolledBack).toContain('broken');
    expect(await say()).toBe('old');
  });

  it('keeps the new one when it passes its probation, by calls or by time, and only then stops the old one', async () => {
    const old = new Slow('old');
    await services.register(component('one', { version: '1.0.0', service: old }));
    const first = services.replace('one', component('one', { version: '1.1.0' }), { probation: { ms: 500, calls: 2 } });
    await settle();
    await say();
    expect(old.stopped).toBe(false);
    await say();
    expect((await first).rolledBack).toBeUndefined();
    expect(old.stopped).toBe(true);
    const second = services.replace('one', component('one', { version: '1.2.0' }), { probation: { ms: 500 } });
    await settle();
    clock.advance(500);
    expect((await second).rolledBack).toBeUndefined();
    expect(services.list()[0]?.version).toBe('1.2.0');
  });

  it('does not hold up a stop: a probation that is under way ends with it', async () => {
    const old = new Slow('old');
    await services.register(component('one', { version: '1.0.0', service: old }));
    const replacing = services.replace('one', component('one', { version: '1.1.0' }), { probation: { ms: 3_600_000 } });
    await settle();
    expect(clock.pending).toBeGreaterThan(0);
    await services.stop();
    expect((await replacing).rolledBack).toBeUndefined();
    expect(old.stopped).toBe(true);
  });

  it('takes the old one on again with its calls in flight when the new one fails while they end', async () => {
    const old = new Slow('old');
    await services.register(component('one', { version: '1.0.0', service: old }));
    const late = say();
    const replacing = services.replace('one', component('one', { version: '1.1.0', service: new Failing('new') }), {
      probation: { ms: 100_000 },
      drain: { deadlineMs: 50, graceMs: 50 },
    });
    await settle();
    await expect(say()).rejects.toThrow('broken');
    await replacing;
    await pass(clock, 1_000);
    expect(old.signal?.aborted).toBe(false);
    old.release.resolve();
    expect(await late).toBe('old');
  });

  it('tells calls past the deadline to end, cuts off those that do not, counts both, and ends', async () => {
    class Obedient extends Slow {
      override async say(input: { word: string }, call: Call) {
        if (input.word !== 'obey') return super.say(input, call);
        await new Promise((resolve) => call.signal.addEventListener('abort', resolve));
        return { by: 'obedient' };
      }
    }
    await services.register(component('one', { version: '1.0.0', service: new Obedient('old') }));
    const obedient = who(stub().say({ word: 'obey' }));
    const stuck = stub().say({ word: 'never' });
    stuck.catch(() => {});
    const replacing = services.replace('one', component('one', { version: '1.1.0' }), {
      drain: { deadlineMs: 1_000, graceMs: 200 },
    });
    await settle();
    clock.advance(1_000);
    expect(await obedient).toBe('obedient');
    clock.advance(200);
    await expect(stuck).rejects.toThrow(ServiceErrors.DrainTimeout);
    expect(await replacing).toMatchObject({ inFlightAtFlip: 2, drained: 0, aborted: 2, lost: 1, longestMs: 1_200 });
  });

  it('does not deadlock on a call that calls its own contract again: that goes to the new one', async () => {
    const flip = deferred();
    class Chatty extends NamedSpeaker {
      override async say() {
        await flip.promise;
        return { by: `old, then ${await who(stub().ask({}))}` };
      }
    }
    await services.register(component('one', { version: '1.0.0', service: new Chatty('old') }));
    const call = say();
    const replacing = services.replace('one', component('one', { version: '1.1.0', service: new NamedSpeaker('new') }));
    await settle();
    flip.resolve();
    expect(await call).toBe('old, then new');
    expect(await replacing).toMatchObject({ drained: 1, lost: 0 });
  });

  it('is queued behind another replacement of the same service, and a stop behind both', async () => {
    const order: string[] = [];
    const version = (number: string) => {
      const opened = deferred();
      class Versioned extends NamedSpeaker {
        async start() {
          await opened.promise;
          order.push(`${number} started`);
        }
        stop() {
          order.push(`${number} stopped`);
        }
      }
      return { opened, component: component('one', { version: number, service: new Versioned(number) }) };
    };
    const [first, second, third] = [version('1.0.0'), version('1.1.0'), version('1.2.0')];
    const registering = services.register(first.component);
    const replacing = services.replace('one', second.component);
    const again = services.replace('one', third.component);
    const stopping = services.drain('one');
    for (const { opened } of [third, second, first]) opened.resolve();
    await registering;
    expect([(await replacing).from, (await again).from]).toEqual(['1.0.0', '1.1.0']);
    await stopping;
    expect(order).toEqual(
      ['1.0.0', '1.1.0', '1.2.0']
        .flatMap((it) => [`${it} started`, `${it} stopped`])
        .sort((a, b) => {
          const rank = [
            '1.0.0 started',
            '1.1.0 started',
            '1.0.0 stopped',
            '1.2.0 started',
            '1.1.0 stopped',
            '1.2.0 stopped',
          ];
          return rank.indexOf(a) - rank.indexOf(b);
        }),
    );
    expect(services.list()).toEqual([]);
  });
});

describe('the contract gate', () => {
  const order = (version: string, input: z.ZodType, rest = {}) =>
    defineContract('demo.orders', version, { create: { input, output: z.object({ order: z.string() }) }, ...rest });
  const offering = (contract: ReturnType<typeof order>) =>
    component('orders', {
      provides: [contract],
      create: () =>
        new Map([[contract.name, { create: () => ({ order: '1' }), find: () => ({ order: '1' }) } as never]]),
    });
  const Full = order('2.1.0', z.object({ customer: z.string() }), {
    find: { input: z.object({}), output: z.object({ order: z.string() }) },
  });

  it.each([
    ['drops an operation', order('2.2.0', z.object({ customer: z.string() })), 'find'],
    [
      'narrows a schema',
      order('2.2.0', z.object({ customer: z.string(), phone: z.string() }), { find: Full.operations.create }),
      'phone',
    ],
    ['has another major version', order('3.0.0', z.object({ customer: z.string() })), 'another major version'],
  ])('refuses a version that %s, by name', async (_what, contract, named) => {
    await services.register(offering(Full));
    const refused = services.replace('orders', offering(contract));
    await expect(refused).rejects.toThrow(ServiceErrors.WouldBreakConsumers);
    await expect(refused).rejects.toThrow(named);
    expect(services.find(Full)?.state).toBe('active');
  });

  it('refuses a breaking minor version also beside the old one, where consumers would be sent to it', async () => {
    await services.register(offering(Full));
    const beside = { ...offering(order('2.2.0', z.object({ customer: z.string() }))), name: 'orders-next' };
    await expect(services.register(beside)).rejects.toThrow(ServiceErrors.BreakingContract);
    await expect(services.register(beside)).rejects.toThrow('find');
    const major = { ...offering(order('3.0.0', z.object({ customer: z.int() }))), name: 'orders-next' };
    await services.register(major);
    expect(services.list()).toHaveLength(2);
  });

  it('refuses a version that no longer provides a contract', async () => {
    await services.register(offering(Full));
    await expect(services.replace('orders', component('orders', { version: '2.2.0' }))).rejects.toThrow(
      'it does not provide demo.orders',
    );
  });

  it('lets through what only adds: an operation, an optional input', async () => {
    await services.register(offering(Full));
    const wider = order('2.2.0', z.object({ customer: z.string(), phone: z.string().optional() }), {
      find: { input: z.object({}), output: z.object({ order: z.string() }) },
    });
    expect(await services.replace('orders', offering(wider))).toMatchObject({ from: '2.1.0', to: '2.2.0', lost: 0 });
  });

  it('refuses a version whose needs nobody meets', async () => {
    await services.register(component('one'));
    const needy = component('one', {
      version: '1.1.0',
      requires: [{ contract: speaker('1.0.0', 'demo.fax'), optional: false }],
    });
    await expect(services.replace('one', needy)).rejects.toThrow('it needs demo.fax 1.0.0, which nobody provides');
  });
});

describe('a lease', () => {
  it('is given back however a call ends: by a throw, a rejection, bad values, a cancel, a time-out', async () => {
    const never = deferred<{ by: string }>();
    class Wild extends NamedSpeaker {
      override say({ word }: { word: string }): { by: string } | Promise<{ by: string }> {
        if (word === 'throw') throw new Error('thrown');
        if (word === 'reject') return Promise.reject(new Error('rejected'));
        if (word === 'garbage') return { by: 7 } as never;
        if (word === 'late garbage') return Promise.resolve({ by: 7 }) as never;
        if (word === 'primitive') return 'text' as never;
        return never.promise;
      }
    }
    await services.register(component('one', { service: new Wild('one') }));
    const fails = (word: string, options = {}) => expect(stub().say({ word }, options)).rejects;
    await fails('throw').toThrow('demo.speaker.say failed: thrown');
    await fails('reject').toThrow(ServiceErrors.OperationFailed);
    await fails('garbage').toThrow(ServiceErrors.InvalidOutput);
    await fails('late garbage').toThrow(ServiceErrors.InvalidOutput);
    await fails('primitive').toThrow(ServiceErrors.InvalidOutput);
    await fails('far too long a word for this').toThrow(ServiceErrors.InvalidInput);
    await fails('x', { signal: AbortSignal.abort() }).toThrow(ServiceErrors.Cancelled);
    expect(services.list()[0]?.leases).toBe(0);
    const giveUp = new AbortController();
    const cancelled = stub().say({ word: 'wait' }, { signal: giveUp.signal });
    giveUp.abort();
    await expect(cancelled).rejects.toThrow(ServiceErrors.Cancelled);
    const late = stub().say({ word: 'wait' }, { timeoutMs: 100 });
    clock.advance(100);
    await expect(late).rejects.toThrow(ServiceErrors.TimedOut);
    expect(services.list()[0]?.leases, 'the handlers still run').toBe(2);
    never.resolve({ by: 'late' });
    await settle();
    expect(services.list()[0]?.leases).toBe(0);
  });

  it('is held by a stream until it has ended, was returned, failed, or was aborted', async () => {
    let cleaned = 0;
    class Streaming extends NamedSpeaker {
      override async *count({ to }: { to: number }) {
        try {
          for (let value = 1; value <= to; value += 1) yield value;
          if (to === 13) throw new Error('unlucky');
        } finally {
          cleaned += 1;
        }
      }
    }
    await services.register(component('one', { service: new Streaming('one') }));
    const leases = () => services.list()[0]?.leases;
    const open = async (to: number, options = {}) => {
      const stream = stub().count({ to }, options)[Symbol.asyncIterator]();
      expect(await stream.next()).toEqual({ done: false, value: 1 });
      expect(leases()).toBe(1);
      return stream;
    };
    const ended = await open(1);
    expect((await ended.next()).done).toBe(true);
    expect(leases()).toBe(0);
    const returned = await open(5);
    await returned.return?.();
    expect(leases()).toBe(0);
    const failing = await open(13);
    await expect(
      (async () => {
        while (!(await failing.next()).done);
      })(),
    ).rejects.toThrow('unlucky');
    expect(leases()).toBe(0);
    const giveUp = new AbortController();
    const aborted = await open(5, { signal: giveUp.signal });
    giveUp.abort();
    expect((await aborted.next()).done).toBe(true);
    await settle();
    expect([leases(), cleaned]).toEqual([0, 4]);
  });

  it('of a stream keeps the old version until its consumer has read to the end', async () => {
    await services.register(component('one', { version: '1.0.0', service: new Slow('old') }));
    const stream = stub().count({ to: 3 })[Symbol.asyncIterator]();
    await stream.next();
    const replacing = services.replace('one', component('one', { version: '1.1.0' }));
    await settle();
    expect((await stream.next()).value).toBe(2);
    expect((await stream.next()).value).toBe(3);
    await stream.next();
    expect(await replacing).toMatchObject({ inFlightAtFlip: 1, drained: 1, lost: 0 });
  });

  it('of a stream whose handler does not end is cut off while its consumer waits', async () => {
    class Stuck extends NamedSpeaker {
      override async *count() {
        yield 1;
        await new Promise(() => {});
      }
    }
    await services.register(component('one', { service: new Stuck('one'), drain: { deadlineMs: 100, graceMs: 100 } }));
    const stream = stub().count({ to: 3 })[Symbol.asyncIterator]();
    await stream.next();
    const next = stream.next();
    next.catch(() => {});
    const draining = services.drain('one');
    await pass(clock, 1_000);
    await expect(next).rejects.toThrow(ServiceErrors.DrainTimeout);
    expect(await draining).toMatchObject({ lost: 1 });
  });

  it('of a stream nobody reads is cut off at the end of a drain', async () => {
    await services.register(component('one'));
    const stream = stub().count({ to: 3 })[Symbol.asyncIterator]();
    await stream.next();
    const draining = services.drain('one');
    await settle();
    clock.advance(30_000);
    await settle();
    clock.advance(1_000);
    expect(await draining).toMatchObject({ aborted: 1, lost: 1 });
    await expect(stream.next()).rejects.toThrow(ServiceErrors.DrainTimeout);
    expect((await stream.next()).done).toBe(true);
  });
});

describe('a gap without a provider', () => {
  it('lets running calls finish and new ones wait; a provider that comes in time serves them in order', async () => {
    const old = new Slow('old');
    await services.register(component('one', { service: old }));
    const running = say();
    const draining = services.drain('one');
    const order: number[] = [];
    const parked = [1, 2, 3].map(async (number) => {
      const by = await say();
      order.push(number);
      return by;
    });
    await settle();
    expect(services.explain(Speaker).parked).toBe(3);
    old.release.resolve();
    expect([await running, (await draining).drained]).toEqual(['old', 1]);
    await services.register(component('two'));
    expect(await Promise.all(parked)).toEqual(['two', 'two', 'two']);
    expect(order).toEqual([1, 2, 3]);
  });

  it('ends with a named error when nobody comes in time, and refuses more than may wait', async () => {
    services = manager({ clock, availabilityMs: 1_000, maxParked: 2 });
    await (await services.register(component('one'))).unregister();
    const waiting = [say(), say()];
    for (const call of waiting) call.catch(() => {});
    await settle();
    await expect(say()).rejects.toThrow(ServiceErrors.TooManyWaiting);
    clock.advance(1_000);
    for (const call of waiting) await expect(call).rejects.toThrow('(waited 1000 ms)');
    await expect(waiting[0]).rejects.toThrow(ServiceErrors.Unavailable);
  });

  it('ends at once when there never was a provider', async () => {
    await expect(say()).rejects.toThrow(ServiceErrors.NotFound);
  });

  it('counts what waited and went to the new version in its receipt', async () => {
    class Broken extends NamedSpeaker {
      start() {
        throw new Error('no disk');
      }
    }
    await services.register(component('one', { version: '1.0.0', service: new Broken('x') })).catch(() => {});
    const waiting = say();
    await settle();
    const receipt = await services.replace(
      'one',
      component('one', { version: '1.0.1', service: new NamedSpeaker('new') }),
    );
    expect([await waiting, receipt.parked]).toEqual(['new', 1]);
  });

  it('ends by the caller’s own time-out or cancel, too', async () => {
    await (await services.register(component('one'))).unregister();
    const late = stub().say({ word: 'a' }, { timeoutMs: 10 });
    late.catch(() => {});
    const giveUp = new AbortController();
    const cancelled = stub().say({ word: 'b' }, { signal: giveUp.signal });
    cancelled.catch(() => {});
    await settle();
    giveUp.abort();
    clock.advance(10);
    await expect(late).rejects.toThrow(ServiceErrors.TimedOut);
    await expect(cancelled).rejects.toThrow(ServiceErrors.Cancelled);
    expect(services.explain(Speaker).parked).toBe(0);
  });
});

describe('repeating a call', () => {
  /** Fails as told, then answers. */
  class Shaky extends NamedSpeaker {
    calls = 0;
    constructor(private readonly problems: Error[]) {
      super('shaky');
    }
    override say() {
      return this.#next();
    }
    override ask() {
      return this.#next();
    }
    async #next() {
      this.calls += 1;
      const problem = this.problems.shift();
      if (problem) throw problem;
      return { by: this.name };
    }
  }
  const place = { contract: 'x', operation: 'y' };
  let asked = { contract: Speaker.name, operation: 'say' };
  beforeEach(() => {
    asked = { contract: Speaker.name, operation: 'say' };
  });
  const nobody = () =>
    new CarusoError({
      code: ServiceErrors.NobodyThere.code,
      name: 'NobodyThere',
      kind: 'unavailable',
      message: 'nobody',
      data: asked,
    });
  const lost = () =>
    new CarusoError({
      code: ServiceErrors.NodeLost.code,
      name: 'NodeLost',
      kind: 'unavailable',
      message: 'lost',
      data: {},
    });
  const down = () => new ServiceErrors.TimedOut({ ...place, timeoutMs: 1 });

  it('happens by itself when it never began, whatever it does', async () => {
    const shaky = new Shaky([nobody(), nobody()]);
    await services.register(component('one', { service: shaky }));
    expect([await say(), shaky.calls]).toEqual(['shaky', 3]);
  });

  it('does not happen when a handler lets through that nobody took a call of its own: it has begun', async () => {
    asked = { contract: 'demo.other', operation: 'say' };
    const shaky = new Shaky([nobody(), nobody()]);
    await services.register(component('one', { service: shaky }));
    await expect(say()).rejects.toThrow('nobody');
    expect(shaky.calls).toBe(1);
  });

  it('never happens once it may have begun, unless the operation is idempotent', async () => {
    const shaky = new Shaky([lost(), lost()]);
    await services.register(component('one', { service: shaky }));
    await expect(say()).rejects.toThrow('lost');
    expect(shaky.calls).toBe(1);
    expect([await who(stub().ask({})), shaky.calls]).toEqual(['shaky', 3]);
  });

  it('happens as often as the caller asks for an idempotent operation whose provider is down, and no more', async () => {
    const shaky = new Shaky([down(), down(), down(), down()]);
    await services.register(component('one', { service: shaky }));
    await expect(stub().ask({})).rejects.toThrow(ServiceErrors.TimedOut);
    await expect(stub().say({ word: 'a' }, { retries: 5 })).rejects.toThrow(ServiceErrors.TimedOut);
    expect(shaky.calls).toBe(2);
    expect([await who(stub().ask({}, { retries: 2 })), shaky.calls]).toEqual(['shaky', 5]);
  });

  it('ends: a provider that is always lost fails the call in the end', async () => {
    const shaky = new Shaky(Array.from({ length: 50 }, lost));
    await services.register(component('one', { service: shaky }));
    await expect(stub().ask({})).rejects.toThrow('lost');
    expect(shaky.calls).toBe(5);
  });
});

describe('replacing what only one can be', () => {
  /** A speaker that holds the only microphone while it runs. */
  class Soloist extends NamedSpeaker {
    static holder: string | undefined;
    /** Where the microphone is found broken. */
    isDeaf = false;

    start() {
      if (Soloist.holder !== undefined) throw new Error(`${Soloist.holder} has the microphone`);
      if (this.isDeaf) throw new Error('the microphone is broken');
      Soloist.holder = this.name;
    }
    stop() {
      Soloist.holder = undefined;
    }
  }
  const soloist = (version: string, service: Soloist | (() => Soloist) = new Soloist(version)) =>
    component('one', { version, exclusive: true, service });
  beforeEach(() => {
    Soloist.holder = undefined;
  });

  it('stops the old one before the new one starts; calls that come meanwhile wait, and go to the new one', async () => {
    const starting = deferred();
    class Late extends Soloist {
      override async start() {
        super.start();
        await starting.promise;
      }
    }
    await services.register(soloist('1.0.0'));
    await services.register(component('user', { provides: [], requires: [required(Speaker)] }));
    const replacing = services.replace('one', soloist('1.1.0', new Late('1.1.0')));
    const waiting = [say(), say()];
    await settle();
    expect(services.list().map(({ component: name, state, reason }) => [name, state, reason])).toEqual([
      ['one', 'maintenance', 'it is being replaced'],
      ['user', 'active', undefined],
    ]);
    clock.advance(300);
    starting.resolve();
    expect(await replacing).toMatchObject({ from: '1.0.0', to: '1.1.0', lost: 0, parked: 2, pausedMs: 300 });
    expect(await Promise.all([...waiting, say()])).toEqual(['1.1.0', '1.1.0', '1.1.0']);
    expect(Soloist.holder).toBe('1.1.0');
  });

  it('starts the old one again when the new one does not start, and says why', async () => {
    await services.register(soloist('1.0.0', () => new Soloist('1.0.0')));
    const broken = new Soloist('1.1.0');
    broken.isDeaf = true;
    const replacing = services.replace('one', soloist('1.1.0', broken));
    const waiting = say();
    await expect(replacing).rejects.toThrow('"one" 1.0.0 stays, because 1.1.0 could not take over');
    expect([await waiting, await say(), services.list()[0]?.state]).toEqual(['1.0.0', '1.0.0', 'active']);
  });

  it('lets calls wait until the old one has started again, and calls nobody who has stopped', async () => {
    const startingAgain = deferred();
    let starts = 0;
    class Returning extends Soloist {
      override async start() {
        super.start();
        if (++starts > 1) await startingAgain.promise;
        this.isThere = true;
      }
      isThere = false;
      override say() {
        if (!this.isThere) throw new Error('called after stop');
        return { by: this.name };
      }
      override stop() {
        super.stop();
        this.isThere = false;
      }
    }
    await services.register(soloist('1.0.0', new Returning('1.0.0')));
    const broken = new Soloist('1.1.0');
    broken.isDeaf = true;
    const replacing = services.replace('one', soloist('1.1.0', broken));
    replacing.catch(() => undefined);
    await settle();
    expect(starts).toBe(2);
    const waiting = say();
    waiting.catch(() => undefined);
    await settle();
    startingAgain.resolve();
    expect(await waiting).toBe('1.0.0');
    await expect(replacing).rejects.toThrow('could not take over');
  });

  it('says that neither runs when the old one does not start again either, and can be replaced by one that does', async () => {
    const old = new Soloist('1.0.0');
    await services.register(soloist('1.0.0', old));
    old.isDeaf = true;
    const broken = new Soloist('1.1.0');
    broken.isDeaf = true;
    await expect(services.replace('one', soloist('1.1.0', broken))).rejects.toThrow(ServiceErrors.ReplaceFailed);
    expect(services.list()[0]).toMatchObject({ state: 'failed', reason: expect.stringContaining('broken') });
    await services.replace('one', soloist('1.2.0'));
    expect(await say()).toBe('1.2.0');
  });

  it('ends streams, which would hold it for ever, and has no probation', async () => {
    class Streaming extends Soloist {
      override async *count(_: { to: number }, { signal }: Call) {
        yield 1;
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      }
    }
    await services.register(soloist('1.0.0', new Streaming('1.0.0')));
    const stream = stub().count({ to: 2 })[Symbol.asyncIterator]();
    await stream.next();
    const rest = stream.next();
    rest.catch(() => undefined);
    const probation = services.replace('one', soloist('1.1.0'), { probation: { ms: 1_000 } });
    await expect(probation).rejects.toThrow('none can be on probation');
    const replacing = services.replace('one', soloist('1.1.0'));
    await settle();
    clock.advance(500);
    expect(await replacing).toMatchObject({ inFlightAtFlip: 1, aborted: 1, lost: 0 });
    expect(await say()).toBe('1.1.0');
    await rest.catch(() => undefined);
  });
});
