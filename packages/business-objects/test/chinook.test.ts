import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stub } from '@caruso/core';
import { type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entity } from '../src/contract.js';
import { BusinessObjects, businessObjects, checkModel, loadModel, ObjectErrors } from '../src/index.js';
import {
  type ChinookDatabase,
  chinookEngines,
  chinookMissing,
  chinookModel,
  createChinook,
} from './chinook/chinook.js';

const COUNTS = {
  Artist: 275,
  Album: 347,
  Genre: 25,
  MediaType: 5,
  Track: 3503,
  Playlist: 18,
  PlaylistEntry: 8715,
  Employee: 8,
  Customer: 59,
  Invoice: 412,
  InvoiceLine: 2240,
};

for (const engine of chinookEngines) {
  const missing = await chinookMissing(engine);
  const title = `the Chinook database on ${engine}, unchanged`;
  describe.skipIf(missing)(missing ? `${title} (not run: ${missing})` : title, () => {
    const folder = mkdtempSync(join(tmpdir(), 'chinook-'));
    const model = loadModel(chinookModel(engine));
    let database: ChinookDatabase;
    let running: RunningAssembly;
    let objects: Stub<typeof BusinessObjects>;

    beforeAll(async () => {
      database = await createChinook(engine, folder);
      const stores = { system: 'sqlite::memory:', shop: database.url };
      const components = [storageManager({ stores }), businessObjects({ model })];
      running = await startAssembly({ company: 'shop', components }, { log: silentLog });
      objects = running.get(BusinessObjects);
    });
    afterAll(async () => {
      await running?.stop();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    });

    async function all(object: string, more: { sort?: string[]; limit?: number } = {}): Promise<readonly Entity[]> {
      const found: Entity[] = [];
      let after: string | undefined;
      do {
        const page = await objects.find({ object, limit: 1_000, ...more, ...(after ? { after } : {}) });
        found.push(...page.items);
        after = page.next;
      } while (after !== undefined);
      return found;
    }

    it('fits the model', async () => {
      const found = await checkModel(model, running.get(Storage));
      expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
    });

    it('has every object exactly once, page by page', async () => {
      for (const [object, count] of Object.entries(COUNTS)) {
        const keys = (await all(object)).map(({ key }) => key);
        expect([object, keys.length, new Set(keys).size]).toEqual([object, count, count]);
      }
    });

    it('adds invoices up to the cent', async () => {
      const cents = (await all('Invoice')).map(({ values }) => BigInt(String(values.total).replace('.', '')));
      expect(cents.reduce((sum, each) => sum + each, 0n)).toBe(232860n);
    });

    it('pages alike under equal and absent sort values, upwards and downwards', async () => {
      for (const sort of [['composer'], ['-composer', 'unitPrice'], ['genre', '-milliseconds']]) {
        const keys = (await all('Track', { sort, limit: 97 })).map(({ key }) => key);
        expect(new Set(keys).size).toBe(3503);
      }
      const composers = (await all('Track', { sort: ['-composer'] })).map(({ values }) => values.composer);
      const absent = composers.filter((composer) => composer === null).length;
      expect(composers.slice(-absent).every((composer) => composer === null)).toBe(true);
    });

    it('reads values alike on every engine', async () => {
      const [andrew] = (await objects.find({ object: 'Employee', sort: ['birthDate'], limit: 1 })).items;
      expect(andrew).toMatchObject({ title: 'Margaret Park', values: { birthDate: '1947-09-19T00:00:00' } });
      const track = await objects.get({ object: 'Track', key: '1' });
      expect(track?.values).toMatchObject({ unitPrice: '0.99', milliseconds: 343719, album: '1' });
      const page = await objects.find({ object: 'Artist', sort: ['name'], limit: 3 });
      expect(page.items.map(({ title: name }) => name)).toEqual([
        'A Cor Do Som',
        'AC/DC',
        'Aaron Copland & London Symphony Orchestra',
      ]);
    });

    it('follows links to one, to many, to itself, and through composite keys', async () => {
      const artist = await objects.get({ object: 'Artist', key: '90', include: ['albums.tracks.genre'] });
      const albums = artist?.links.albums ?? [];
      expect([artist?.title, albums.length]).toEqual(['Iron Maiden', 21]);
      const tracks = albums.flatMap(({ links }) => links.tracks ?? []);
      expect(tracks).toHaveLength(213);
      expect(new Set(tracks.map(({ links }) => links.genre?.[0]?.title))).toContain('Metal');
      const boss = await objects.get({ object: 'Employee', key: '1', include: ['reports.reports', 'reportsTo'] });
      expect(boss?.links.reports?.map(({ key }) => key)).toEqual(['2', '6']);
      expect(boss?.links.reports?.[0]?.links.reports?.map(({ key }) => key)).toEqual(['3', '4', '5']);
      expect(boss?.links.reportsTo).toEqual([]);
      const entry = await objects.get({ object: 'PlaylistEntry', key: '["1","3402"]', include: ['track', 'playlist'] });
      expect(entry?.links.playlist?.[0]?.title).toBe('Music');
      expect(entry?.links.track?.[0]?.key).toBe('3402');
    });

    it('filters and searches', async () => {
      const find = async (input: Omit<Parameters<typeof objects.find>[0], 'limit'>) =>
        (await objects.find({ ...input, limit: 1_000 })).items;
      const where = { attribute: 'country', op: 'eq', value: 'Brazil' } as const;
      expect(await find({ object: 'Customer', where })).toHaveLength(5);
      expect(await find({ object: 'Customer', where: { attribute: 'company', op: 'isNull' } })).toHaveLength(49);
      expect(await find({ object: 'Customer', where: { not: { attribute: 'company', op: 'isNull' } } })).toHaveLength(
        10,
      );
      const over = { attribute: 'total', op: 'gt', value: '13.86' } as const;
      expect(await find({ object: 'Invoice', where: over })).toHaveLength(12);
      const rep = { attribute: 'supportRep', op: 'eq', value: '3' } as const;
      expect(await find({ object: 'Customer', where: rep })).toHaveLength(21);
      expect(await find({ object: 'Artist', search: 'iron' })).toHaveLength(1);
      const some = { attribute: 'playlist', op: 'in', values: ['16', '17'] } as const;
      expect(await find({ object: 'PlaylistEntry', where: some })).toHaveLength(41);
    });

    it('creates, changes with a conflict, and deletes', async () => {
      const values = { id: 9001, firstName: 'Ann', lastName: 'Łuczak', email: 'ann@example.org', supportRep: '3' };
      const ann = await objects.create({ object: 'Customer', values });
      expect(ann.values).toMatchObject({ ...values, phone: null });
      const change = { object: 'Customer', key: '9001', version: ann.version, changes: { city: 'Łódź' } };
      const changed = await objects.update(change);
      expect(changed.title).toBe('Ann Łuczak, Łódź');
      const thrown = await objects.update(change).catch((error: unknown) => error);
      expect(ObjectErrors.Conflict.is(thrown) && thrown.data.current?.version).toBe(changed.version);
      await objects.delete({ object: 'Customer', key: '9001', version: changed.version });
      expect(await objects.get({ object: 'Customer', key: '9001' })).toBeNull();
    });

    it('changes and keeps an object whose values are decimals and times', async () => {
      const invoice = await objects.get({ object: 'Invoice', key: '1' });
      const version = invoice?.version ?? '';
      const changed = await objects.update({ object: 'Invoice', key: '1', version, changes: { billingCity: 'Bonn' } });
      const back = { object: 'Invoice', key: '1', version: changed.version, changes: { billingCity: 'Stuttgart' } };
      expect(await objects.update(back)).toEqual(invoice);
    });

    it('lets one of several changes of the same version win, and tells the others', async () => {
      const genre = await objects.get({ object: 'Genre', key: '25' });
      const change = { object: 'Genre', key: '25', version: genre?.version ?? '' };
      const outcomes = await Promise.allSettled(
        ['A', 'B', 'C', 'D', 'E'].map((name) => objects.update({ ...change, changes: { name } })),
      );
      const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(failures.map((failure) => ObjectErrors.Conflict.is(failure))).toEqual([true, true, true, true]);
    });

    it('reports all that is wrong with a new object', async () => {
      const values = { id: 'x', name: 'n'.repeat(201), milliseconds: 0, unitPrice: '1.999', mediaType: '77' };
      const thrown = await objects.create({ object: 'Track', values }).catch((error: unknown) => error);
      const found = ObjectErrors.Invalid.is(thrown) ? thrown.data.violations : [];
      expect(found.map(({ attribute, rule }) => `${attribute} ${rule}`)).toEqual([
        'id type',
        'name size',
        'unitPrice scale',
        'mediaType link',
      ]);
    });
  });
}
