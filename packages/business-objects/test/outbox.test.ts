import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stub } from '@caruso/core';
import { silentLog } from '@caruso/service-manager';
import { StorageErrors } from '@caruso/storage-manager';
import type { Storage } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ObjectErrors, Repository } from '../src/index.js';
import { carryOutChange, isPartDone } from '../src/outbox/change.js';
import { Outbox } from '../src/outbox/outbox.js';
import { engines, type LegacyDatabase } from './databases.js';
import { bundleProgram, programFolder } from './killed-program.js';
import { LEGACY_MODEL, LEGACY_TABLES, startLegacy } from './legacy-company.js';

const failure = (promise: Promise<unknown>) => promise.then(() => undefined).catch((thrown: unknown) => thrown);
const customer = (number: number) => ({
  create: { object: 'Customer', values: { number, name: `C${number}`, street: 's' } },
});
const note = (text: string, of: number | null) => ({
  create: { object: 'Note', values: { text, rank: 1, customer: of === null ? null : String(of) } },
});

describe('a change of several objects', () => {
  let database: LegacyDatabase;
  let started: Awaited<ReturnType<typeof startLegacy>>;

  beforeEach(async () => {
    const [sqlite] = engines;
    if (sqlite === undefined) throw new RangeError('SQLite is always there');
    database = await sqlite.create();
    await database.run(LEGACY_TABLES);
    started = await startLegacy(database);
  }, 30_000);
  afterEach(async () => {
    await started?.running.stop();
    await database?.drop();
  });

  it('is one transaction when all lie in one store', async () => {
    const { objects } = started;
    const invoice = (number: number, of: string) => ({
      create: { object: 'Invoice', values: { number, amount: '1', customer: of } },
    });
    // The invoice may name the customer that is created with it.
    expect(await objects.change({ changes: [customer(1), invoice(1, '1')] })).toMatchObject({
      state: 'done',
      parts: [],
    });
    const thrown = await failure(objects.change({ changes: [customer(2), invoice(1, '2')] }));
    expect(ObjectErrors.AlreadyExists.is(thrown) && thrown.data).toMatchObject({ object: 'Invoice', key: '1' });
    expect(await objects.get({ object: 'Customer', key: '2' })).toBeNull();
    const stale = { update: { object: 'Customer', key: '1', version: 'x', changes: { name: 'n' } } };
    expect(ObjectErrors.Conflict.is(await failure(objects.change({ changes: [stale] })))).toBe(true);
  });

  it('goes to each store by itself when they lie in several', async () => {
    const { objects } = started;
    const result = await objects.change({ changes: [customer(1), note('first', 1)] });
    expect(result).toMatchObject({ state: 'done', parts: [{ store: 'legacy', state: 'done', attempts: 1 }] });
    const read = await objects.get({ object: 'Customer', key: '1', include: ['notes'] });
    expect(read?.links.notes?.map(({ values }) => values.text)).toEqual(['first']);
    expect(await objects.outbox({ change: result.id })).toEqual(result.parts);
  });

  it('says when a part is refused, and tries again when asked', async () => {
    const { objects } = started;
    await database.run(`INSERT INTO kdadr VALUES (7, 'in the way', NULL)`);
    const result = await objects.change({ changes: [customer(7), note('kept', 7)] });
    expect(result).toMatchObject({ state: 'failed', parts: [{ store: 'legacy', state: 'failed' }] });
    expect(result.parts[0]?.reason).toContain('kdadr');
    expect(await objects.outbox({ state: 'failed' })).toHaveLength(1);
    await database.run('DELETE FROM kdadr WHERE kd_nr = 7');
    await objects.retryOutbox({});
    expect(await objects.outbox({ change: result.id })).toMatchObject([{ state: 'done', attempts: 2 }]);
    expect(await objects.get({ object: 'Customer', key: '7' })).not.toBeNull();
  });

  describe('while a store is down', () => {
    let down: boolean;
    let repository: Repository;
    let outbox: Outbox;
    const change = (changes: Parameters<typeof carryOutChange>[1]) =>
      carryOutChange({ repository, outbox, storage: storage(), clock: started.clock }, changes);

    function storage(): Pick<Stub<typeof Storage>, 'select' | 'write'> {
      return {
        select: (input) => started.storage.select(input),
        write: (input) => {
          if (!down || input.store !== 'legacy') return started.storage.write(input);
          throw new StorageErrors.Unreachable({ store: 'legacy', address: 'there', reason: 'nobody answers' });
        },
      };
    }

    beforeEach(async () => {
      down = true;
      repository = new Repository(started.model, {
        storage: storage(),
        clock: started.clock,
        zone: 'UTC',
        pending: (object, key) => outbox.pending(object, key),
      });
      outbox = new Outbox({
        storage: storage(),
        clock: started.clock,
        log: silentLog,
        isDone: (part) => isPartDone(repository, part),
      });
      await outbox.start();
    });
    afterEach(() => outbox.stop());

    it('it waits where everybody sees it, and goes on by itself', async () => {
      const { objects } = started;
      const { version = '' } = (await objects.create(customer(1).create)) ?? {};
      const renamed = { update: { object: 'Customer', key: '1', version, changes: { name: 'New' } } };
      const result = await change([renamed, note('kept at once', 1)]);
      expect(result).toMatchObject({ state: 'pending', parts: [{ state: 'pending', attempts: 1 }] });
      expect(result.parts[0]?.reason).toContain('nobody answers');
      expect(await repository.get('Customer', '1')).toMatchObject({ pending: 1, values: { name: 'C1' } });
      expect((await objects.find({ object: 'Note' })).items).toHaveLength(1);
      down = false;
      started.clock.advance(60_000);
      await outbox.stop();
      expect(await outbox.list({ change: result.id })).toMatchObject([{ state: 'done', attempts: 2 }]);
      const after = await repository.get('Customer', '1');
      expect(after).toMatchObject({ values: { name: 'New' } });
      expect(after?.pending).toBeUndefined();
    });

    it('what was changed later waits for what was changed before, object by object', async () => {
      const first = await change([customer(1), note('a', null)]);
      down = false;
      // The same object again, before the outbox had its turn: it is not overtaken.
      const written: string[] = [];
      const second = await carryOutChange(
        {
          repository,
          outbox,
          clock: started.clock,
          storage: { write: (input) => started.storage.write(input) },
        },
        [customer(1), note('b', null)],
      );
      for (const { change: of, state } of await outbox.list({}))
        written.push(`${of === first.id ? 'first' : 'second'} ${state}`);
      expect(written).toEqual(['first done', 'second done']);
      expect(second.state).toBe('done');
    });

    it('refuses what nobody could repeat after a crash', async () => {
      const thrown = await failure(
        change([{ create: { object: 'Movement', values: { text: 'x' } } }, note('c', null)]),
      );
      expect(ObjectErrors.NotRepeatable.is(thrown)).toBe(true);
      expect((await started.objects.find({ object: 'Note' })).items).toHaveLength(0);
    });
  });
});

/** A program that changes objects in two stores and is killed before, or just after, the second one has it. */
const program = `
  import { silentLog } from '@caruso/service-manager';
  import { openStore } from '@caruso/storage-manager';
  import { compileModel, Repository } from '../../../business-objects/src/index.ts';
  import { Outbox } from '../../../business-objects/src/outbox/outbox.ts';
  import { outboxTable } from '../../../business-objects/src/outbox/outbox-part.ts';
  import { carryOutChange, isPartDone } from '../../../business-objects/src/outbox/change.ts';
  const [systemUrl, legacyUrl, moment] = process.argv.slice(2);
  const stores = {
    system: await openStore('system', { url: systemUrl, schema: 'managed' }),
    legacy: await openStore('legacy', legacyUrl),
  };
  const storage = {
    select: ({ store, ...selection }) => stores[store].select(selection),
    async write({ store, statements }) {
      if (store === 'legacy' && moment === 'before') process.kill(process.pid, 'SIGKILL');
      const results = await stores[store].write(statements);
      if (store === 'legacy') process.kill(process.pid, 'SIGKILL');
      return results;
    },
  };
  const clock = { now: () => Date.now(), at: () => ({ cancel() {} }) };
  const model = compileModel([{ file: 'legacy.xml', text: ${JSON.stringify(LEGACY_MODEL)} }]);
  const repository = new Repository(model, { storage, clock, zone: 'UTC' });
  const outbox = new Outbox({ storage, clock, log: silentLog, isDone: (part) => isPartDone(repository, part) });
  await carryOutChange({ repository, storage, clock, outbox }, [
    { create: { object: 'Customer', values: { number: 1, name: 'C1', street: 's', email: 'a@example.org' } } },
    { create: { object: 'Note', values: { text: 'n', rank: 1, customer: '1' } } },
  ]);`;

describe('a process that is killed while it carries a change to another store', () => {
  const folder = programFolder('outbox-crash-test');
  const data = mkdtempSync(join(tmpdir(), 'caruso-outbox-'));

  it.each(['before', 'after'])(
    'leaves nothing half done: killed %s the other store has it',
    async (moment) => {
      const [sqlite] = engines;
      if (sqlite === undefined) throw new RangeError('SQLite is always there');
      const database = await sqlite.create();
      await database.run(LEGACY_TABLES);
      const system = `sqlite:${join(data, `${moment}.db`)}`;
      const prepared = await startLegacy(database, 10_000, system);
      await prepared.running.stop();
      const outfile = join(folder, `${moment}.mjs`);
      await bundleProgram(program, folder, outfile);
      const writer = spawn(process.execPath, [outfile, system, database.url, moment], { stdio: 'inherit' });
      expect(await new Promise((resolve) => writer.once('exit', (_code, signal) => resolve(signal)))).toBe('SIGKILL');

      const { running, objects } = await startLegacy(database, 10_000, system);
      const [waiting] = await objects.outbox({});
      expect(waiting).toMatchObject({
        store: 'legacy',
        objects: [{ object: 'Customer', key: '1', operation: 'create' }],
      });
      await objects.retryOutbox({});
      expect(await objects.outbox({})).toMatchObject([{ state: 'done' }]);
      const read = await objects.get({ object: 'Customer', key: '1', include: ['notes'] });
      expect(read).toMatchObject({ values: { name: 'C1', email: 'a@example.org' } });
      expect(read?.links.notes).toHaveLength(1);
      await running.stop();
      await database.drop();
      rmSync(outfile);
    },
    60_000,
  );
});
