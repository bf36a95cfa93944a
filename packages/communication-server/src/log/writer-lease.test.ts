import { newId, VirtualClock } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WriterLease } from './writer-lease.js';

const clock = new VirtualClock(1_000);
let running: Awaited<ReturnType<typeof startAssembly>>;
beforeEach(async () => {
  const stores = { system: 'sqlite::memory:' };
  running = await startAssembly({ company: newId(), components: [storageManager({ stores })] }, { log: silentLog });
});
afterEach(() => running.stop());

async function lease(host: string, pid = 1, living: readonly number[] = [1, 2]): Promise<WriterLease> {
  const made = new WriterLease(running.get(Storage), clock, { host, pid, runs: (one) => living.includes(one) });
  await made.define();
  return made;
}

describe('the lease of the log', () => {
  it('is had by one process at a time, and by the next when it is given back', async () => {
    const [one, two] = [await lease('a'), await lease('b')];
    expect([await one.acquire(), await two.acquire(), await one.acquire()]).toEqual([true, false, true]);
    await two.release();
    expect(await two.acquire()).toBe(false);
    await one.release();
    expect([await two.acquire(), await one.acquire()]).toEqual([true, false]);
  });

  it('is gone on with when the answer to a renewal was lost', async () => {
    const real = running.get(Storage);
    let lost = false;
    const write: typeof real.write = async (...input) => {
      const answer = await real.write(...input);
      if (!lost) return answer;
      lost = false;
      throw new Error('connection lost');
    };
    const one = new WriterLease({ ...real, select: real.select, write }, clock, {
      host: 'a',
      pid: 1,
      runs: () => true,
    });
    await one.define();
    await one.acquire();
    lost = true;
    await expect(one.renew()).rejects.toThrow('connection lost');
    expect([await one.renew(), await one.renew(), await one.acquire(), await one.renew()]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('is taken from a process of another machine that has not renewed it for six seconds', async () => {
    const [one, two] = [await lease('a'), await lease('b')];
    await one.acquire();
    await two.acquire();
    clock.advance(5_000);
    expect([await one.renew(), await two.acquire()]).toEqual([true, false]);
    clock.advance(5_999);
    expect(await two.acquire()).toBe(false);
    clock.advance(1);
    expect(await two.acquire()).toBe(true);
    expect(await one.renew()).toBe(false);
  });

  it('is taken at once from a process of the same machine that runs no more', async () => {
    const dead = await lease('a', 3);
    await dead.acquire();
    expect(await (await lease('b', 2)).acquire()).toBe(false);
    expect(await (await lease('a', 2)).acquire()).toBe(true);
  });

  it('goes to one of several who want it at the same moment', async () => {
    const wanting = await Promise.all(['a', 'b', 'c', 'd'].map((host) => lease(host)));
    const got = await Promise.all(wanting.map((one) => one.acquire()));
    expect(got.filter((has) => has)).toHaveLength(1);
  });
});
