import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusinessObjects } from '../../src/index.js';
import { engines, titleOf } from '../databases.js';
import { bundleProgram, programFolder } from '../killed-program.js';
import { changed, SHOP, startShop, startStorage } from './shop.js';

const NEXT = changed(
  ['<attr name="fax" type="phone"/>', '<attr name="vip" type="boolean" required="true" default="false"/>'],
  ['<col attr="fax" column="fax"/>', '<col attr="vip" column="vip"/>'],
  ['name="name" type="string" size="40"', 'name="fullName" type="string" size="80"'],
  ['title="{name}"', 'title="{fullName}"'],
  ['attr="name" column="NAME1"', 'attr="fullName" column="full_name" was="NAME1"'],
  ['name="points" type="string" size="10"', 'name="points" type="integer"'],
  ['name="tier" type="string" size="20"', 'name="tier" type="enum" values="gold silver"'],
  ['name="city" type="string" size="20"', 'name="city" type="string" size="3"'],
  ['name="credit" type="decimal" precision="8" scale="2"', 'name="credit" type="decimal" precision="12" scale="3"'],
  ['table="orders"', 'table="purchase" was="orders"'],
);
const ALLOWED = ['drop:Customer.fax', 'narrow:Customer.city', 'narrow:Customer.tier'];
const ROWS = 1_500;

/** A program that applies the model, and says each time before it changes something. */
const program = `
  import { writeSync } from 'node:fs';
  import { silentLog, startAssembly } from '@caruso/service-manager';
  import { storageManager } from '@caruso/storage-manager';
  import { Storage } from '@caruso/storage-manager/contract';
  import { compileModel, ModelApplication } from '../../../business-objects/src/index.ts';
  const components = [storageManager({ stores: { system: process.argv[2] } })];
  const running = await startAssembly({ company: 'example', components }, { log: silentLog });
  const storage = running.get(Storage);
  const told = Object.fromEntries(
    ['stores', 'catalogue', 'define', 'compare', 'alter', 'select', 'write'].map((name) => [
      name,
      (input) => {
        if (name === 'alter' || name === 'write') writeSync(1, name + '\\n');
        return storage[name](input);
      },
    ]),
  );
  const model = compileModel([{ file: 'shop.xml', text: ${JSON.stringify(NEXT)} }]);
  const from = compileModel([{ file: 'shop.xml', text: ${JSON.stringify(SHOP)} }]);
  const allowed = new Map(${JSON.stringify(ALLOWED)}.map((name) => [name, undefined]));
  const application = new ModelApplication(told, { model, from, allowed });
  // The test starts the next one when this one is dead.
  const holder = { name: String(process.pid), isGone: () => true };
  await application.exclusively(holder, Date.now, async (leases) => {
    for (const phase of ['expand', 'switch', 'contract']) await application.run(phase, leases);
  });
  await running.stop();`;

describe('an application that is killed again and again', () => {
  const folder = programFolder('apply-crash-test');
  const outfile = join(folder, 'apply.mjs');
  beforeAll(() => bundleProgram(program, folder, outfile));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs it, and kills it when it has said so often that it changes something. */
  const run = async (url: string, killAt: number) => {
    const child = spawn(process.execPath, [outfile, url], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
    let said = 0;
    for await (const _ of createInterface({ input: child.stdout })) {
      said += 1;
      if (said === killAt) child.kill('SIGKILL');
    }
    return ended;
  };

  for (const engine of engines) {
    it.skipIf(engine.missing)(
      `goes on where it was, and leaves nothing half written: ${titleOf(engine)}`,
      async () => {
        const database = await engine.create();
        const before = await startShop(database.url);
        const items = Array.from({ length: ROWS }, (_, index) => ({
          number: String(index).padStart(5, '0'),
          name: `Customer ${index}`,
          city: index % 2 === 0 ? 'Graz' : 'Ulm',
          fax: '+43 1 58801',
          tier: ['gold', 'Silver', 'best'][index % 3],
          points: String(index),
          credit: '1.50',
        }));
        for (let from = 0; from < ROWS; from += 500) {
          await before.get(BusinessObjects).createMany({ object: 'Customer', items: items.slice(from, from + 500) });
        }
        await before.stop();

        let killed = 0;
        // The lease takes one write and each step another, so that every run gets at least one step further.
        for (let runs = 0; (await run(database.url, 9 + (runs % 5))) === 'SIGKILL'; runs += 1) {
          killed += 1;
          expect(killed).toBeLessThan(60);
        }
        expect(killed).toBeGreaterThan(2);

        const shop = await startStorage(database.url);
        expect(await shop.said(NEXT)).toEqual([]);
        const after = await startShop(database.url, NEXT);
        let index = 0;
        for await (const { key, values } of after.get(BusinessObjects).stream({ object: 'Customer' })) {
          expect([key, values]).toEqual([
            String(index).padStart(5, '0'),
            expect.objectContaining({
              fullName: `Customer ${index}`,
              city: index % 2 === 0 ? null : 'Ulm',
              tier: ['gold', 'silver', null][index % 3],
              points: index,
              credit: '1.500',
              vip: false,
            }),
          ]);
          index += 1;
        }
        expect(index).toBe(ROWS);
        await after.stop();
        const tables = await shop.storage.catalogue({ store: 'system' });
        expect(tables.map(({ name }) => name)).toEqual([
          'caruso_alter',
          'caruso_applied',
          'caruso_merged',
          'customer',
          'purchase',
        ]);
        expect(tables.flatMap(({ columns }) => columns).filter(({ name }) => name.startsWith('caruso_'))).toEqual([]);
        await shop.running.stop();
        await database.drop();
      },
      120_000,
    );
  }
});
