import { VirtualClock } from '@caruso/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServiceErrors } from '../src/errors.js';
import type { LocalServiceManager } from '../src/manager/local-service-manager.js';
import type { HealthPolicy } from '../src/model/run-policy.js';
import { component, deferred, manager, NamedSpeaker, Speaker, settle, who } from './support/demo.js';

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

const say = () => who(services.get(Speaker).say({ word: 'hi' }));
const state = () => services.list({ component: 'one' })[0]?.state;

/** A speaker that is as well as a test says. */
class Patient extends NamedSpeaker {
  ill = false;
  check(): void | Promise<void> {
    if (this.ill) throw new Error('line is down');
  }
}
async function patient(health: HealthPolicy = {}) {
  const service = new Patient('one');
  await services.register(component('one', { service, health: { everyMs: 100, ...health } }));
  const checkUp = async (ill: boolean) => {
    service.ill = ill;
    clock.advance(100);
    await settle();
    return state();
  };
  return { service, checkUp };
}

describe('health', () => {
  it('is lost after failures in a row and found after successes in a row: one blip changes nothing', async () => {
    const { checkUp } = await patient({ failures: 3, successes: 2 });
    const states: (string | undefined)[] = [];
    for (const ill of [true, true, false, true, true, true, false, true, false, false]) states.push(await checkUp(ill));
    expect(states.map((it) => (it === 'active' ? '+' : '-')).join('')).toBe('+++++----+');
  });

  it('says why it is lost; a healthy one is called instead, and the unhealthy one when there is no other', async () => {
    const { checkUp } = await patient({ failures: 1 });
    await checkUp(true);
    expect(services.list()[0]).toMatchObject({ state: 'unhealthy', reason: 'line is down' });
    expect(await say()).toBe('one');
    await services.register(component('two', { ranking: -1 }));
    expect(await say()).toBe('two');
    expect(services.explain(Speaker).candidates[1]).toMatchObject({
      component: 'one',
      reason: 'it is unhealthy: line is down',
    });
  });

  it('counts a check that hangs as failed', async () => {
    const { service } = await patient({ failures: 1, timeoutMs: 50 });
    service.check = () => new Promise(() => {});
    clock.advance(100);
    await settle();
    clock.advance(50);
    await settle();
    expect(services.list()[0]).toMatchObject({ state: 'unhealthy', reason: 'its check took longer than 50 ms' });
  });

  it('is lost when a service misses its time to say that it is well; later it is taken out', async () => {
    const one = await services.register(
      component('one', { health: { everyMs: 0, ttlMs: 1_000, deregisterAfterMs: 5_000 } }),
    );
    for (let beat = 0; beat < 5; beat += 1) {
      clock.advance(900);
      one.beat();
    }
    expect(state()).toBe('active');
    clock.advance(1_000);
    expect(services.list()[0]).toMatchObject({
      state: 'unhealthy',
      reason: 'it has not said for 1000 ms that it is well',
    });
    one.beat();
    expect(state()).toBe('active');
    clock.advance(1_000);
    clock.advance(5_000);
    await settle();
    expect(services.list()).toEqual([]);
  });

  it('of all is asked on request, and what is answered counts at once', async () => {
    const { service } = await patient();
    service.ill = true;
    expect(await services.check()).toMatchObject([{ state: 'unhealthy', reason: 'line is down' }]);
    service.ill = false;
    expect(await services.check()).toMatchObject([{ state: 'active' }]);
  });
});

describe('maintenance', () => {
  it('lets no new calls in, shows its reason, and lets running calls go on', async () => {
    const release = deferred();
    class Slow extends NamedSpeaker {
      override async say() {
        await release.promise;
        return { by: this.name };
      }
    }
    await services.register(component('one', { service: new Slow('one') }));
    const running = say();
    await services.maintain('one', 'new disks until noon');
    await expect(say()).rejects.toThrow('"one" 1.0.0: it is in maintenance: new disks until noon.');
    expect(services.explain(Speaker).candidates[0]).toMatchObject({ chosen: false, state: 'maintenance' });
    release.resolve();
    expect(await running).toBe('one');
    await services.resume('one');
    expect(await say()).toBe('one');
  });

  it('stays when the service is replaced meanwhile', async () => {
    await services.register(component('one', { version: '1.0.0' }));
    await services.maintain('one', 'update');
    await services.replace('one', component('one', { version: '1.1.0' }));
    expect(services.list()[0]).toMatchObject({ state: 'maintenance', version: '1.1.0' });
  });

  it('is refused for what is not there', async () => {
    await expect(services.maintain('onne', 'x')).rejects.toThrow(ServiceErrors.UnknownService);
  });
});

describe('the circuit breaker', () => {
  const breaker = { share: 0.5, minimumCalls: 4, windowMs: 1_000, halfOpenMs: 500 };

  it('opens at the share of failures over the minimum, lets one call try, and closes when that succeeds', async () => {
    let broken = true;
    let calls = 0;
    class Shaky extends NamedSpeaker {
      override say() {
        calls += 1;
        if (broken) throw new Error('broken');
        return { by: this.name };
      }
    }
    await services.register(component('one', { service: new Shaky('one'), breaker }));
    for (let call = 0; call < 4; call += 1) await expect(say()).rejects.toThrow('broken');
    await expect(say()).rejects.toThrow(ServiceErrors.CircuitOpen);
    expect(calls).toBe(4);
    clock.advance(500);
    const trials = await Promise.allSettled([say(), say()]);
    expect(trials.map((it) => String((it as PromiseRejectedResult).reason.name))).toEqual([
      'OperationFailed',
      'CircuitOpen',
    ]);
    broken = false;
    clock.advance(500);
    expect([await say(), await say(), calls]).toEqual(['one', 'one', 7]);
  });

  it('counts time-outs as failures, and refusals as none', async () => {
    class Odd extends NamedSpeaker {
      override say({ word }: { word: string }): Promise<{ by: string }> {
        if (word === 'refuse') throw new ServiceErrors.UnknownService({ service: 'x', known: [] });
        return new Promise(() => {});
      }
    }
    await services.register(
      component('one', { service: new Odd('one'), breaker, drain: { deadlineMs: 0, graceMs: 0 } }),
    );
    const stub = services.get(Speaker);
    for (let call = 0; call < 8; call += 1) {
      await expect(stub.say({ word: 'refuse' })).rejects.toThrow(ServiceErrors.UnknownService);
    }
    for (let call = 0; call < 8; call += 1) {
      const late = stub.say({ word: 'hang' }, { timeoutMs: 10 });
      clock.advance(10);
      await expect(late).rejects.toThrow(ServiceErrors.TimedOut);
    }
    await expect(stub.say({ word: 'hang' })).rejects.toThrow(ServiceErrors.CircuitOpen);
    const stopping = services.stop();
    await settle();
    clock.advance(0);
    await settle();
    clock.advance(0);
    await stopping;
  });

  it('forgets what is older than its window', async () => {
    let broken = true;
    class Shaky extends NamedSpeaker {
      override say() {
        if (broken) throw new Error('broken');
        return { by: this.name };
      }
    }
    await services.register(component('one', { service: new Shaky('one'), breaker }));
    for (let call = 0; call < 3; call += 1) await expect(say()).rejects.toThrow('broken');
    clock.advance(1_100);
    await expect(say()).rejects.toThrow('broken');
    broken = false;
    expect(await say()).toBe('one');
  });
});

describe('the bulkhead', () => {
  /** Answers in the order in which a test lets it. */
  class Gate extends NamedSpeaker {
    readonly open: (() => void)[] = [];
    readonly entered: string[] = [];
    override say({ word }: { word: string }): Promise<{ by: string }> {
      this.entered.push(word);
      return new Promise((resolve) => this.open.push(() => resolve({ by: word })));
    }
  }
  const crowd = async (gate: Gate) => {
    await services.register(component('one', { service: gate, concurrency: { atOnce: 2, waiting: 2 } }));
    const stub = services.get(Speaker);
    return ['a', 'b', 'c', 'd'].map((word) => who(stub.say({ word })));
  };

  it('lets so many run at once, so many wait, and refuses the rest at once; those that wait keep their order', async () => {
    const gate = new Gate('gate');
    const calls = await crowd(gate);
    await settle();
    expect(gate.entered).toEqual(['a', 'b']);
    await expect(say()).rejects.toThrow('"one" runs 2 calls at once and lets 2 wait');
    for (let round = 0; round < 4; round += 1) {
      gate.open.shift()?.();
      await settle();
    }
    expect([gate.entered, await Promise.all(calls)]).toEqual([
      ['a', 'b', 'c', 'd'],
      ['a', 'b', 'c', 'd'],
    ]);
  });

  it('frees the place of a call that was given up while it waited, and keeps that of one whose handler still runs', async () => {
    const gate = new Gate('gate');
    await services.register(component('one', { service: gate, concurrency: { atOnce: 1, waiting: 1 } }));
    const stub = services.get(Speaker);
    const late = stub.say({ word: 'a' }, { timeoutMs: 10 });
    late.catch(() => {});
    await settle();
    clock.advance(10);
    await expect(late).rejects.toThrow(ServiceErrors.TimedOut);
    const giveUp = new AbortController();
    const waiting = stub.say({ word: 'b' }, { signal: giveUp.signal });
    await settle();
    expect(gate.entered).toEqual(['a']);
    giveUp.abort();
    await expect(waiting).rejects.toThrow(ServiceErrors.Cancelled);
    const next = who(stub.say({ word: 'c' }));
    gate.open[0]?.();
    await settle();
    gate.open[1]?.();
    expect([await next, gate.entered]).toEqual(['c', ['a', 'c']]);
  });

  it('sends those that waited to the new version when the service is replaced', async () => {
    const gate = new Gate('gate');
    const calls = await crowd(gate);
    await settle();
    const replacing = services.replace('one', component('one', { version: '2.0.0', service: new NamedSpeaker('new') }));
    await settle();
    for (const open of gate.open) open();
    expect(await replacing).toMatchObject({ inFlightAtFlip: 2, lost: 0 });
    expect(await Promise.all(calls)).toEqual(['a', 'b', 'new', 'new']);
  });
});
