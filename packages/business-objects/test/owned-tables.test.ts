import type { Stub } from '@caruso/core';
import { diagnosticLine } from '@caruso/language';
import { type Log, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage, type TableDefinition } from '@caruso/storage-manager/contract';
import { engines, type TestDatabase, titleOf } from '@caruso/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  BusinessObjects,
  businessObjects,
  checkModel,
  checkModelSources,
  compileModel,
  introspect,
  ModelApplication,
  writeDraft,
} from '../src/index.js';

/** Computed from what lies in the table of another service. */
const COUNTED = '<attr name="visitCount" type="integer" formula="count(visits)"/>';

/** Visits lie in a table of a service that counts visitors. */
const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<caruso model="shop" version="1.0.0">
 <objects>
  <object name="Customer" key="number" title="{name}">
   <attr name="number" type="string" size="10" required="true"/>
   <attr name="name" type="string" size="40" required="true"/>
   <attr name="city" type="string" size="20"/>
   <link name="visits" to="Visit" many="true" inverse="customer"/>
  </object>
  <object name="Visit" key="id" title="{id}">
   <attr name="id" type="string" size="20" required="true"/>
   <attr name="door" type="enum" values="north south" required="true"/>
   <attr name="at" type="instant" required="true"/>
   <attr name="note" type="text"/>
   <link name="customer" to="Customer"/>
  </object>
 </objects>
 <permissions>
  <grant role="guard" object="Visit" hide="note"/>
 </permissions>
 <mapping company="example">
  <store name="system" schema="managed"/>
  <map object="Customer" store="system" table="customer">
   <col attr="number" column="number"/>
   <col attr="name" column="name"/>
   <col attr="city" column="city"/>
  </map>
  <map object="Visit" store="system" table="cnt_visit" owner="visitor-counter">
   <col attr="id" column="visit"/>
   <col attr="door" column="door"/>
   <col attr="at" column="came_at"/>
   <col attr="note" column="note"/>
   <join link="customer" columns="customer"/>
  </map>
 </mapping>
</caruso>
`;

const column = {
  number: { name: 'number', type: 'long' },
  visit: { name: 'visit', type: 'string' },
  door: { name: 'door', type: 'string' },
  cameAt: { name: 'came_at', type: 'instant' },
  customer: { name: 'customer', type: 'string' },
  note: { name: 'note', type: 'text' },
} as const;

const OLDER: TableDefinition = {
  name: 'cnt_visit',
  columns: [
    { ...column.number, required: true },
    { ...column.visit, size: 20, required: true },
    { ...column.door, size: 10 },
    { ...column.cameAt },
    { ...column.customer, size: 250 },
  ],
  key: ['number'],
};
const TABLE: TableDefinition = { ...OLDER, columns: [...OLDER.columns, column.note] };

const sources = (text: string) => [{ file: 'shop.xml', text }];
const modelIn = (text: string) => compileModel(sources(text));

describe.each(engines)('a table of another service, on $name', (engine) => {
  describe.skipIf(engine.missing)(titleOf(engine), () => {
    let database: TestDatabase;
    let running: RunningAssembly | undefined;
    let notes: string[];
    beforeEach(async () => {
      database = await engine.create();
      notes = [];
    });
    afterEach(async () => {
      await running?.stop();
      running = undefined;
      await database.drop();
    });

    async function start(text = MODEL) {
      await running?.stop();
      const note = (message: string) => void notes.push(message);
      const log: Log = { ...silentLog, info: note, warn: note };
      const components = [
        storageManager({ stores: { system: database.url } }),
        businessObjects({ model: modelIn(text) }),
      ];
      running = await startAssembly({ company: 'example', components }, { log });
      return { objects: running.get(BusinessObjects), storage: running.get(Storage) };
    }

    /** What the service does at its own start, later. */
    async function count(storage: Stub<typeof Storage>, table = TABLE) {
      await storage.define({ store: 'system', tables: [table] });
    }

    async function visit(storage: Stub<typeof Storage>, number: number, customer: string | null, door = 'north') {
      const cells = [
        { column: column.number, value: String(number) },
        { column: column.visit, value: `v${number}` },
        { column: column.door, value: door },
        { column: column.cameAt, value: `2026-01-0${number}T09:00:00.250Z` },
        { column: column.customer, value: customer },
        { column: column.note, value: `note ${number}` },
      ];
      await storage.write({ store: 'system', statements: [{ insert: { table: 'cnt_visit', cells } }] });
    }

    async function customers(objects: Stub<typeof BusinessObjects>) {
      for (const [number, name, city] of [
        ['1', 'Ann', 'Graz'],
        ['2', 'Bea', 'Wien'],
      ])
        await objects.create({ object: 'Customer', values: { number, name, city } });
    }

    const keysOf = ({ items }: { readonly items: readonly { readonly key: string }[] }) => items.map(({ key }) => key);

    it('is waited for: the start goes on and makes nothing of it, what reads it is refused in words, all else works', async () => {
      const { objects, storage } = await start();
      await customers(objects);
      const tables = (await storage.catalogue({ store: 'system' })).map(({ name }) => name);
      expect(tables).toContain('customer');
      expect(tables).not.toContain('cnt_visit');
      expect(notes).toContain(
        "The store 'system' has no table 'cnt_visit' yet: 'visitor-counter' makes it when it starts",
      );
      const refused = {
        code: 'CRS-BOM-046',
        message: expect.stringMatching(/"Visit" lies in a table of visitor-counter.*no table 'cnt_visit' yet/),
      };
      await expect(objects.find({ object: 'Visit' })).rejects.toMatchObject(refused);
      const some = { some: 'visits', where: { attribute: 'door', op: 'eq', value: 'north' } } as const;
      await expect(objects.find({ object: 'Customer', where: some })).rejects.toMatchObject(refused);
      expect((await objects.types({})).map(({ name }) => name)).toContain('Visit');
      await count(storage);
      await visit(storage, 1, '1');
      expect(keysOf(await objects.find({ object: 'Visit' }))).toEqual(['v1']);
      expect(keysOf(await objects.find({ object: 'Customer', where: some }))).toEqual(['1']);
    });

    it('is read as soon as its service has added the columns that an older version had not', async () => {
      const { storage } = await start();
      await count(storage, OLDER);
      const { objects, storage: again } = await start();
      expect(notes).toContainEqual(
        expect.stringMatching(/error missing-column: The table 'cnt_visit' has no column 'note'/),
      );
      await expect(objects.find({ object: 'Visit' })).rejects.toThrow(
        /no column 'note' \('visitor-counter' makes it when it starts\)/,
      );
      await count(again);
      expect(await objects.find({ object: 'Visit' })).toEqual({ items: [] });
    });

    it('is filtered, sorted, counted and joined with objects, to the millisecond', async () => {
      const { objects, storage } = await start(MODEL.replace('<link name="visits"', `${COUNTED}$&`));
      await count(storage);
      await customers(objects);
      for (const [number, customer, door] of [
        [1, '1', 'north'],
        [2, '2', 'south'],
        [3, '1', 'south'],
        [4, null, 'north'],
      ] as const)
        await visit(storage, number, customer, door);
      const since = { attribute: 'at', op: 'gt', value: '2026-01-01T09:00:00.250Z' } as const;
      expect(keysOf(await objects.find({ object: 'Visit', where: since, sort: ['-at'] }))).toEqual(['v4', 'v3', 'v2']);
      const inGraz = { attribute: 'customer.city', op: 'eq', value: 'Graz' } as const;
      expect(keysOf(await objects.find({ object: 'Visit', where: inGraz, sort: ['-at'] }))).toEqual(['v3', 'v1']);
      const byName = await objects.find({ object: 'Visit', sort: ['-customer.name', 'at'], limit: 2 });
      expect(keysOf(byName)).toEqual(['v2', 'v1']);
      const ann = await objects.get({ object: 'Customer', key: '1', include: ['visits'] });
      expect(ann?.values).toMatchObject({ visitCount: 2 });
      expect(ann?.links.visits?.map(({ values }) => values)).toEqual([
        { id: 'v1', door: 'north', at: '2026-01-01T09:00:00.250Z', note: 'note 1', customer: '1' },
        { id: 'v3', door: 'south', at: '2026-01-03T09:00:00.250Z', note: 'note 3', customer: '1' },
      ]);
      const none = { none: 'visits', where: { attribute: 'door', op: 'eq', value: 'south' } } as const;
      expect(keysOf(await objects.find({ object: 'Customer', where: none }))).toEqual([]);
      const guard = { actor: { id: 'g', roles: ['guard'] } };
      const [seen] = (await objects.find({ object: 'Visit' }, guard)).items;
      expect(seen?.values).toMatchObject({ id: 'v1', note: null });
      await expect(objects.find({ object: 'Visit', sort: ['note'] }, guard)).rejects.toThrow('note');
      const clerk = { actor: { id: 'c', roles: ['clerk'] } };
      await expect(objects.find({ object: 'Visit' }, clerk)).rejects.toMatchObject({ code: 'CRS-BOM-060' });
    });

    it.each([
      ['number', ['1', '2'], '<attr name="number" type="integer"/>', '<col attr="number" column="number"/>'],
      [
        'text with zeros in front',
        ['1', '2'],
        '<attr name="number" type="string" size="10" required="true"/>',
        '<col attr="number" column="number" convert="zeropad(10)"/>',
      ],
      [
        'key of two parts',
        ['["1","3402"]', '["2","3402"]'],
        '<attr name="number" type="integer"/><attr name="area" type="string" size="4" required="true"/>',
        '<col attr="number" column="number"/><col attr="area" column="area"/>',
      ],
    ])(
      'is linked with objects by their key as calls have it, also where that is a %s',
      async (_, keys, attrs, cols) => {
        const text = MODEL.replace('<attr name="number" type="string" size="10" required="true"/>', attrs)
          .replace('<col attr="number" column="number"/>', cols)
          .replace('key="number"', attrs.includes('area') ? 'key="number area"' : 'key="number"')
          .replace(
            '<join link="customer" columns="customer"/>',
            '<join link="customer" columns="customer" holds="key"/>',
          )
          .replace('<link name="visits"', `${COUNTED}$&`);
        const { objects, storage } = await start(text);
        await count(storage);
        for (const [number, name] of [
          ['1', 'Ann'],
          ['2', 'Bea'],
        ]) {
          const area = attrs.includes('area') ? { area: '3402' } : {};
          const value = attrs.includes('integer') ? Number(number) : number;
          await objects.create({ object: 'Customer', values: { number: value, ...area, name } });
        }
        const [ann = '', bea = ''] = keys;
        await visit(storage, 1, ann);
        await visit(storage, 2, bea, 'south');
        await visit(storage, 3, ann, 'south');
        await visit(storage, 4, null);
        await visit(storage, 5, 'no key of anybody');
        const found = await objects.get({ object: 'Customer', key: ann, include: ['visits'] });
        expect(found?.values).toMatchObject({ visitCount: 2 });
        expect(found?.links.visits?.map(({ key }) => key)).toEqual(['v1', 'v3']);
        const [last] = (
          await objects.find({ object: 'Visit', sort: ['-at'], limit: 3, include: ['customer'] })
        ).items.slice(2);
        expect(last?.links.customer?.map(({ title }) => title)).toEqual(['Ann']);
        const byName = { object: 'Visit', sort: ['-customer.name', '-at'], limit: 2 };
        const page = await objects.find(byName);
        expect(keysOf(page)).toEqual(['v2', 'v3']);
        expect(keysOf(await objects.find({ ...byName, after: page.next, limit: 9 }))).toEqual(['v1', 'v5', 'v4']);
        const where = { attribute: 'customer.name', op: 'eq', value: 'Ann' } as const;
        expect(keysOf(await objects.find({ object: 'Visit', where, sort: ['id'] }))).toEqual(['v1', 'v3']);
        expect(
          keysOf(await objects.find({ object: 'Visit', where: { attribute: 'customer', op: 'eq', value: bea } })),
        ).toEqual(['v2']);
        const north = { some: 'visits', where: { attribute: 'door', op: 'eq', value: 'north' } } as const;
        expect(keysOf(await objects.find({ object: 'Customer', where: north }))).toEqual([ann]);
        expect(keysOf(await objects.find({ object: 'Customer', where: { not: north } }))).toEqual([bea]);
      },
    );

    it('is never written, altered or dropped', async () => {
      const { objects, storage } = await start();
      await count(storage);
      await visit(storage, 1, null);
      const values = { id: 'v9', door: 'north', at: '2026-01-01T09:00:00Z' };
      await expect(objects.create({ object: 'Visit', values })).rejects.toMatchObject({ code: 'CRS-BOM-008' });
      const [{ version } = { version: '' }] = (await objects.find({ object: 'Visit' })).items;
      const one = { object: 'Visit', key: 'v1', version };
      await expect(objects.update({ ...one, changes: { note: 'x' } })).rejects.toMatchObject({ code: 'CRS-BOM-008' });
      await expect(objects.delete(one)).rejects.toMatchObject({ code: 'CRS-BOM-008' });
      const wider = MODEL.replace('<attr name="note"', '<attr name="mood" type="string"/>$&').replace(
        '<col attr="note"',
        '<col attr="mood" column="mood"/>$&',
      );
      const steps = async (text: string, from?: string) =>
        (
          await new ModelApplication(storage, { model: modelIn(text), from: from ? modelIn(from) : undefined }).steps()
        ).map(({ name }) => name);
      expect(await steps(wider)).toEqual([]);
      // A model that took the table for its own by mistake.
      expect(await steps(MODEL, MODEL.replace(' owner="visitor-counter"', ''))).toEqual([]);
    });

    it('is drafted as what is only read, and the draft asks whose it is', async () => {
      const { storage } = await start();
      await count(storage);
      const { mapping, objects } = writeDraft(await introspect(storage, { store: 'system', tables: ['cnt_*'] }));
      expect(mapping).toContain('table="cnt_visit" write="none"');
      expect(objects).toContain('name it by owner="…"');
    });

    it('does not keep customers from being merged, and says of visits what it said', async () => {
      const { objects, storage } = await start();
      await count(storage);
      await customers(objects);
      await visit(storage, 1, '2');
      await objects.merge({ object: 'Customer', keep: '1', lose: ['2'] });
      const [seen] = (await objects.find({ object: 'Visit' })).items;
      expect(seen?.values.customer).toBe('2');
      expect((await objects.get({ object: 'Customer', key: '2' }))?.key).toBe('1');
    });

    it('is named by a check: as awaited while it is not there, and with what it lacks when it is', async () => {
      const { storage } = await start();
      const found = async () => (await checkModel(modelIn(MODEL), storage)).map(diagnosticLine);
      expect(await found()).toEqual([expect.stringMatching(/^shop.xml:28:45: warning awaited-table/)]);
      await count(storage, OLDER);
      expect(await found()).toEqual([expect.stringMatching(/^shop.xml:32:29: error missing-column/)]);
      await count(storage);
      expect(await found()).toEqual([]);
    });
  });
});

describe('a mapping to a table of another service', () => {
  const linesOf = (from: string, to: string) => {
    expect(MODEL).toContain(from);
    return checkModelSources(sources(MODEL.replace(from, to))).map(diagnosticLine);
  };

  it.each([
    ['writes it', 'owner="visitor-counter"', '$& write="insert"', "'visitor-counter' alone writes this table"],
    ['renames it', 'owner="visitor-counter"', '$& was="visit"', "'visitor-counter' alone renames this table"],
    ['marks rows as deleted', '<col attr="id"', '<delete set="door=\'x\'"/>$&', '<delete> is not possible'],
    ['names nobody', 'owner="visitor-counter"', 'owner=" "', 'Nobody is named as the owner'],
    ['erases its rows', '<object name="Visit"', '$& erase="delete"', "'visitor-counter' alone writes its table"],
    [
      'takes it for its own elsewhere',
      'table="customer"',
      'table="cnt_visit"',
      "'cnt_visit' belongs to 'visitor-counter', as the mapping of 'Visit' says",
    ],
  ])('is refused when it %s', (_, from, to, message) => {
    expect(linesOf(from, to)).toContainEqual(expect.stringMatching(/^shop.xml:\d+:\d+: error /));
    expect(linesOf(from, to).join('\n')).toContain(message);
  });

  it('is accepted when it says write="none" itself', () => {
    expect(linesOf('owner="visitor-counter"', '$& write="none"')).toEqual([]);
  });
});
