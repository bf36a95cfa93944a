import { type Call, type Contract, type Service, VirtualClock } from '@caruso/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ServiceErrors } from '../src/errors.js';
import { workerComponent } from '../src/worker/worker-component.js';
import { buildWorker, type WorkerFiles } from './support/worker/build-worker.js';
import { liveWorkers } from './support/worker/live-workers.js';
import { Desk } from './support/worker/worker-contracts.js';
import { testHost } from './support/worker/worker-host.js';

const call: Call = { signal: new AbortController().signal, caller: 'test' };

describe('a worker that fails', () => {
  let files: WorkerFiles;
  let clock: VirtualClock;
  let desk: Service<typeof Desk>;

  beforeAll(async () => {
    files = await buildWorker();
  });
  afterAll(() => files.remove());

  beforeEach(async () => {
    clock = new VirtualClock();
    const component = workerComponent({
      name: 'desk',
      module: files.module('desk'),
      entry: files.entry,
      provides: [Desk],
      resourceLimits: { maxOldGenerationSizeMb: 32 },
    });
    const services: ReadonlyMap<string, Service<Contract>> = await component.create(testHost(clock).host);
    desk = services.get(Desk.name) as unknown as Service<typeof Desk>;
    await desk.start?.(call);
  });
  afterEach(async () => {
    await desk.stop?.();
    expect(liveWorkers()).toBe(0);
  });

  it.each([
    ['an exception that nobody catches', 'exception', 'it failed with TypeError: nobody catches this'],
    ['a rejection that nobody handles', 'rejection', 'it failed with RangeError: nobody handles this'],
    ['process.exit', 'exit', 'it exited with code 3'],
    ['its memory being full', 'memory', 'it ran out of memory'],
  ])('by %s fails the calls in flight with the reason, and every later one', async (_, how, reason) => {
    const stream = desk.count({ to: 1_000_000 }, call) as AsyncGenerator<{ n: number }>;
    await stream.next();
    const inFlight = [desk.hang({}, call), desk.fail({ how }, call)];
    for (const lost of inFlight) {
      await expect(lost).rejects.toMatchObject({
        code: ServiceErrors.WorkerEnded.code,
        kind: 'unavailable',
        message: expect.stringContaining(`The worker of "desk"`),
        data: { component: 'desk', module: expect.stringContaining('desk.mjs'), reason },
      });
    }
    const rest = async () => {
      for await (const _ of stream);
    };
    await expect(rest()).rejects.toThrow(reason);
    await expect(Promise.resolve(desk.notes({}, call))).rejects.toThrow(reason);
    await expect(Promise.resolve(desk.check?.())).rejects.toThrow(reason);
    expect(liveWorkers()).toBe(0);
  });

  it('leaves a consumer in peace that had enough of its stream', async () => {
    for await (const { n } of desk.count({ to: 1_000_000 }, call)) {
      if (n < 20) continue;
      void Promise.resolve(desk.fail({ how: 'exit' }, call)).catch(() => undefined);
      break;
    }
    await expect(Promise.resolve(desk.notes({}, call))).rejects.toThrow('it exited with code 3');
  });

  it('is stopped from outside when its thread does not listen any more', async () => {
    const looping = desk.fail({ how: 'loop' }, call);
    const stopping = Promise.resolve(desk.stop?.());
    clock.advance(10_000);
    await expect(stopping).rejects.toThrow('it had not stopped within 10000 ms');
    await expect(looping).rejects.toMatchObject({ code: ServiceErrors.WorkerEnded.code });
  });
});
