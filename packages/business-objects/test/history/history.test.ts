import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importCsv, ObjectErrors } from '../../src/index.js';
import { engines, type LegacyDatabase, titleOf } from '../databases.js';
import { inShort, LEGACY_TABLES, NUMBERED, startKeeping } from './company.js';

const failure = (promise: Promise<unknown>) => promise.then(() => undefined).catch((thrown: unknown) => thrown);
const ann = { actor: { id: 'ann', roles: ['agent'] } };
const bob = { actor: { id: 'bob', roles: ['supervisor'] } };
let counter = 0;
const number = () => {
  counter += 1;
  return String(1000 + counter);
};

describe.each(engines)('the history of objects', (engine) => {
  describe.skipIf(engine.missing)(`on ${titleOf(engine)}`, () => {
    let own: LegacyDatabase;
    let legacy: LegacyDatabase;
    let started: Awaited<ReturnType<typeof startKeeping>>;
    let nr: string;

    beforeAll(async () => {
      own = await engine.create();
      legacy = await engine.create();
      for (const sql of LEGACY_TABLES.split(';').filter((each) => each.trim() !== '')) await legacy.run(sql);
      await legacy.run(NUMBERED[engine.name]);
      started = await startKeeping(own.url, legacy.url);
    });
    afterAll(async () => {
      await started?.running.stop();
      await own?.drop();
      await legacy?.drop();
    });
    beforeEach(() => {
      nr = number();
    });

    const entries = async () => {
      const table = { store: 'system', table: 'caruso_history', columns: [{ name: 'state', type: 'string' as const }] };
      return (await started.storage.select(table)).map(({ state }) => state);
    };

    it('tells who changed what, when, and through what', async () => {
      const { objects, clock } = started;
      const made = await objects.create(
        { object: 'Customer', values: { number: nr, name: 'Ann', city: 'Graz', balance: '1.5', note: 'x' } },
        ann,
      );
      clock.advance(60_000);
      const changes = { city: 'Linz', name: 'Ann', note: 'nobody keeps this' };
      const changed = await objects.update({ object: 'Customer', key: nr, version: made.version, changes }, bob);
      await objects.delete({ object: 'Customer', key: nr, version: changed.version });
      expect(await inShort(objects, 'Customer', nr)).toEqual([
        `delete - balance 1.50>, city Linz>, name Ann>, number ${nr}>`,
        'update bob city Graz>Linz',
        `create ann balance >1.50, city >Graz, name >Ann, number >${nr}`,
      ]);
      const { items } = await objects.history({ object: 'Customer', key: nr });
      expect(items[1]).toMatchObject({ roles: ['supervisor'], caller: 'assembly' });
      expect(Date.parse(items[1]?.at ?? '') - Date.parse(items[2]?.at ?? '')).toBe(60_000);
    });

    it('is that of one attribute when only it is asked for, and comes in pages', async () => {
      const { objects } = started;
      let { version } = await objects.create({ object: 'Customer', values: { number: nr, name: 'N0' } });
      for (let at = 1; at <= 5; at += 1) {
        const changes = at % 2 === 0 ? { city: `C${at}` } : { name: `N${at}` };
        ({ version } = await objects.update({ object: 'Customer', key: nr, version, changes }));
      }
      const asked = { object: 'Customer', key: nr, attribute: 'name', limit: 2 };
      const first = await objects.history(asked);
      expect(first.items.map(({ changes }) => changes[0]?.to)).toEqual(['N5', 'N3']);
      const second = await objects.history({ ...asked, after: first.next ?? '' });
      expect(second.items.map(({ changes }) => changes[0]?.to)).toEqual(['N1', 'N0']);
      expect(second.next).toBeUndefined();
      expect(ObjectErrors.BadCursor.is(await failure(objects.history({ ...asked, after: 'x' })))).toBe(true);
    });

    it('has every way of writing: many, upserts, changes of several, files', async () => {
      const { objects } = started;
      const [a, b, c] = [number(), number(), number()];
      await objects.createMany(
        { object: 'Customer', items: [a, b].map((each) => ({ number: each, name: `N${each}` })) },
        ann,
      );
      await objects.upsert({ object: 'Customer', values: { number: a, name: 'Upserted' } }, ann);
      await objects.upsert({ object: 'Customer', values: { number: nr, name: 'New' } }, ann);
      const { version } = (await objects.get({ object: 'Customer', key: b })) ?? { version: '' };
      await objects.change(
        {
          changes: [
            { create: { object: 'Customer', values: { number: c, name: 'C' } } },
            { update: { object: 'Customer', key: b, version, changes: { city: 'Wels' } } },
            { create: { object: 'Ticket', values: { subject: 'with it', customer: c } } },
          ],
        },
        ann,
      );
      const file = Buffer.from(`number,city\n${c},Enns\n`);
      await importCsv(
        objects,
        (async function* () {
          yield file;
        })(),
        { object: 'Customer' },
        bob,
      );
      expect(await inShort(objects, 'Customer', a)).toEqual([
        `update ann name N${a}>Upserted`,
        `create ann name >N${a}, number >${a}`,
      ]);
      expect((await inShort(objects, 'Customer', nr))[0]).toContain('create ann');
      expect((await inShort(objects, 'Customer', b))[0]).toBe('update ann city >Wels');
      expect(await inShort(objects, 'Customer', c)).toEqual([
        'update bob city >Enns',
        `create ann name >C, number >${c}`,
      ]);
      const ticket = await objects.find({ object: 'Ticket', where: { attribute: 'customer', op: 'eq', value: c } });
      expect(await inShort(objects, 'Ticket', ticket.items[0]?.key ?? '')).toEqual([
        `create ann customer >${c}, subject >with it`,
      ]);
    });

    it('is found by the key that the database makes, of one and of many', async () => {
      const { objects } = started;
      for (const object of ['Ticket', 'Slip']) {
        const made = await objects.create({ object, values: { subject: 'one' } }, ann);
        expect(await inShort(objects, object, made.key)).toEqual(['create ann subject >one']);
        await objects.createMany({ object, items: [{ subject: `a${nr}` }, { subject: `b${nr}` }] }, ann);
        const where = { attribute: 'subject', op: 'eq', value: `b${nr}` } as const;
        const [second] = (await objects.find({ object, where })).items;
        expect(await inShort(objects, object, second?.key ?? '')).toEqual([`create ann subject >b${nr}`]);
      }
    });

    it('holds bytes, too', async () => {
      const { objects } = started;
      await objects.create({
        object: 'Customer',
        values: { number: nr, name: 'P', photo: new Uint8Array([1, 2, 3]) },
      });
      expect((await inShort(objects, 'Customer', nr))[0]).toContain('photo >3 bytes');
    });

    it('has nothing of what was refused', async () => {
      const { objects } = started;
      const before = (await entries()).length;
      const { version } = await objects.create({ object: 'Customer', values: { number: nr, name: 'N' } });
      const contract = await objects.create({ object: 'Contract', values: { number: nr, tariff: 'A' } });
      const again = { number: nr, name: 'N' };
      await failure(objects.create({ object: 'Customer', values: again }));
      await failure(objects.createMany({ object: 'Customer', items: [{ number: number(), name: 'N' }, again] }));
      await failure(objects.update({ object: 'Customer', key: nr, version: 'old', changes: { city: 'X' } }));
      await failure(objects.create({ object: 'Contract', values: { number: nr } }));
      await failure(objects.update({ object: 'Contract', key: nr, version: 'old', changes: { tariff: 'X' } }));
      await objects.update({ object: 'Customer', key: nr, version, changes: { name: 'N' } });
      await objects.update({ object: 'Contract', key: nr, version: contract.version, changes: {} });
      expect((await entries()).length).toBe(before + 2);
      expect((await inShort(objects, 'Customer', nr)).length).toBe(1);
    });

    it('is kept of objects in tables of others, and of what lies beside them, as of one', async () => {
      const { objects } = started;
      const values = { number: nr, name: 'P', tier: 'gold' };
      const made = await objects.create({ object: 'Partner', values }, ann);
      const changed = await objects.update(
        { object: 'Partner', key: nr, version: made.version, changes: { name: 'Q', tier: 'none' } },
        bob,
      );
      await failure(objects.update({ object: 'Partner', key: nr, version: changed.version, changes: { name: null } }));
      await objects.delete({ object: 'Partner', key: nr, version: changed.version }, ann);
      expect(await inShort(objects, 'Partner', nr)).toEqual([
        `delete ann name Q>, number ${nr}>, tier none>`,
        'update bob name P>Q, tier gold>none',
        `create ann name >P, number >${nr}, tier >gold`,
      ]);
      await objects.createMany({ object: 'Partner', items: [{ number: `9${nr}`, name: 'M' }] }, ann);
      expect(await inShort(objects, 'Partner', `9${nr}`)).toEqual([`create ann name >M, number >9${nr}`]);
      expect(new Set(await entries())).toEqual(new Set(['done']));
    });

    it('ends with the row an object is a part of', async () => {
      const { objects } = started;
      await objects.create({ object: 'Contract', values: { number: nr, tariff: 'A' } });
      await objects.create({ object: 'Remark', values: { number: nr, text: 'careful' } });
      const { version } = (await objects.get({ object: 'Contract', key: nr })) ?? { version: '' };
      await objects.delete({ object: 'Contract', key: nr, version }, ann);
      expect((await inShort(objects, 'Remark', nr))[0]).toBe(`delete ann number ${nr}>, text careful>`);
    });

    it('is written when the outbox has carried a change to its store, and not before', async () => {
      const { objects } = started;
      const changes = [
        { create: { object: 'Customer', values: { number: nr, name: 'Both' } } },
        { create: { object: 'Contract', values: { number: nr, tariff: 'B' } } },
      ];
      await legacy.run(`INSERT INTO vertrag (nr) VALUES ('${nr}')`);
      expect(await objects.change({ changes }, ann)).toMatchObject({ state: 'failed' });
      expect(await inShort(objects, 'Customer', nr)).toHaveLength(1);
      expect(await inShort(objects, 'Contract', nr)).toEqual([]);
      await legacy.run(`DELETE FROM vertrag WHERE nr = '${nr}'`);
      await objects.retryOutbox({});
      expect(await inShort(objects, 'Contract', nr)).toEqual([`create ann number >${nr}, tariff >B`]);
    });

    it('is not kept of other objects, which say so', async () => {
      const { objects } = started;
      const before = (await entries()).length;
      const made = await objects.create({ object: 'Plain', values: { text: 'x' } });
      expect((await entries()).length).toBe(before);
      const thrown = await failure(objects.history({ object: 'Plain', key: made.key }));
      expect(ObjectErrors.NoHistory.is(thrown) && thrown.message).toContain('history="true"');
      const types = await objects.types({});
      expect(types.filter(({ history }) => history).map(({ name }) => name)).not.toContain('Plain');
      expect(types.find(({ name }) => name === 'Ticket')?.history).toBe(true);
    });
  });
});
