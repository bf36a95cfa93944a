import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../src/index.js';
import { engines, type LegacyDatabase, titleOf } from '../databases.js';
import { bundleProgram, programFolder } from '../killed-program.js';
import { LEGACY_TABLES, modelWith, NUMBERED, startKeeping } from './company.js';

const folder = programFolder('history-crash-test');
const outfile = join(folder, 'writer.mjs');

/** A program that writes objects, and dies before or after a write to the tables of others when it is told to. */
const program = `
  import { silentLog } from '@caruso/service-manager';
  import { openStore } from '@caruso/storage-manager';
  import { compileModel } from '../../../business-objects/src/index.ts';
  import { BusinessObjectsService } from '../../../business-objects/src/service/business-objects-service.ts';
  const [system, legacy, moment, count] = process.argv.slice(2);
  const stores = {
    system: await openStore('system', { url: system, schema: 'managed' }),
    legacy: await openStore('legacy', legacy),
  };
  let writes = 0;
  const storage = {
    select: ({ store, ...selection }) => stores[store].select(selection),
    async write({ store, statements }) {
      if (store !== 'legacy') return stores[store].write(statements);
      writes += 1;
      if (moment === 'before' && writes === Number(count)) process.kill(process.pid, 'SIGKILL');
      const results = await stores[store].write(statements);
      if (moment === 'after' && writes === Number(count)) process.kill(process.pid, 'SIGKILL');
      return results;
    },
  };
  const clock = { now: () => Date.now(), at: () => ({ cancel() {} }) };
  const model = compileModel([{ file: 'kept.xml', text: ${JSON.stringify(modelWith())} }]);
  const service = new BusinessObjectsService({ model, zone: 'UTC' }, storage, clock, silentLog);
  const call = { caller: 'test', actor: { id: 'ann', roles: [] } };
  const number = (await service.find({ object: 'Contract', limit: 1000, sort: [], include: [] }, call)).items.length + 1;
  const key = String(number);
  const create = (object, values) => service.create({ object, values }, call);
  const update = ({ object, version }, changes) => service.update({ object, key, version, changes }, call);
  let contract = await create('Contract', { number: key, n: 0, amount: '1.5' });
  let partner = await create('Partner', { number: key, name: 'P0', tier: 'gold' });
  let customer = await create('Customer', { number: key, name: 'C0' });
  for (let n = 1; n < 1000; n += 1) {
    contract = await update(contract, { n, tariff: 'T' + n });
    await create('Slip', { subject: number + '/' + n });
    partner = await update(partner, { name: 'P' + n });
    customer = await update(customer, { name: 'C' + n });
    await service.change({ changes: [
      { create: { object: 'Contract', values: { number: 'x' + number + '-' + n, n } } },
      { update: { object: 'Customer', key, version: customer.version, changes: { city: 'G' + n } } },
    ] }, call);
    customer = await service.get({ object: 'Customer', key, include: [] }, call);
    console.log(n);
  }`;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(engines)('a process that is killed while it writes objects that keep their history', (engine) => {
  describe.skipIf(engine.missing)(`on ${titleOf(engine)}`, () => {
    const data = mkdtempSync(join(tmpdir(), 'caruso-history-crash-'));
    const system = `sqlite:${join(data, 'system.db')}`;
    let legacy: LegacyDatabase;

    beforeAll(async () => {
      legacy = await engine.create();
      for (const sql of LEGACY_TABLES.split(';').filter((each) => each.trim() !== '')) await legacy.run(sql);
      await legacy.run(NUMBERED[engine.name]);
      const { running } = await startKeeping(system, legacy.url);
      await running.stop();
      await bundleProgram(program, folder, outfile);
    });
    afterAll(async () => {
      await legacy?.drop();
      rmSync(data, { recursive: true, force: true });
    });

    async function run(moment: string, count: number): Promise<void> {
      const writer = spawn(process.execPath, [outfile, system, legacy.url, moment, String(count)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let told = 0;
      createInterface({ input: writer.stdout }).on('line', () => {
        told += 1;
        if (moment === 'any' && told === count) writer.kill('SIGKILL');
      });
      expect(await new Promise((resolve) => writer.once('exit', (_code, signal) => resolve(signal)))).toBe('SIGKILL');
    }

    /** Follows every history from its beginning: what it leads to must be what is there. */
    async function prove(): Promise<number> {
      const { running, objects } = await startKeeping(system, legacy.url);
      await objects.retryOutbox({});
      let proven = 0;
      for (const object of ['Customer', 'Contract', 'Partner', 'Slip']) {
        for await (const entity of objects.stream({ object })) {
          const entries: HistoryEntry[] = [];
          let after: string | undefined;
          do {
            const page = await objects.history({ object, key: entity.key, limit: 200, ...(after ? { after } : {}) });
            entries.push(...page.items);
            after = page.next;
          } while (after !== undefined);
          const values: Record<string, unknown> = {};
          expect(entries.map(({ unclear }) => unclear)).not.toContain(true);
          expect(entries.at(-1)?.operation).toBe('create');
          for (const { changes, operation } of entries.reverse()) {
            expect(operation === 'create').toBe(Object.keys(values).length === 0);
            for (const { attribute, from, to } of changes) {
              expect(values[attribute] ?? null).toEqual(from);
              values[attribute] = to;
            }
          }
          expect({ ...blank(entity.values), ...values, ...same(entity) }).toEqual(entity.values);
          proven += entries.length;
        }
      }
      await running.stop();
      return proven;
    }
    const blank = (values: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(Object.keys(values).map((name) => [name, null]));
    /** What is not kept, and the key that the database makes. */
    const same = ({ object, values }: { object: string; values: Readonly<Record<string, unknown>> }) =>
      object === 'Slip'
        ? { id: values.id }
        : object === 'Customer'
          ? { note: values.note, tickets: values.tickets }
          : {};

    const moments = [1, 2, 3, 4, 5, 6].flatMap((count) => [['before', count] as const, ['after', count] as const]);
    it.each(engine.name === 'sqlite' ? moments : moments.slice(4, 8))(
      'has a history of every change, and of nothing else: %s write %i to the tables of others',
      async (moment, count) => {
        await run(moment, count);
        expect(await prove()).toBeGreaterThanOrEqual(moment === 'before' && count === 1 ? 0 : 1);
      },
      60_000,
    );

    it('whenever it is killed', async () => {
      for (const count of [1, 4, 9]) await run('any', count);
      expect(await prove()).toBeGreaterThan(40);
    }, 60_000);
  });
});
