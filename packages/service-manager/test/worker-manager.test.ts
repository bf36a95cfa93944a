import type { Stub } from '@caruso/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defineComponent } from '../src/assembly/define-component.js';
import { provide } from '../src/assembly/provision.js';
import { ServiceErrors } from '../src/errors.js';
import { silentLog } from '../src/log.js';
import { createServiceManager } from '../src/manager/local-service-manager.js';
import type { ServiceManager } from '../src/model/service-manager.js';
import { loadComponent } from '../src/worker/load-component.js';
import { workerComponent } from '../src/worker/worker-component.js';
import { buildWorker, type WorkerFiles } from './support/worker/build-worker.js';
import { liveWorkers } from './support/worker/live-workers.js';
import { Bell, Desk, Names } from './support/worker/worker-contracts.js';

describe('workers in a service manager', { timeout: 120_000 }, () => {
  let files: WorkerFiles;
  let manager: ServiceManager;

  beforeAll(async () => {
    files = await buildWorker();
  });
  afterAll(() => files.remove());

  beforeEach(() => {
    manager = createServiceManager({ company: 'test', log: silentLog });
  });
  afterEach(async () => {
    await manager.stop();
    expect(liveWorkers()).toBe(0);
  });

  const bell = (version: string) =>
    workerComponent({
      name: 'bell',
      version,
      module: files.module('ballast'),
      entry: files.entry,
      provides: [Bell],
      options: version,
    });

  const desk = () =>
    workerComponent({ name: 'desk', module: files.module('desk'), entry: files.entry, provides: [Desk, Bell] });

  /** Calls one after the other until told to stop; the number of calls. */
  async function ringUntil(stub: Stub<typeof Bell>, stopped: AbortSignal): Promise<number> {
    let calls = 0;
    for (; !stopped.aborted; calls += 1) await stub.ring({ times: calls });
    return calls;
  }

  it('are replaced under load without losing a call, and each thread goes with its version', async () => {
    await manager.register(bell('1.0.0'));
    const stub = manager.get(Bell);
    const over = new AbortController();
    const callers = Array.from({ length: 5 }, () => ringUntil(stub, over.signal));
    for (let minor = 1; minor <= 5; minor += 1) {
      const receipt = await manager.replace('bell', bell(`1.${minor}.0`));
      expect(receipt).toMatchObject({ to: `1.${minor}.0`, lost: 0, aborted: 0 });
      expect(liveWorkers()).toBe(1);
    }
    over.abort();
    expect(Math.min(...(await Promise.all(callers)))).toBeGreaterThan(0);
    expect(manager.list()).toMatchObject([{ component: 'bell', version: '1.5.0', runsIn: 'worker', failures: 0 }]);
  });

  it('leave no thread after twenty starts and stops', async () => {
    for (let round = 0; round < 20; round += 1) {
      await manager.register(desk());
      expect(await manager.get(Bell).ring({})).toEqual({ text: 'ding' });
      await manager.drain('desk');
      expect(liveWorkers()).toBe(0);
    }
  });

  it('come from modules that are learnt at run time, and call what runs in the assembly', async () => {
    class NamesService {
      nameOf({ id }: { id: number }) {
        return { name: `Anna ${id}` };
      }
      async *all() {
        yield { name: 'Anna' };
      }
    }
    await manager.register(defineComponent({ name: 'names', provides: [provide(Names, NamesService)] }));
    const load = (version: string) =>
      loadComponent(files.module('desk'), { isolation: 'worker', entry: files.entry, options: { version } });
    await manager.register(await load('2.0.0'));
    await manager.replace('desk', await load('2.1.0'));
    const desk = manager.get(Desk);
    expect(await desk.greet({ id: 5 })).toMatchObject({ text: 'Hello, Anna 5' });
    expect(await desk.ask({ what: 'call' })).toEqual({ name: 'Anna 7' });
    expect(await desk.ask({ what: 'contracts' })).toEqual([
      ['test.names', ['nameOf', 'all']],
      ['test.desk', ['greet', 'fail', 'hang', 'count', 'ask', 'notes']],
      ['test.bell', ['ring']],
    ]);
    expect(await desk.ask({ what: 'entries' })).toMatchObject([{ component: 'names' }, { component: 'desk' }]);
  });

  it('are unhealthy when they have ended, with the reason', async () => {
    await manager.register(desk());
    await expect(manager.get(Desk).fail({ how: 'exit' })).rejects.toMatchObject({
      code: ServiceErrors.WorkerEnded.code,
    });
    const [entry] = await manager.check();
    expect(entry).toMatchObject({ state: 'unhealthy', reason: expect.stringContaining('it exited with code 3') });
  });
});
