import { VirtualClock } from '@caruso/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServiceErrors } from '../src/errors.js';
import type { LocalServiceManager } from '../src/manager/local-service-manager.js';
import type { Requirement } from '../src/model/requirement.js';
import type { Component } from '../src/model/service-manager.js';
import { component, deferred, manager, NamedSpeaker, Speaker, settle, speaker, who } from './support/demo.js';

const Store = speaker('1.0.0', 'demo.store');
const need = (contract = Store, rest: Partial<Requirement> = {}): Requirement => ({
  contract,
  optional: false,
  ...rest,
});
const store = (name = 'store', rest: Partial<Component> = {}) => component(name, { provides: [Store], ...rest });

let services: LocalServiceManager;
let clock: VirtualClock;
beforeEach(() => {
  clock = new VirtualClock();
  services = manager({ clock });
});
afterEach(async () => {
  await services.stop();
  expect(clock.pending, 'timers left behind').toBe(0);
});

const stateOf = (name: string) => services.list({ component: name })[0]?.state;

/** A speaker whose lifecycle tells what happens. */
class Telling extends NamedSpeaker {
  constructor(
    name: string,
    private readonly events: string[],
  ) {
    super(name);
  }
  start() {
    this.events.push(`${this.name} started`);
  }
  stop(): void | Promise<void> {
    this.events.push(`${this.name} stopped`);
  }
}

describe('starting', () => {
  it('shows a service only when its start has resolved', async () => {
    const opened = deferred();
    class Slow extends NamedSpeaker {
      start() {
        return opened.promise;
      }
    }
    const registering = services.register(component('slow', { service: new Slow('slow') }));
    expect([stateOf('slow'), services.find(Speaker)]).toEqual(['starting', undefined]);
    opened.resolve();
    await registering;
    expect(services.find(Speaker)?.component).toBe('slow');
  });

  it('leaves a service whose start failed failed with the cause, its dependants waiting; a later success wakes them', async () => {
    let works = false;
    class Fragile extends NamedSpeaker {
      start() {
        if (!works) throw new Error('disk is full');
      }
    }
    const dependant = services.register(component('shop', { requires: [need()] }));
    await expect(
      services.register(
        store('store', { ...component('x', { service: new Fragile('s') }), name: 'store', provides: [Store] }),
      ),
    ).rejects.toThrow('"store" could not start: disk is full');
    expect(services.list({ component: 'store' })[0]).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('disk is full'),
    });
    expect(services.find(Store)).toBeUndefined();
    expect(services.list({ component: 'shop' })[0]).toMatchObject({
      state: 'waiting',
      reason: 'it needs demo.store 1.0.0',
    });
    works = true;
    await services.replace('store', store('store', { version: '1.0.1' }));
    await dependant;
    expect(stateOf('shop')).toBe('active');
  });

  it('lets a failed service be started again', async () => {
    let works = false;
    class Fragile extends NamedSpeaker {
      start() {
        if (!works) throw new Error('not yet');
      }
    }
    const failed = services.declare(component('one', { service: new Fragile('one') }));
    await expect(failed.start()).rejects.toThrow(ServiceErrors.StartFailed);
    works = true;
    await failed.start();
    expect(stateOf('one')).toBe('active');
  });

  it('starts dependencies in any order of registration; dependants wait, and a time-out names what is missing', async () => {
    const late = services.register(component('shop', { requires: [need(), need(speaker('1.0.0', 'demo.mail'))] }), {
      waitMs: 500,
    });
    await services.register(store());
    clock.advance(500);
    await expect(late).rejects.toThrow('"shop" did not start within 500 ms, because it needs demo.mail 1.0.0');
    await services.register(component('mail', { provides: [speaker('1.0.0', 'demo.mail')] }));
    await settle();
    expect(stateOf('shop')).toBe('active');
  });

  it('is not satisfied by a wrong version; one of several allowed ranges will do', async () => {
    const picky = services.register(component('shop', { requires: [need(Store, { versions: ['^3.0', '~2.4'] })] }));
    await services.register(store('store', { version: '1.9.0' }));
    await services.register(store('store', { version: '2.5.0' }));
    await settle();
    expect(services.list({ component: 'shop' })[0]?.reason).toBe('it needs demo.store ^3.0 or ~2.4');
    await services.register(store('store', { version: '2.4.7' }));
    await picky;
    expect(services.list({ component: 'shop' })[0]?.needs).toEqual([
      { contract: 'demo.store', optional: false, from: ['store'] },
    ]);
  });

  it('waits for as many providers as are needed', async () => {
    const shop = services.register(component('shop', { requires: [need(Store, { atLeast: 2 })] }));
    await services.register(store('one'));
    await settle();
    expect(services.list({ component: 'shop' })[0]?.reason).toBe('it needs demo.store 1.0.0 (2 of them)');
    await services.register(store('two'));
    await shop;
    expect(stateOf('shop')).toBe('active');
  });

  it('gives a start up that hangs, and stops what it opens all the same later', async () => {
    const opened = deferred();
    const events: string[] = [];
    class Hanging extends Telling {
      override async start() {
        await opened.promise;
      }
    }
    const registering = services.register(component('one', { startMs: 1_000, service: new Hanging('one', events) }));
    await settle();
    clock.advance(1_000);
    await expect(registering).rejects.toThrow(ServiceErrors.StartTimeout);
    expect(services.list()[0]).toMatchObject({ state: 'failed', reason: expect.stringContaining('within 1000 ms') });
    opened.resolve();
    await settle();
    expect(events).toEqual(['one stopped']);
  });

  it('makes a lazy service once, however many call at the same time; after a failure the next caller tries again', async () => {
    let made = 0;
    let works = false;
    const lazy = component('lazy', {
      lazy: true,
      create: async () => {
        made += 1;
        await settle();
        if (!works) throw new Error('no licence');
        return new Map([[Speaker.name, new NamedSpeaker('lazy') as never]]);
      },
    });
    await services.register(lazy);
    const stub = services.get(Speaker);
    expect([made, stateOf('lazy')]).toEqual([0, 'declared']);
    const failing = await Promise.allSettled([1, 2, 3].map(() => stub.ask({})));
    expect(failing.every(({ status }) => status === 'rejected')).toBe(true);
    expect([made, services.list()[0]?.reason]).toEqual([1, expect.stringContaining('no licence')]);
    works = true;
    expect(await Promise.all([1, 2, 3].map(() => who(stub.ask({}))))).toEqual(['lazy', 'lazy', 'lazy']);
    expect(made).toBe(2);
  });

  it('refuses a service that does not implement its contract, and names what is missing', async () => {
    const half = component('half', { create: () => new Map([[Speaker.name, { say: () => ({ by: '' }) } as never]]) });
    await expect(services.register(half)).rejects.toThrow('demo.speaker.ask, demo.speaker.count');
  });
});

describe('a dependency that goes', () => {
  it('suspends its dependant, which resumes with the next one; with a substitute there is no pause', async () => {
    const events: string[] = [];
    const shop = component('shop', {
      requires: [need()],
      service: (host) => {
        class Shop extends Telling {
          override async say(input: { word: string }) {
            return (host.stub(Store) as never as typeof stub).say(input);
          }
        }
        const stub = services.get(Store);
        return new Shop('shop', events);
      },
    });
    await services.register(store('one'));
    const { id } = await services.register(shop);
    const stub = services.get(Speaker);
    expect(await who(stub.say({ word: 'a' }))).toBe('one');

    await services.register(store('two'));
    await services.drain('one');
    expect(stateOf('shop')).toBe('active');
    expect(await who(stub.say({ word: 'b' }))).toBe('two');

    await services.drain('two');
    expect(services.list({ component: 'shop' })[0]).toMatchObject({
      id,
      state: 'waiting',
      reason: 'it needs demo.store 1.0.0',
    });
    await expect(stub.say({ word: 'c' })).rejects.toThrow(ServiceErrors.Unavailable);

    await services.register(store('three'));
    expect(await who(stub.say({ word: 'd' }))).toBe('three');
    expect(events).toEqual(['shop started']);
  });

  it('stops a dependant that asks for that, and starts it again', async () => {
    const events: string[] = [];
    await services.register(store());
    await services.register(
      component('shop', { requires: [need(Store, { whenLost: 'stop' })], service: () => new Telling('shop', events) }),
    );
    await services.drain('store');
    await settle();
    expect([stateOf('shop'), events]).toEqual(['waiting', ['shop started', 'shop stopped']]);
    await services.register(store());
    await settle();
    expect([stateOf('shop'), events.at(-1)]).toEqual(['active', 'shop started']);
  });

  it('suspends what depends on the suspended, too', async () => {
    const Middle = speaker('1.0.0', 'demo.middle');
    await services.register(store());
    await services.register(component('middle', { provides: [Middle], requires: [need()] }));
    await services.register(component('top', { requires: [need(Middle)] }));
    await services.drain('store');
    expect(['middle', 'top'].map(stateOf)).toEqual(['waiting', 'waiting']);
    await services.register(store());
    expect(['middle', 'top'].map(stateOf)).toEqual(['active', 'active']);
  });

  it('is let go by a greedy consumer as soon as a better one comes, by a reluctant one only when it goes', async () => {
    await services.register(component('one'));
    const greedy = services.get(Speaker, { binding: 'greedy' });
    const reluctant = services.get(Speaker, { binding: 'reluctant' });
    const both = async () => [await who(greedy.ask({})), await who(reluctant.ask({}))];
    expect(await both()).toEqual(['one', 'one']);
    await services.register(component('better', { ranking: 5 }));
    expect(await both()).toEqual(['better', 'one']);
    await services.drain('one');
    expect(await both()).toEqual(['better', 'better']);
  });

  it('is bound as its component asks: reluctant requirements stay with the first', async () => {
    await services.register(store('one'));
    const calls: (() => Promise<{ by: string }>)[] = [];
    const asking = (name: string, binding: 'greedy' | 'reluctant') =>
      component(name, {
        provides: [speaker('1.0.0', `demo.${name}`)],
        requires: [need(Store, { binding })],
        service: (host) => {
          const stub = host.stub(Store) as unknown as { ask(input: object): Promise<{ by: string }> };
          calls.push(() => stub.ask({}));
          return new NamedSpeaker(name);
        },
      });
    await services.register(asking('greedy', 'greedy'));
    await services.register(asking('reluctant', 'reluctant'));
    const ask = () => Promise.all(calls.map(async (call) => (await call()).by));
    expect(await ask()).toEqual(['one', 'one']);
    await services.register(store('better', { ranking: 3 }));
    expect(await ask()).toEqual(['better', 'one']);
  });
});

describe('stopping', () => {
  it('goes in reverse order of dependency: a service may call what it depends on while it stops', async () => {
    const events: string[] = [];
    await services.register(
      store('store', { create: () => new Map([[Store.name, new Telling('store', events) as never]]) }),
    );
    await services.register(
      component('shop', {
        requires: [need()],
        service: (host) => {
          const stub = host.stub(Store) as unknown as { ask(input: object): Promise<{ by: string }> };
          class Shop extends Telling {
            override async stop() {
              events.push(`shop says goodbye to ${(await stub.ask({})).by}`);
            }
          }
          return new Shop('shop', events);
        },
      }),
    );
    await services.stop();
    expect(events).toEqual(['store started', 'shop started', 'shop says goodbye to store', 'store stopped']);
  });

  it('goes on when a service fails to stop, or hangs', async () => {
    const events: string[] = [];
    class Stubborn extends NamedSpeaker {
      stop() {
        return new Promise<void>(() => {});
      }
    }
    class Broken extends NamedSpeaker {
      stop() {
        throw new Error('cannot');
      }
    }
    await services.register(component('last', { service: new Telling('last', events) }));
    await services.register(component('broken', { service: new Broken('broken') }));
    await services.register(component('stubborn', { service: new Stubborn('s'), drain: { deadlineMs: 100 } }));
    const stopping = services.stop();
    await settle();
    clock.advance(100);
    await stopping;
    expect(events).toEqual(['last started', 'last stopped']);
  });

  it('refuses registrations afterwards, and calls at once', async () => {
    await services.register(component('one'));
    const stub = services.get(Speaker, { availabilityMs: 10_000 });
    await services.stop();
    await expect(stub.ask({})).rejects.toThrow(ServiceErrors.Unavailable);
    await expect(services.register(component('two'))).rejects.toThrow(ServiceErrors.ManagerStopped);
  });
});
