import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnosticLine } from '@caruso/language';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { openStore, type Store, storageManager } from '@caruso/storage-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExtendedRepository } from '../src/extension/extended-repository.js';
import { BusinessObjects, businessObjects, checkModelSources, compileModel, ObjectErrors } from '../src/index.js';

const TEXT = `<caruso model="shop" version="1.0.0"><objects>
 <object name="Customer" key="number" title="{name} ({tier})" check="tier != name">
  <attr name="number" type="string" size="8" required="true"/>
  <attr name="name" type="string" size="40" required="true"/>
  <attr name="city" type="string" size="40"/>
  <attr name="tier" type="enum" values="gold silver none" default="none"/>
  <attr name="points" type="integer" check="points ge 0"/>
  <link name="orders" to="Order" many="true" inverse="customer"/>
 </object>
 <object name="Order" key="customer no" title="{no}">
  <attr name="no" type="integer" required="true"/><attr name="gift" type="string" size="20"/>
  <link name="customer" to="Customer" required="true"/>
 </object></objects>
 <mapping company="a"><store name="crm"/><store name="system" schema="managed"/>
  <map object="Customer" store="crm" table="KUNDE">
   <col attr="number" column="NR" convert="zeropad(8)"/><col attr="name" column="NAME"/><col attr="city" column="ORT"/>
   <extension store="system" key="number">
    <col attr="tier" column="tier"/><col attr="points" column="points"/>
   </extension>
  </map>
  <map object="Order" store="crm" table="AUFTRAG"><col attr="no" column="A_NR"/><join link="customer" columns="NR"/>
   <extension store="system" table="gifts" key="customer no"><col attr="gift" column="gift"/></extension>
  </map>
 </mapping></caruso>`;

const string = (name: string) => ({ name, type: 'string' as const, required: true });
const KUNDE = [string('NR'), string('NAME'), { name: 'ORT', type: 'string' as const }];

/** `<permissions>` stands behind `<objects>`. */
const permitted = (text: string, grants: string) =>
  text.replace('</objects>', `</objects>${grants.replace('</caruso>', '').trim()}`);

describe('attributes beside a table that must not be altered', () => {
  const model = compileModel([{ file: 'm.xml', text: TEXT }]);
  const clock = { now: () => 0, at: () => ({ cancel: () => {} }) };
  let folder: string;
  let crm: Store;
  let system: Store;
  let calls: string[] = [];
  /** Fails the next write to a store, as if the process had died before it. */
  let failing: string | undefined;
  let objects: ExtendedRepository;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'extension-'));
    const file = (name: string) => ({ url: `sqlite:${join(folder, name)}`, schema: 'managed' as const });
    crm = await openStore('crm', file('crm.db'));
    await crm.define([
      { name: 'KUNDE', columns: KUNDE, key: ['NR'] },
      {
        name: 'AUFTRAG',
        columns: [string('NR'), { name: 'A_NR', type: 'integer', required: true }],
        key: ['NR', 'A_NR'],
      },
    ]);
    const stores = {
      system: `sqlite:${join(folder, 'system.db')}`,
      crm: { ...file('crm.db'), schema: 'readonly' as const },
    };
    const assembly = { company: 'a', components: [storageManager({ stores }), businessObjects({ model })] };
    const running = await startAssembly(assembly, { log: silentLog });
    const types = await running.get(BusinessObjects).types({});
    expect(types[0]?.attributes.find(({ name }) => name === 'tier')).toMatchObject({ type: 'enum', writable: true });
    await running.stop();
    system = await openStore('system', file('system.db'));
    const of = (store: string) => (store === 'crm' ? crm : system);
    objects = new ExtendedRepository(model, {
      clock,
      zone: 'UTC',
      mostKeys: 80,
      storage: {
        select: ({ store, ...selection }) => {
          calls.push(`read ${store}.${selection.table}`);
          return of(store).select(selection as Parameters<Store['select']>[0]);
        },
        write: async ({ store, statements }) => {
          calls.push(`write ${store}`);
          if (failing === store) throw new Error('the process died here');
          return [...(await of(store).write(statements))];
        },
      },
    });
  });
  afterAll(async () => {
    await crm?.close();
    await system?.close();
    rmSync(folder, { recursive: true });
  });

  const search = { sort: [], limit: 50, include: [] };
  const beside = () =>
    system.select({ table: 'ext_customer', columns: [string('NR'), { name: 'tier', type: 'string' }] });

  it('are ordinary attributes of one object, written beside first', async () => {
    calls = [];
    const ann = await objects.create('Customer', { number: '1', name: 'Ann', tier: 'gold', points: 7 });
    expect(ann.values).toEqual({ number: '1', name: 'Ann', city: null, tier: 'gold', points: 7 });
    expect([ann.title, ann.links]).toEqual(['Ann (gold)', {}]);
    expect(calls.filter((call) => call.startsWith('write'))).toEqual(['write system', 'write crm']);
    const changed = await objects.update('Customer', '1', ann.version, { city: 'Graz', points: 8 });
    expect(changed.values).toMatchObject({ city: 'Graz', tier: 'gold', points: 8 });
    await expect(objects.update('Customer', '1', ann.version, { points: 9 })).rejects.toSatisfy(
      ObjectErrors.Conflict.is,
    );
    const only = await objects.update('Customer', '1', changed.version, { points: 9 });
    expect(only.version).not.toBe(changed.version);
    await expect(objects.update('Customer', '1', changed.version, { city: 'X' })).rejects.toMatchObject({
      data: { current: { values: { points: 9, city: 'Graz' } } },
    });
  });

  it('are empty where nothing is kept for an object, and get a row when there is something', async () => {
    await crm.write([
      {
        insert: {
          table: 'KUNDE',
          cells: [KUNDE[0], KUNDE[1]].map((column, at) => ({
            column: column ?? string(''),
            value: ['00000002', 'Ben'][at] ?? null,
          })),
        },
      },
    ]);
    const ben = await objects.get('Customer', '2');
    expect(ben?.values).toMatchObject({ name: 'Ben', tier: null, points: null });
    const changed = await objects.update('Customer', '2', ben?.version ?? '', { tier: 'silver' });
    expect(changed.title).toBe('Ben (silver)');
  });

  it('are checked together with all others, before anything is written', async () => {
    calls = [];
    const wrong = objects.create('Customer', { number: '3', name: '', tier: 'bronze', points: -1 });
    await expect(wrong).rejects.toMatchObject({
      data: { violations: [{ attribute: 'name' }, { attribute: 'tier', rule: 'values' }] },
    });
    await expect(objects.create('Customer', { number: '3', name: 'C', points: -1 })).rejects.toMatchObject({
      data: { violations: [{ attribute: 'points', rule: 'check' }] },
    });
    await expect(objects.create('Customer', { number: '3', name: 'gold', tier: 'gold' })).rejects.toMatchObject({
      data: { violations: [{ attribute: 'Customer', rule: 'check' }] },
    });
    expect(calls.filter((call) => call.startsWith('write'))).toEqual([]);
  });

  it('are judged with all others where nothing is to be written', async () => {
    const rules = async (given: Record<string, unknown>, key?: string) =>
      (await objects.validate('Customer', given, key)).map(({ attribute, rule }) => `${attribute} ${rule}`);
    expect(await rules({ number: '77', name: 'silver', tier: 'silver' })).toEqual(['Customer check']);
    expect(await rules({ number: '77', points: -1, tier: 'lead' })).toEqual(['name required', 'tier values']);
    expect(await rules({ points: 1 }, 'nobody')).toEqual(['Customer key']);
    expect(await objects.get('Customer', '77')).toBeNull();
  });

  it('are read in one look-up for all objects of a page and of its links', async () => {
    for (let number = 10; number < 40; number++) {
      await objects.create('Customer', { number: String(number), name: `C${number}`, points: number % 3 });
      await objects.create('Order', { no: 1, customer: String(number), gift: 'pen' });
    }
    calls = [];
    const { items } = await objects.find('Customer', { ...search, include: ['orders.customer'] });
    expect(items).toHaveLength(32);
    expect(items.at(-1)?.links.orders?.[0]?.values.gift).toBe('pen');
    expect(items.at(-1)?.links.orders?.[0]?.links.customer?.[0]?.values.points).toBe(0);
    expect(calls).toHaveLength(6);
  });

  it('filter and sort, also along links, as if they lay in the table', async () => {
    const find = async (object: string, more: object) =>
      (await objects.find(object, { ...search, ...more })).items.map(({ key }) => key);
    const is = (attribute: string, value: unknown) => ({ where: { attribute, op: 'eq', value } });
    expect(await find('Customer', is('tier', 'gold'))).toEqual(['1']);
    expect(await find('Customer', is('tier', null))).toEqual([]);
    expect(await find('Customer', { where: { not: { attribute: 'points', op: 'lt', value: 3 } } })).toEqual(['1', '2']);
    expect((await find('Customer', { sort: ['-points', 'name'] })).slice(0, 3)).toEqual(['1', '11', '14']);
    expect(await find('Order', is('customer.points', 9))).toEqual([]);
    expect((await find('Order', is('customer.points', 2))).length).toBe(10);
    expect((await find('Customer', { where: { some: 'orders', where: is('gift', 'pen').where } })).length).toBe(30);
  });

  it('say how many objects are too many for it', async () => {
    for (let number = 200; number < 260; number++)
      await objects.create('Customer', { number: String(number), name: 'D' });
    const where = { attribute: 'tier', op: 'eq', value: 'none' } as const;
    await expect(objects.find('Customer', { ...search, where })).rejects.toSatisfy(ObjectErrors.TooManyLinked.is);
    await expect(objects.find('Customer', { ...search, sort: ['tier'] })).rejects.toSatisfy(
      ObjectErrors.TooManyToSort.is,
    );
  });

  it('after a crash before the object itself was written, are ignored, and replaced when it is created', async () => {
    const before = await beside();
    const write = async () => {
      failing = 'crm';
      const die = objects.create('Customer', { number: '90', name: 'Eve', tier: 'gold' });
      await expect(die).rejects.toThrow('the process died here');
      failing = undefined;
    };
    await write();
    expect(await beside()).toEqual(before);
    // A process that is killed puts nothing back.
    await system.write([
      {
        insert: {
          table: 'ext_customer',
          cells: [
            { column: string('NR'), value: '00000091' },
            { column: string('tier'), value: 'gold' },
          ],
        },
      },
    ]);
    expect(await objects.get('Customer', '91')).toBeNull();
    const where = { attribute: 'tier', op: 'eq', value: 'gold' } as const;
    expect((await objects.find('Customer', { ...search, where })).items.map(({ key }) => key)).toEqual(['1']);
    expect((await objects.create('Customer', { number: '91', name: 'Eve' })).values.tier).toBe('none');
  });

  it('are put back when the object itself cannot be changed', async () => {
    const ann = await objects.get('Customer', '1');
    failing = 'crm';
    const change = objects.update('Customer', '1', ann?.version ?? '', { city: 'Linz', tier: 'silver' });
    await expect(change).rejects.toThrow('the process died here');
    failing = undefined;
    expect(await objects.get('Customer', '1')).toEqual(ann);
  });

  it('go with the object', async () => {
    const ann = await objects.get('Customer', '1');
    await objects.delete('Customer', '1', ann?.version ?? '');
    expect((await beside()).some((row) => row.NR === '00000001')).toBe(false);
    const made = await objects.create('Customer', { number: '1', name: 'Another' });
    expect(made.values).toMatchObject({ tier: 'none', points: null });
  });

  it('are kept from actors who may not see or change them, as all others are', async () => {
    const grants = `<permissions><grant role="agent" object="Customer" may="change" where="tier != 'gold'" hide="points"/>
      </permissions></caruso>`;
    const guarded = compileModel([{ file: 'm.xml', text: permitted(TEXT, grants) }]);
    const stores = {
      system: `sqlite:${join(folder, 'system.db')}`,
      crm: { url: `sqlite:${join(folder, 'crm.db')}`, schema: 'readonly' as const },
    };
    const assembly = { company: 'a', components: [storageManager({ stores }), businessObjects({ model: guarded })] };
    const running = await startAssembly(assembly, { log: silentLog });
    const asAgent = { actor: { id: 'x', roles: ['agent'] } };
    const stub = running.get(BusinessObjects);
    await stub.create({ object: 'Customer', values: { number: '70', name: 'Rich', tier: 'gold', points: 1 } });
    await stub.create({ object: 'Customer', values: { number: '71', name: 'Poor', tier: 'silver', points: 2 } });
    expect(await stub.get({ object: 'Customer', key: '70' }, asAgent)).toBeNull();
    const poor = await stub.get({ object: 'Customer', key: '71' }, asAgent);
    expect(poor?.values).toMatchObject({ tier: 'silver', points: null });
    const { key = '', version = '' } = poor ?? {};
    const change = (changes: object) =>
      stub.update({ object: 'Customer', key, version, changes: { ...changes } }, asAgent);
    await expect(change({ points: 9 })).rejects.toSatisfy(ObjectErrors.NotPermitted.is);
    await expect(change({ tier: 'gold' })).rejects.toSatisfy(ObjectErrors.NotPermitted.is);
    expect((await change({ tier: 'none' })).values.tier).toBe('none');
    expect((await stub.get({ object: 'Customer', key }))?.values.points).toBe(2);
    await running.stop();
  });

  it('cannot be created in bulk', async () => {
    const many = objects.createMany('Customer', [
      { number: '95', name: 'F' },
      { number: '96', name: 'G', tier: 'gold' },
    ]);
    await expect(many).rejects.toMatchObject({ data: { violations: [{ attribute: 'tier', index: 1 }] } });
  });

  it.each([
    [
      'in a readonly store',
      ['extension store="system"', 'extension store="crm"'],
      'readonly-store: A table beside that of',
    ],
    [
      'by another key',
      ['key="number">\n', 'key="name">\n'],
      "bad-key: What lies beside 'Customer' is found by its key, which is number",
    ],
    ['of the key itself', ['attr="points"', 'attr="number"'], "bad-key: 'number' is part of the key"],
    [
      'twice',
      ['attr="points" column="points"', 'attr="tier" column="tier2"'],
      "duplicate-name: 'tier' is mapped twice",
    ],
  ])('are refused %s', (_, [from = '', to = ''], message) => {
    expect(TEXT).toContain(from);
    const found = checkModelSources([{ file: 'm.xml', text: TEXT.replace(from, to) }]).map(diagnosticLine);
    expect(found.join('\n')).toContain(message);
  });
});
