import { type Call, type Contract, type Service, VirtualClock } from '@caruso/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ServiceErrors } from '../src/errors.js';
import type { Component } from '../src/model/service-manager.js';
import { workerComponent } from '../src/worker/worker-component.js';
import { buildWorker, type WorkerFiles } from './support/worker/build-worker.js';
import { liveWorkers } from './support/worker/live-workers.js';
import type { DeskOptions } from './support/worker/modules/desk.js';
import { Bell, Desk, DeskErrors, Names } from './support/worker/worker-contracts.js';
import { testHost } from './support/worker/worker-host.js';

let files: WorkerFiles;
beforeAll(async () => {
  files = await buildWorker();
});
afterAll(() => files.remove());

const call = (signal = new AbortController().signal): Call => ({ signal, caller: 'test' });
const begin = { signal: new AbortController().signal };

/** The desk of the tests, in a worker. */
const desk = (options: DeskOptions = {}, changes: Partial<Parameters<typeof workerComponent>[0]> = {}) =>
  workerComponent({
    name: 'desk',
    version: '2.0.0',
    module: files.module('desk'),
    entry: files.entry,
    provides: [Desk, Bell],
    requires: [Names],
    options,
    ...changes,
  });

/** A component in a worker that does nothing but what a line of JavaScript says. */
const scripted = (source: string, changes: Partial<Parameters<typeof workerComponent>[0]> = {}) =>
  desk({}, { module: new URL(`data:text/javascript,${encodeURIComponent(source)}`), ...changes });

describe('a component in a worker', () => {
  const open: Service<Contract>[] = [];

  /** Starts a component as a registry does. */
  async function start(component: Component, surroundings = testHost()) {
    const services = await component.create(surroundings.host);
    for (const service of new Set(services.values())) {
      open.push(service);
      await service.start?.(begin);
    }
    return {
      ...surroundings,
      desk: services.get(Desk.name) as unknown as Service<typeof Desk>,
      bell: services.get(Bell.name) as unknown as Service<typeof Bell>,
    };
  }

  afterEach(async () => {
    for (const service of open.splice(0).reverse()) await service.stop?.();
    expect(liveWorkers()).toBe(0);
  });

  it('says that it runs in a worker, and keeps what it was given', () => {
    const { runsIn, startMs, requires, ranking } = desk({}, { startMs: 5_000, ranking: 2 });
    expect({ runsIn, startMs, ranking }).toEqual({ runsIn: 'worker', startMs: 5_000, ranking: 2 });
    expect(requires).toEqual([{ contract: Names, optional: false }]);
  });

  it('serves its contracts in a thread of its own, which calls what it requires', async () => {
    const running = await start(desk({ greeting: 'Welcome' }));
    const { text, thread } = await running.desk.greet({ id: 3 }, call());
    expect(text).toBe('Welcome, Anna 3');
    expect(thread).toBeGreaterThan(0);
    expect(await running.bell.ring({ times: 2 }, call())).toEqual({ text: 'ding ding' });
    expect(running.called).toEqual(['nameOf 3']);
  });

  it('can do without what it requires if that is optional', async () => {
    const running = await start(desk({}, { requires: [] }));
    expect(await running.desk.greet({ id: 3 }, call())).toMatchObject({ text: 'Hello, nobody' });
  });

  it('checks inputs by its own contract', async () => {
    const running = await start(desk());
    await expect(running.desk.greet({ id: 1.5 }, call())).rejects.toMatchObject({
      code: ServiceErrors.InvalidInput.code,
    });
    expect(await running.bell.ring({} as { times: number }, call())).toEqual({ text: 'ding' });
  });

  it('throws its errors out of its thread', async () => {
    const running = await start(desk());
    const problem = await Promise.resolve(running.desk.fail({ how: 'by name' }, call())).catch(
      (thrown: unknown) => thrown,
    );
    expect(DeskErrors.Closed.is(problem)).toBe(true);
    expect(problem).toMatchObject({ data: { until: 'noon' } });
  });

  it('learns when a call is given up, and so does the one it calls itself', async () => {
    const running = await start(desk());
    const giveUp = new AbortController();
    const hanging = running.desk.hang({}, call(giveUp.signal));
    giveUp.abort();
    await expect(hanging).rejects.toMatchObject({ code: ServiceErrors.Cancelled.code });
    expect(await running.desk.notes({}, call())).toEqual(['started', 'hanging', 'aborted']);

    const again = new AbortController();
    const asking = running.desk.greet({ id: -1 }, call(again.signal));
    await running.desk.notes({}, call());
    again.abort();
    await expect(asking).rejects.toMatchObject({ code: ServiceErrors.Cancelled.code });
  });

  it('streams in both directions, and ends early with its consumer', async () => {
    const running = await start(desk());
    const got: number[] = [];
    for await (const { n } of running.desk.count({ to: 1_000_000 }, call())) if (got.push(n) === 50) break;
    expect(got.at(-1)).toBe(50);
    expect(await running.desk.notes({}, call())).toEqual(['started', 'count ended']);
    expect(await running.desk.ask({ what: 'names' }, call())).toEqual(['Anna 0', 'Anna 1', 'Anna 2']);
    expect(running.called).toEqual(['all ended']);
  });

  it('finds services by name in the directory of the assembly', async () => {
    const running = await start(desk());
    expect(await running.desk.ask({ what: 'contracts' }, call())).toEqual([['test.names', ['nameOf', 'all']]]);
    expect(await running.desk.ask({ what: 'entries' }, call())).toEqual([]);
    expect(await running.desk.ask({ what: 'call' }, call())).toEqual({ name: 'by the directory' });
    expect(running.called).toEqual(['test.names.nameOf {"id":7}']);
  });

  it('has the clock of the system, and no service manager', async () => {
    const running = await start(desk());
    const before = Date.now();
    expect(await running.desk.ask({ what: 'clock' }, call())).toBeGreaterThanOrEqual(before);
    await expect(running.desk.ask({ what: 'manager' }, call())).rejects.toThrow(
      'it asks for the service manager ("list")',
    );
  });

  it('writes to the log of the assembly, also what cannot cross whole, and when it stops', async () => {
    const running = await start(desk());
    await running.desk.fail({ how: 'log' }, call());
    await open.pop()?.stop?.();
    await open.pop()?.stop?.();
    expect(running.log.lines).toEqual([
      'info a line',
      'warn a warning',
      expect.stringMatching(/^error a problem: Error: its reason\n +at .*desk/),
      'info the desk stops',
    ]);
  });

  it('is well as long as its services are', async () => {
    const running = await start(desk());
    await expect(running.desk.check?.()).resolves.toBeUndefined();
    await running.desk.fail({ how: 'unwell' }, call());
    await expect(running.desk.check?.()).rejects.toThrow('the bell is broken');
  });

  describe('that cannot start', () => {
    const failing = async (component: Component) => {
      const problem = await start(component).catch((thrown: Error) => thrown);
      return problem instanceof Error ? problem : new Error('it started');
    };

    it.each([
      [
        'its module is not there',
        () => desk({}, { module: '/nowhere/desk.js' }),
        ServiceErrors.ModuleNotLoaded,
        'Cannot find module',
      ],
      [
        'its module throws',
        () => scripted('throw new Error("no licence")'),
        ServiceErrors.ModuleNotLoaded,
        'no licence',
      ],
      [
        'its module is wrong',
        () => scripted('export default {'),
        ServiceErrors.ModuleNotLoaded,
        'Unexpected end of input',
      ],
      [
        'its module is TypeScript',
        () => desk({}, { module: new URL('support/worker/modules/desk.ts', import.meta.url) }),
        ServiceErrors.ModuleNotLoaded,
        'cannot read TypeScript',
      ],
      [
        'its function throws',
        () => scripted('export default () => { throw 7 }'),
        ServiceErrors.ModuleNotLoaded,
        'its function failed: 7',
      ],
      [
        'its module exports nothing',
        () => scripted('export const desk = 1'),
        ServiceErrors.NoComponentInModule,
        'it is missing',
      ],
      [
        'its module exports something else',
        () => scripted('export default async () => ({ name: "desk", routes: [] })'),
        ServiceErrors.NoComponentInModule,
        'an object with name, routes',
      ],
      [
        'it does not provide a contract',
        () => desk({}, { provides: [Desk, Bell, Names] }),
        ServiceErrors.ModuleDoesNotFit,
        'it does not provide "test.names", only test.desk 1.2.0, test.bell 1.0.0',
      ],
      [
        'it provides an older version',
        () => desk({}, { provides: [{ ...Desk, version: '1.3.0' }] }),
        ServiceErrors.ModuleDoesNotFit,
        'it provides "test.desk" 1.2.0, and 1.3.0 or a later one of this major version is needed',
      ],
      [
        'it requires a newer version than it is given',
        () => desk({}, { requires: [{ ...Names, version: '1.0.0' }] }),
        ServiceErrors.ModuleDoesNotFit,
        'it requires "test.names" 1.1.0, and it is given 1.0.0',
      ],
      [
        'it requires what it is not given',
        () =>
          scripted(
            'export default { name: "desk", provides: [], requires: [{ contract: { name: "test.bank", version: "1.0.0" }, optional: false }], create() {} }',
            { provides: [] },
          ),
        ServiceErrors.ModuleDoesNotFit,
        'it requires "test.bank", which it is not given: name it in "requires"',
      ],
      [
        'it lacks a handler',
        () =>
          scripted(
            'export default { name: "desk", provides: [{ name: "a", version: "1.0.0", operations: { b: {} } }], requires: [], create: () => new Map() }',
            { provides: [] },
          ),
        ServiceErrors.IncompleteService,
        'does not implement a.b',
      ],
      [
        'its options cannot cross',
        () => desk({}, { options: { on: () => {} } }),
        ServiceErrors.CannotCross,
        'input.options.on is the function "on"',
      ],
      ['a service throws', () => desk({ start: 'fails' }), ServiceErrors.WorkerStartFailed, 'the till is locked'],
      ['a service throws by name', () => desk({ start: 'fails by name' }), DeskErrors.Closed, 'closed until nine'],
      [
        'its module ends the thread',
        () => scripted('process.exit(4)'),
        ServiceErrors.WorkerEnded,
        'it exited with code 4',
      ],
      [
        'there is no entry',
        () => desk({}, { entry: new URL('nowhere.js', import.meta.url) }),
        ServiceErrors.WorkerEnded,
        'Cannot find module',
      ],
    ])('says why, and leaves no thread, when %s', async (_, component, expected, reason) => {
      const problem = await failing(component());
      expect(problem.message).toContain(reason);
      expect((problem as { code?: string }).code).toBe(expected.code);
      expect(liveWorkers()).toBe(0);
    });

    it('is ended when its module does not come to an end', async () => {
      const clock = new VirtualClock();
      const loading = start(scripted('await new Promise(() => {})', { startMs: 3_000 }), testHost(clock));
      clock.advance(3_000);
      await expect(loading).rejects.toMatchObject({
        code: ServiceErrors.WorkerStartFailed.code,
        message: expect.stringContaining('its services were not made within 3000 ms'),
      });
    });

    it.each(['hangs', 'hangs until it is given up'] as const)(
      'is ended when its start is given up: it %s',
      async (behaviour) => {
        const clock = new VirtualClock();
        const surroundings = testHost(clock);
        const services = await desk({ start: behaviour }).create(surroundings.host);
        const giveUp = new AbortController();
        const starting = services.get(Desk.name)?.start?.({ signal: giveUp.signal });
        giveUp.abort(new ServiceErrors.StartTimeout({ component: 'desk', timeoutMs: 10 }));
        if (behaviour === 'hangs') clock.advance(1_000);
        const { code } = behaviour === 'hangs' ? ServiceErrors.WorkerStartFailed : ServiceErrors.StartTimeout;
        await expect(starting).rejects.toMatchObject({ code });
      },
    );
  });

  it('is gone after its stop, also when that fails or hangs', async () => {
    const failing = await start(desk({ stop: 'fails' }));
    const stopping = open.splice(0).shift()?.stop?.();
    await expect(stopping).rejects.toThrow('the till is open');
    expect(failing.log.lines).toContainEqual(expect.stringContaining('the till is open'));
    expect(liveWorkers()).toBe(0);

    const clock = new VirtualClock();
    const hanging = await start(desk({ stop: 'hangs' }), testHost(clock));
    const stopped = Promise.resolve(open.splice(0).shift()?.stop?.());
    clock.advance(10_000);
    await expect(stopped).rejects.toThrow('it had not stopped within 10000 ms');
    await expect(hanging.desk.check?.()).rejects.toThrow('it had not stopped');
  });
});
