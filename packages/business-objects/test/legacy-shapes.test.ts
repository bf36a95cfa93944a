import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entity } from '../src/contract.js';
import { ObjectErrors } from '../src/index.js';
import { engines, type LegacyDatabase, titleOf } from './databases.js';
import { LEGACY_TABLES, startLegacy } from './legacy-company.js';

const failure = (promise: Promise<unknown>) => promise.then(() => undefined).catch((thrown: unknown) => thrown);

for (const engine of engines) {
  describe.skipIf(engine.missing)(`objects in tables as they are, on ${titleOf(engine)}`, () => {
    let database: LegacyDatabase;
    let started: Awaited<ReturnType<typeof startLegacy>>;

    beforeAll(async () => {
      database = await engine.create();
      await database.run(LEGACY_TABLES);
      started = await startLegacy(database);
    }, 30_000);
    afterAll(async () => {
      await started?.running.stop();
      await database?.drop();
    });

    const create = (object: string, values: Record<string, unknown>) => started.objects.create({ object, values });
    const get = (object: string, key: string) => started.objects.get({ object, key });
    const customer = (number: number, more: Record<string, unknown> = {}) =>
      create('Customer', { number, name: `C${number}`, street: 'Ring 1', ...more });

    describe('without a key', () => {
      it('keep every one of equal rows, on pages of any size', async () => {
        await database.run(
          `INSERT INTO verlauf VALUES ${Array.from({ length: 23 }, (_, i) => `(NULL, ${i < 17 ? 5 : i}.5, ${i < 20 ? "'same'" : 'NULL'})`)}`,
        );
        const every = await started.objects.find({ object: 'Movement', limit: 100 });
        expect(every.items).toHaveLength(23);
        for (const limit of [1, 3, 5, 17, 22, 23]) {
          const found: Entity[] = [];
          let after: string | undefined;
          do {
            const page = await started.objects.find({ object: 'Movement', limit, ...(after ? { after } : {}) });
            found.push(...page.items);
            after = page.next;
          } while (after !== undefined);
          expect(found.map(({ values }) => values)).toEqual(every.items.map(({ values }) => values));
        }
        expect(every.items.filter(({ values }) => values.amount === '5.50')).toHaveLength(17);
        const upside = await started.objects.find({ object: 'Movement', sort: ['-amount'], limit: 2 });
        expect(upside.items.map(({ values }) => values.amount)).toEqual(['22.50', '21.50']);
      });

      it('are created as often as they come, and not changed, deleted or got by a key', async () => {
        await customer(1);
        for (const _ of [1, 2]) await create('Movement', { amount: '1.00', text: 'twice', customer: '1' });
        const where = { attribute: 'text', op: 'eq', value: 'twice' } as const;
        const { items } = await started.objects.find({ object: 'Movement', where });
        expect(items.map(({ key, version, values }) => ({ key, version, values }))).toEqual(
          [1, 2].map(() => ({ key: '', version: '', values: { amount: '1.00', text: 'twice', customer: '1' } })),
        );
        const with2 = await started.objects.get({ object: 'Customer', key: '1', include: ['history'] });
        expect(with2?.links.history).toHaveLength(2);
        const object = 'Movement';
        const refused = [
          started.objects.get({ object, key: '' }),
          started.objects.update({ object, key: '', version: '', changes: { text: 'x' } }),
          started.objects.delete({ object, key: '', version: '' }),
        ];
        for (const promise of refused) expect(ObjectErrors.NoKey.is(await failure(promise))).toBe(true);
      });
    });

    describe('in several tables', () => {
      it('are written in one transaction and read in one go', async () => {
        const created = await customer(10, { email: 'a@example.org', postalCode: '8010' });
        expect(created.values).toMatchObject({ street: 'Ring 1', postalCode: '8010', email: 'a@example.org' });
        const broken = await failure(create('Customer', { number: 10, name: 'again' }));
        expect(ObjectErrors.AlreadyExists.is(broken)).toBe(true);
        await database.run(`INSERT INTO kdadr VALUES (11, 'left over', NULL)`);
        // The second table refuses, so the first one has no row either.
        expect(await failure(customer(11))).toBeDefined();
        await database.run('DELETE FROM kdadr WHERE kd_nr = 11');
        expect((await customer(11)).values.email).toBeNull();
      });

      it('get a row in an optional table once they have a value there, and keep it', async () => {
        const bare = await customer(12);
        expect(bare.values.email).toBeNull();
        const changed = await started.objects.update({
          object: 'Customer',
          key: '12',
          version: bare.version,
          changes: { email: 'b@example.org' },
        });
        expect(changed.values.email).toBe('b@example.org');
        const where = { attribute: 'email', op: 'eq', value: 'b@example.org' } as const;
        expect((await started.objects.find({ object: 'Customer', where, sort: ['email'] })).items).toHaveLength(1);
        const emptied = await started.objects.update({
          object: 'Customer',
          key: '12',
          version: changed.version,
          changes: { email: null, street: 'Ring 2' },
        });
        expect(emptied.values).toMatchObject({ email: null, street: 'Ring 2' });
      });

      it('are none where a required table has no row', async () => {
        await database.run(`INSERT INTO kdstamm (kd_nr, name1) VALUES (13, 'no address')`);
        expect(await get('Customer', '13')).toBeNull();
      });

      it('notice changes by others in every table', async () => {
        const read = await customer(14, { email: 'c@example.org' });
        for (const [table, sql] of [
          ['kdadr', `UPDATE kdadr SET plz = '1' WHERE kd_nr = 14`],
          ['kdkom', `UPDATE kdkom SET wert = 'd@example.org' WHERE kd_nr = 14`],
        ]) {
          const { version } = (await get('Customer', '14')) ?? read;
          await database.run(sql ?? '');
          const update = started.objects.update({
            object: 'Customer',
            key: '14',
            version,
            changes: { name: `changed with ${table}` },
          });
          expect(ObjectErrors.Conflict.is(await failure(update))).toBe(true);
        }
        expect((await get('Customer', '14'))?.values.name).toBe('C14');
      });

      it('are deleted from all of them', async () => {
        const { version } = await customer(15, { email: 'e@example.org' });
        await started.objects.delete({ object: 'Customer', key: '15', version });
        expect(await get('Customer', '15')).toBeNull();
        expect((await customer(15)).values.email).toBeNull();
      });
    });

    describe('two in one row', () => {
      it('are created, changed and deleted each by itself', async () => {
        const owner = await customer(20);
        expect(await get('Account', '20')).toBeNull();
        const account = await create('Account', { number: 20, iban: 'AT02', bank: 'B' });
        expect(ObjectErrors.AlreadyExists.is(await failure(create('Account', { number: 20, iban: 'AT03' })))).toBe(
          true,
        );
        // A change of one is none of the other.
        const object = 'Customer';
        const moved = await started.objects.update({
          object,
          key: '20',
          version: owner.version,
          changes: { city: 'Graz' },
        });
        const changed = await started.objects.update({
          object: 'Account',
          key: '20',
          version: account.version,
          changes: { iban: 'AT04' },
        });
        await started.objects.delete({ object: 'Account', key: '20', version: changed.version });
        expect(await get('Account', '20')).toBeNull();
        expect(await get('Customer', '20')).toEqual(moved);
      });

      it('need the row they are a part of, and go with it', async () => {
        const thrown = await failure(create('Account', { number: 999, iban: 'AT05' }));
        expect(ObjectErrors.Invalid.is(thrown) && thrown.data.violations).toMatchObject([
          { attribute: 'number', rule: 'link', message: 'leads to no Customer, of which it is a part' },
        ]);
        const { version } = await customer(21);
        await create('Account', { number: 21, iban: 'AT06' });
        await started.objects.delete({ object: 'Customer', key: '21', version });
        expect(await get('Account', '21')).toBeNull();
      });
    });

    it('of many keys come in their order, and null where there is none', async () => {
      await customer(30);
      await customer(31);
      const found = await started.objects.getMany({ object: 'Customer', keys: ['31', '4711', '30', '31', 'x'] });
      expect(found.map((entity) => entity?.key ?? null)).toEqual(['31', null, '30', '31', null]);
    });

    it('are created in bulk, all or none', async () => {
      const items = Array.from({ length: 2_500 }, (_, at) => ({
        number: 1_000 + at,
        amount: `${at}.10`,
        paid: at % 2 === 0,
      }));
      const created = await started.objects.createMany({ object: 'Invoice', items });
      expect(created.created).toBe(2_500);
      expect(created.keys?.at(-1)).toBe('3499');
      const again = await failure(
        started.objects.createMany({
          object: 'Invoice',
          items: [
            { number: 1, amount: '1' },
            { number: 1_000, amount: '1' },
          ],
        }),
      );
      expect(ObjectErrors.AlreadyExists.is(again)).toBe(true);
      expect(await get('Invoice', '1')).toBeNull();
      const wrong = await failure(
        started.objects.createMany({
          object: 'Invoice',
          items: [
            { number: 2, amount: '1' },
            { number: 3, amount: '1.234' },
            { number: 4, amount: '1', customer: '4711' },
          ],
        }),
      );
      expect(ObjectErrors.Invalid.is(wrong) && wrong.data.violations).toMatchObject([
        { index: 1, attribute: 'amount', rule: 'scale' },
      ]);
      const dangling = await failure(
        started.objects.createMany({ object: 'Invoice', items: [{ number: 4, amount: '1', customer: '4711' }] }),
      );
      expect(ObjectErrors.Invalid.is(dangling) && dangling.data.violations).toMatchObject([
        { index: 0, attribute: 'customer', rule: 'link' },
      ]);
    });
  });
}
