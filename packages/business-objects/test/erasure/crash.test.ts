import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type LegacyDatabase } from '../databases.js';
import { bundleProgram, programFolder } from '../killed-program.js';
import { fill, LEGACY_TABLES, modelWith, placesOf, startErasing } from './company.js';

const folder = programFolder('erasure-crash-test');
const outfile = join(folder, 'eraser.mjs');

/** A program that erases a customer, and dies before or after one of its writes. */
const program = `
  import { silentLog } from '@caruso/service-manager';
  import { openStore } from '@caruso/storage-manager';
  import { compileModel } from '../../../business-objects/src/index.ts';
  import { BusinessObjectsService } from '../../../business-objects/src/service/business-objects-service.ts';
  const [system, legacy, key, moment, count] = process.argv.slice(2);
  const stores = {
    system: await openStore('system', { url: system, schema: 'managed' }),
    legacy: await openStore('legacy', legacy),
  };
  let writes = 0;
  const storage = {
    select: ({ store, ...selection }) => stores[store].select(selection),
    async write({ store, statements }) {
      writes += 1;
      if (moment === 'before' && writes === Number(count)) process.kill(process.pid, 'SIGKILL');
      const results = await stores[store].write(statements);
      if (moment === 'after' && writes === Number(count)) process.kill(process.pid, 'SIGKILL');
      return results;
    },
  };
  const clock = { now: () => Date.parse('2026-03-01T12:00:00Z'), at: () => ({ cancel() {} }) };
  const model = compileModel([{ file: 'shop.xml', text: ${JSON.stringify(modelWith())} }]);
  const service = new BusinessObjectsService({ model, zone: 'UTC' }, storage, clock, silentLog);
  await service.erase({ object: 'Customer', key, dryRun: false }, { caller: 'test', actor: { id: 'dpo', roles: [] } });
  console.log(writes);`;

describe('a process that is killed while it erases a person', () => {
  const data = mkdtempSync(join(tmpdir(), 'caruso-erasure-crash-'));
  const system = `sqlite:${join(data, 'system.db')}`;
  let legacy: LegacyDatabase;

  beforeAll(async () => {
    const [sqlite] = engines;
    if (sqlite === undefined) throw new RangeError('SQLite is always there');
    legacy = await sqlite.create();
    for (const sql of LEGACY_TABLES) await legacy.run(sql);
    await bundleProgram(program, folder, outfile);
  });
  afterAll(async () => {
    await legacy?.drop();
    rmSync(data, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  });

  const erase = (key: string, moment: string, count: number) =>
    new Promise<{ signal: string | null; out: string }>((resolve) => {
      const writer = spawn(process.execPath, [outfile, system, legacy.url, key, moment, String(count)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let out = '';
      writer.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
      });
      writer.once('close', (_code, signal) => resolve({ signal, out }));
    });

  it('goes on by itself, whichever write it was killed at, and erases everything once', async () => {
    const prepared = await startErasing(system, legacy.url);
    await fill(prepared, 'whole', 'secretwhole');
    await prepared.running.stop();
    const whole = await erase('whole', 'never', 0);
    const writes = Number(whole.out);
    expect(writes).toBeGreaterThan(20);
    for (let count = 1; count <= writes; count += 3) {
      const [key, word] = [`k${count}`, `secret${count}x`];
      const before = await startErasing(system, legacy.url);
      await fill(before, key, word);
      await before.running.stop();
      expect((await erase(key, count % 2 === 0 ? 'before' : 'after', count)).signal).toBe('SIGKILL');

      const after = await startErasing(system, legacy.url);
      after.clock.advance(61_000);
      // What was under way at the crash is known to be dead after a minute.
      const receipt = await after.objects.erase({ object: 'Customer', key, dryRun: false });
      expect({ count, state: receipt.state, left: receipt.left }).toEqual({ count, state: 'done', left: [] });
      expect({ count, places: await placesOf(after, word) }).toEqual({ count, places: [] });
      const receipts = await after.objects.erasures({ object: 'Customer', key });
      expect({ count, receipts: receipts.length }).toEqual({ count, receipts: 1 });
      expect(receipts[0]?.erased.length).toBe(6);
      const { items } = await after.objects.history({ object: 'Customer', key });
      expect(items.filter(({ actor }) => actor === 'dpo')).toHaveLength(1);
      await after.running.stop();
    }
  }, 120_000);

  it('goes on when the service starts, without anybody asking', async () => {
    const before = await startErasing(system, legacy.url);
    await fill(before, 'alone', 'secretalone');
    await before.running.stop();
    await erase('alone', 'after', 5);
    const after = await startErasing(system, legacy.url);
    after.clock.advance(61_000);
    await after.running.stop();
    const read = await startErasing(system, legacy.url);
    expect((await read.objects.erasures({ object: 'Customer', key: 'alone' }))[0]?.state).toBe('done');
    expect(await placesOf(read, 'secretalone')).toEqual([]);
    await read.running.stop();
  }, 60_000);
});
