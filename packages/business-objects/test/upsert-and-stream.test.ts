import { VirtualClock } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusinessObjects, businessObjects, compileModel, ObjectErrors } from '../src/index.js';
import { engines, type LegacyDatabase, titleOf } from './databases.js';

const MODEL = `<caruso model="people" version="1.0.0"><objects>
<object name="Person" key="id" title="{name}"><attr name="id" type="integer"/><attr name="email" type="email" size="80"/>
 <attr name="name" type="string" size="40"/><attr name="year" type="integer"/><link name="manager" to="Person"/>
 <unique on="email"/><unique on="name year"/></object>
<object name="Row" title="{text}"><attr name="text" type="string" size="20"/></object>
</objects><mapping company="c"><store name="people" schema="managed"/>
<map object="Person" store="people" table="person"><col attr="id" column="id"/><col attr="email" column="email"/>
 <col attr="name" column="name"/><col attr="year" column="yr"/><join link="manager" columns="boss"/></map>
<map object="Row" store="people" table="line"><col attr="text" column="text"/></map>
</mapping></caruso>`;

const failure = (promise: Promise<unknown>) => promise.then(() => undefined).catch((thrown: unknown) => thrown);

for (const engine of engines) {
  describe.skipIf(engine.missing)(`on ${titleOf(engine)}`, () => {
    let database: LegacyDatabase;
    let running: Awaited<ReturnType<typeof startAssembly>>;

    beforeAll(async () => {
      database = await engine.create();
      const model = compileModel([{ file: 'people.xml', text: MODEL }]);
      const people = { url: database.url, schema: 'managed' as const };
      const components = [
        storageManager({ stores: { system: 'sqlite::memory:', people } }),
        businessObjects({ model }),
      ];
      running = await startAssembly({ company: 'c', components }, { clock: new VirtualClock(0), log: silentLog });
    }, 30_000);
    afterAll(async () => {
      await running?.stop();
      await database?.drop();
    });
    const objects = () => running.get(BusinessObjects);
    const upsert = (values: Record<string, unknown>, by?: string[]) =>
      objects().upsert({ object: 'Person', values, ...(by ? { by } : {}) });

    it('an upsert finds by any declared key, and never changes the primary one', async () => {
      expect(await upsert({ id: 1, email: 'a@x.org', name: 'A', year: 1 })).toMatchObject({ created: true });
      expect(await upsert({ id: 1, name: 'A2' })).toMatchObject({
        created: false,
        item: { values: { name: 'A2', year: 1 } },
      });
      const byEmail = await upsert({ email: 'a@x.org', year: 7 }, ['email']);
      expect(byEmail).toMatchObject({ created: false, item: { key: '1', values: { year: 7, name: 'A2' } } });
      const byBoth = await upsert({ year: 7, name: 'A2', email: 'b@x.org' }, ['year', 'name']);
      expect(byBoth).toMatchObject({ created: false, item: { key: '1', values: { email: 'b@x.org' } } });
      const moved = await failure(upsert({ id: 77, email: 'b@x.org' }, ['email']));
      expect(ObjectErrors.Invalid.is(moved) && moved.data.violations).toMatchObject([{ attribute: 'id', rule: 'key' }]);
      expect(await objects().get({ object: 'Person', key: '77' })).toBeNull();
      expect(ObjectErrors.NotAKey.is(await failure(upsert({ id: 1, year: 2 }, ['year'])))).toBe(true);
      const nothing = await failure(upsert({ id: 5, email: null }, ['email']));
      expect(ObjectErrors.Invalid.is(nothing)).toBe(true);
    });

    it('upserts of the same object at the same time make one of it', async () => {
      const made = await Promise.all(
        [1, 2, 3, 4].map((year) => upsert({ id: 50, email: 'same@x.org', year }, ['email'])),
      );
      expect(made.filter(({ created }) => created)).toHaveLength(1);
      const where = { attribute: 'email', op: 'eq', value: 'same@x.org' } as const;
      expect((await objects().find({ object: 'Person', where })).items).toHaveLength(1);
    });

    it('a unique value that another object has is refused', async () => {
      await upsert({ id: 60, email: 'c@x.org' });
      const thrown = await failure(upsert({ id: 61, email: 'c@x.org' }));
      expect(ObjectErrors.AlreadyExists.is(thrown)).toBe(true);
    });

    it('a stream gives every object once, in chunks, and also those without a key', async () => {
      const items = Array.from({ length: 3_210 }, (_, at) => ({ id: 1_000 + at, year: at % 7 }));
      await objects().createMany({ object: 'Person', items });
      await objects().createMany({ object: 'Row', items: items.map(({ year }) => ({ text: `t${year}` })) });
      const ids: unknown[] = [];
      const where = { attribute: 'id', op: 'gte', value: 1_000 } as const;
      for await (const { values } of objects().stream({ object: 'Person', where })) ids.push(values.id);
      expect(ids).toEqual(items.map(({ id }) => id));
      const texts: unknown[] = [];
      for await (const { values } of objects().stream({ object: 'Row' })) texts.push(values.text);
      expect(texts).toEqual(items.map(({ year }) => `t${year}`).sort());
    });
  });
}
