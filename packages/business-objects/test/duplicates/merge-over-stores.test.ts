import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stub } from '@caruso/core';
import { silentLog } from '@caruso/service-manager';
import { StorageErrors } from '@caruso/storage-manager';
import type { Storage } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ObjectErrors, Repository } from '../../src/index.js';
import { mergeObjects } from '../../src/merge/merge-objects.js';
import { isPartDone } from '../../src/outbox/change.js';
import { Outbox } from '../../src/outbox/outbox.js';
import { ALL_MERGES } from '../../src/permission/merge-permission.js';
import { engines, type LegacyDatabase } from '../databases.js';
import { bundleProgram, programFolder } from '../killed-program.js';
import { entering, modelText, startShop, TABLES } from './company.js';

const failure = (promise: Promise<unknown>) => promise.then(() => undefined).catch((thrown: unknown) => thrown);
const request = {
  ...{ object: 'Customer', keep: '1', lose: ['2'], choose: {}, versions: {} },
  rule: 'filled' as const,
};
const CUSTOMERS = `${entering([
  { number: 1, name: 'Ann Example' },
  { number: 2, name: 'Ann Exampel', phone: '+43158801' },
])} INSERT INTO auftrag (nr, kunde, zahler, betrag, stand) VALUES (10, 2, 2, 1, 1);`;

async function createLegacy(): Promise<LegacyDatabase> {
  const [sqlite] = engines;
  if (sqlite === undefined) throw new RangeError('SQLite is always there');
  const database = await sqlite.create();
  await database.run(TABLES);
  await database.run(CUSTOMERS);
  return database;
}

describe('a merge of objects to which other stores link', () => {
  let database: LegacyDatabase;
  let started: Awaited<ReturnType<typeof startShop>>;
  let repository: Repository;
  let outbox: Outbox;
  /** What happens just before a store is written to. */
  let before: (input: Parameters<Stub<typeof Storage>['write']>[0]) => Promise<void>;

  const storage = {
    select: (input: Parameters<Stub<typeof Storage>['select']>[0]) => started.storage.select(input),
    write: async (input: Parameters<Stub<typeof Storage>['write']>[0]) => {
      await before(input);
      return started.storage.write(input);
    },
  };
  const merge = () =>
    mergeObjects(
      {
        ...{
          storage,
          repository,
          source: repository,
          outbox,
          model: started.model,
          clock: started.clock,
          rights: ALL_MERGES,
        },
        environment: { now: started.clock.now(), zone: 'UTC' },
        checkReferences: async () => {},
      },
      request,
      false,
    );
  const owners = async () => {
    const [note] = (await started.objects.find({ object: 'Note' })).items;
    const [order] = (await started.objects.find({ object: 'Order' })).items;
    const customers = (await started.objects.find({ object: 'Customer' })).items.map(({ key }) => key);
    return { note: note?.values.customer, order: order?.values.customer, customers };
  };

  beforeEach(async () => {
    before = async () => {};
    database = await createLegacy();
    started = await startShop(database);
    await started.objects.create({ object: 'Note', values: { text: 'called', customer: '2' } });
    const { clock, model } = started;
    repository = new Repository(model, { storage, clock, zone: 'UTC' });
    outbox = new Outbox({ storage, clock, log: silentLog, isDone: (part) => isPartDone(repository, part) });
    await outbox.start();
  });
  afterEach(async () => {
    await outbox?.stop();
    await started?.running.stop();
    await database?.drop();
  });

  it('moves what lies elsewhere first, and takes the others away last', async () => {
    expect(await merge()).toMatchObject({
      state: 'done',
      parts: [
        { store: 'system', state: 'done', objects: [{ object: 'Note', operation: 'update' }] },
        { store: 'legacy', state: 'done', objects: [{ key: '1' }, { key: '2', operation: 'delete' }] },
      ],
    });
    expect(await owners()).toEqual({ note: '1', order: '1', customers: ['1'] });
  });

  it('waits while a store is down, and goes on by itself', async () => {
    before = async ({ store }) => {
      if (store === 'legacy')
        throw new StorageErrors.Unreachable({ store, address: 'there', reason: 'nobody answers' });
    };
    expect(await merge()).toMatchObject({ state: 'pending', parts: [{ state: 'done' }, { state: 'pending' }] });
    // Whatever links to a customer finds one meanwhile.
    expect(await owners()).toEqual({ note: '1', order: '2', customers: ['1', '2'] });
    before = async () => {};
    started.clock.advance(60_000);
    await outbox.stop();
    expect(await owners()).toEqual({ note: '1', order: '1', customers: ['1'] });
  });

  it('puts back what was moved when the last store refuses its part', async () => {
    let once = true;
    before = async ({ store }) => {
      if (store !== 'legacy' || !once) return;
      once = false;
      await database.run("UPDATE kunde SET name = 'Changed meanwhile' WHERE nr = 2");
    };
    const thrown = await failure(merge());
    expect(ObjectErrors.NotMergeable.is(thrown) && `${thrown.data.reason}: ${thrown.message}`).toMatch(
      /^refused: Customer 2 cannot be merged into 1: the store "legacy" refused its part, and what was moved is back\. /,
    );
    expect(await owners()).toEqual({ note: '2', order: '2', customers: ['1', '2'] });
    expect((await outbox.list({})).map(({ store, state }) => `${store} ${state}`)).toEqual([
      'system done',
      'legacy failed',
      'system done',
    ]);
    // Nobody can carry out half of it later.
    await outbox.retry(undefined);
    expect(await owners()).toEqual({ note: '2', order: '2', customers: ['1', '2'] });
    expect(await merge()).toMatchObject({ state: 'done' });
  });

  it('carries out nothing of the others when the first store refuses its part', async () => {
    let once = true;
    before = async ({ store, statements }) => {
      if (!once || store !== 'system' || !JSON.stringify(statements).includes('"note"')) return;
      if (!JSON.stringify(statements[0]).startsWith('{"update"')) return;
      once = false;
      const [note] = (await started.objects.find({ object: 'Note' })).items;
      if (note === undefined) return;
      await started.objects.update({ object: 'Note', key: note.key, version: note.version, changes: { text: 'new' } });
    };
    const thrown = await failure(merge());
    expect(ObjectErrors.NotMergeable.is(thrown) && thrown.data.reason).toBe('refused');
    expect((await outbox.list({})).map(({ state, reason }) => [state, reason])).toEqual([
      ['failed', expect.stringContaining('affected 0 rows')],
      ['failed', 'A part before it was refused, so it was not carried out.'],
    ]);
    expect(await owners()).toEqual({ note: '2', order: '2', customers: ['1', '2'] });
  });

  it('leaves nothing that is added meanwhile without its object', async () => {
    before = async ({ store }) => {
      if (store === 'legacy') await database.run('INSERT INTO auftrag VALUES (11, 2, NULL, 1, 1)').catch(() => {});
    };
    expect(ObjectErrors.NotMergeable.is(await failure(merge()))).toBe(true);
    expect(await owners()).toEqual({ note: '2', order: '2', customers: ['1', '2'] });
    expect(await merge()).toMatchObject({ state: 'done' });
    expect(await owners()).toEqual({ note: '1', order: '1', customers: ['1'] });
  });
});

describe('a merge of objects that lie in the system store', () => {
  it('comes last there, too', async () => {
    const database = await createLegacy();
    const text = modelText().replace('store="legacy" table="kunde"', 'store="system" table="customer"');
    const { running, objects } = await startShop(database, text);
    for (const number of [1, 2]) await objects.create({ object: 'Customer', values: { number, name: `C${number}` } });
    const { parts } = await objects.merge({ object: 'Customer', keep: '1', lose: ['2'] });
    expect(parts.map(({ store, state }) => `${store} ${state}`)).toEqual(['legacy done', 'system done']);
    expect((await objects.find({ object: 'Customer' })).items.map(({ key }) => key)).toEqual(['1']);
    expect((await objects.get({ object: 'Order', key: '10' }))?.values).toMatchObject({ customer: '1', payer: '1' });
    await running.stop();
    await database.drop();
  });
});

/** A program that merges objects in two stores and is killed when it writes to one of them, before or after. */
const program = `
  import { silentLog } from '@caruso/service-manager';
  import { openStore } from '@caruso/storage-manager';
  import { compileModel, Repository } from '../../../business-objects/src/index.ts';
  import { mergeObjects } from '../../../business-objects/src/merge/merge-objects.ts';
  import { ALL_MERGES } from '../../../business-objects/src/permission/merge-permission.ts';
  import { Outbox } from '../../../business-objects/src/outbox/outbox.ts';
  import { isPartDone } from '../../../business-objects/src/outbox/change.ts';
  const [systemUrl, legacyUrl, when, count] = process.argv.slice(2);
  const stores = {
    system: await openStore('system', { url: systemUrl, schema: 'managed' }),
    legacy: await openStore('legacy', legacyUrl),
  };
  let writes = 0;
  const storage = {
    select: ({ store, ...selection }) => stores[store].select(selection),
    async write({ store, statements }) {
      const isIt = ++writes === Number(count);
      if (isIt && when === 'before') process.kill(process.pid, 'SIGKILL');
      const results = await stores[store].write(statements);
      if (isIt) process.kill(process.pid, 'SIGKILL');
      return results;
    },
  };
  const clock = { now: () => Date.now(), at: () => ({ cancel() {} }) };
  const model = compileModel([{ file: 'shop.xml', text: ${JSON.stringify(modelText())} }]);
  const repository = new Repository(model, { storage, clock, zone: 'UTC' });
  const outbox = new Outbox({ storage, clock, log: silentLog, isDone: (part) => isPartDone(repository, part) });
  const environment = { now: 0, zone: 'UTC' };
  const checkReferences = async () => {};
  await mergeObjects(
    { storage, repository, source: repository, outbox, model, clock, environment, rights: ALL_MERGES, checkReferences },
    ${JSON.stringify(request)},
    false,
  );`;

describe('a process that is killed while it merges', () => {
  const folder = programFolder('merge-crash-test');
  const data = mkdtempSync(join(tmpdir(), 'caruso-merge-'));

  // Its writes: the parts, the notes, their part done, the customers, their part done.
  it.each([
    ['before', 1, 'nothing'],
    ['after', 1, 'all'],
    ['after', 2, 'all'],
    ['after', 3, 'all'],
    ['after', 4, 'all'],
    ['before', 5, 'all'],
  ])(
    'leaves nothing half merged: killed %s its write %i, the next start finds %s of it done',
    async (when, count, what) => {
      const database = await createLegacy();
      const name = `${when}-${count}`;
      const system = `sqlite:${join(data, `${name}.db`)}`;
      const prepared = await startShop(database, modelText(), system);
      await prepared.objects.create({ object: 'Note', values: { text: 'called', customer: '2' } });
      await prepared.running.stop();
      const outfile = join(folder, `${name}.mjs`);
      await bundleProgram(program, folder, outfile);
      const merger = spawn(process.execPath, [outfile, system, database.url, when, String(count)], {
        stdio: 'inherit',
      });
      expect(await new Promise((resolve) => merger.once('exit', (_code, signal) => resolve(signal)))).toBe('SIGKILL');

      const { running, objects } = await startShop(database, modelText(), system);
      await objects.retryOutbox({});
      expect((await objects.outbox({})).map(({ state }) => state)).toEqual(what === 'all' ? ['done', 'done'] : []);
      const owner = what === 'all' ? '1' : '2';
      expect((await objects.find({ object: 'Note' })).items.map(({ values }) => values.customer)).toEqual([owner]);
      expect((await objects.find({ object: 'Order' })).items.map(({ values }) => values.customer)).toEqual([owner]);
      const customers = (await objects.find({ object: 'Customer' })).items;
      expect(customers.map(({ key, values }) => [key, values.phone])).toEqual(
        what === 'all'
          ? [['1', '+43158801']]
          : [
              ['1', null],
              ['2', '+43158801'],
            ],
      );
      await running.stop();
      await database.drop();
      rmSync(outfile);
    },
    60_000,
  );
});
