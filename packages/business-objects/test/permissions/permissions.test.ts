import type { Stub } from '@caruso/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BusinessObjects, ObjectErrors, ObjectSchemas, objectContract } from '../../src/index.js';
import { agent, customer, startGuarded } from './company.js';

const PERMISSIONS = `
  <role name="agent" object="Employee"/>
  <grant role="agent" object="Customer" may="create change" where="team == actor.team" hide="iban risk" mask="phone"/>
  <grant role="supervisor" object="Customer" may="change delete" change="team"/>
  <grant role="trainee" object="Customer" where="team == 'north'" fields="number name team"/>
  <grant role="trainee" object="Customer" where="number == '3'"/>
  <grant role="customer" object="Customer" may="change" where="number == actor.id" fields="number name phone orders" change="phone"/>
  <grant role="agent" object="Order" may="create change delete" where="open == true" hide="margin"/>
  <grant role="customer" object="Order" may="create" where="customer == actor.id" fields="number note customer"/>
  <grant role="auditor" object="Order"/>`;

describe('permissions', () => {
  let started: Awaited<ReturnType<typeof startGuarded>>;
  beforeAll(async () => {
    started = await startGuarded(PERMISSIONS);
  });
  afterAll(() => started?.running.stop());
  beforeEach(async () => {
    const { objects, storage } = started;
    const tables = ['employee', 'customer', 'orders'];
    await storage.write({
      store: 'system',
      statements: tables.map((table) => ({ delete: { table, where: { all: [] } } })),
    });
    for (const [login, team] of [
      ['ann', 'north'],
      ['sam', 'south'],
      ['nat', null],
    ])
      await objects.create({ object: 'Employee', values: { login, team } });
    for (const [number, name, team] of [
      ['1', 'Kim', 'north'],
      ['2', 'Lou', 'south'],
      ['3', 'Max', null],
    ])
      await objects.create({
        object: 'Customer',
        values: { number, name, team, iban: `DE0${number}`, phone: `+49221470${number}11` },
      });
    for (const [number, of, open] of [
      ['a', '1', true],
      ['b', '1', false],
      ['c', '2', true],
    ])
      await objects.create({
        object: 'Order',
        values: { number, note: `order ${number}`, margin: '1.50', customer: of, open },
      });
  });
  const find = (object: string, options: Parameters<typeof started.objects.find>[1], more = {}) =>
    started.objects.find({ object, ...more }, options).then(({ items }) => items);
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      (thrown: Error) => thrown.message,
    );

  it('do not concern the system itself', async () => {
    expect(await find('Customer', {})).toHaveLength(3);
    expect((await started.objects.types({})).map(({ name }) => name)).toEqual(['Employee', 'Customer', 'Order']);
  });

  it('leave an object without grants open, and close one with grants to all other roles', async () => {
    const stranger = { actor: { id: 'x', roles: ['visitor'] } };
    expect(await find('Employee', stranger)).toHaveLength(3);
    await expect(find('Customer', stranger)).rejects.toThrow(ObjectErrors.NotPermitted);
    expect(await refusal(find('Customer', stranger))).toBe(
      "The role visitor may not read Customer objects. The model's <grant> elements say who may.",
    );
    expect((await started.objects.types({}, stranger)).map(({ name }) => name)).toEqual(['Employee']);
  });

  it('show the objects that a rule lets an actor see, by what is known of him', async () => {
    expect((await find('Customer', agent('ann'))).map(({ key }) => key)).toEqual(['1']);
    expect((await find('Customer', agent('sam'))).map(({ key }) => key)).toEqual(['2']);
    expect((await find('Customer', customer('2'))).map(({ key }) => key)).toEqual(['2']);
    expect(await started.objects.get({ object: 'Customer', key: '1' }, agent('sam'))).toBeNull();
  });

  it('give nothing to an actor of whom a rule does not know what it asks', async () => {
    for (const id of ['nat', 'nobody']) expect(await refusal(find('Customer', agent(id)))).toContain('may not read');
  });

  it('hide attributes, and show the end of others, in values and titles', async () => {
    const [kim] = await find('Customer', agent('ann'));
    expect(kim).toMatchObject({ title: 'Kim', values: { name: 'Kim', iban: null, phone: '•••111' } });
    const [own] = await find('Customer', customer('2'));
    expect(own).toMatchObject({ values: { phone: '+49221470211', team: null } });
  });

  it('show of each object what the grants to that one let see', async () => {
    const trainee = { actor: { id: 't', roles: ['trainee'] } };
    expect((await find('Customer', trainee)).map(({ values }) => [values.name, values.iban])).toEqual([
      ['Kim', null],
      ['Max', 'DE03'],
    ]);
    expect(await refusal(find('Customer', trainee, { where: { attribute: 'iban', op: 'notNull' } }))).toContain(
      'may not filter or sort by Customer.iban',
    );
  });

  it('add up for an actor with several roles', async () => {
    const both = { actor: { id: 'ann', roles: ['agent', 'supervisor'] } };
    expect(await find('Customer', both, { where: { attribute: 'iban', op: 'startsWith', value: 'DE' } })).toHaveLength(
      3,
    );
  });

  it.each([
    ['a filter', { where: { not: { any: [{ attribute: 'iban', op: 'eq', value: 'DE01' }] } } }],
    ['a filter over what is shown in part', { where: { attribute: 'phone', op: 'startsWith', value: '+' } }],
    ['an order', { sort: ['-iban'] }],
  ] as const)('refuse %s by what is not seen', async (_, search) => {
    await expect(find('Customer', agent('ann'), search)).rejects.toThrow('may not filter or sort by Customer.');
  });

  it('let a search look only into what is seen', async () => {
    expect(await find('Customer', agent('ann'), { search: 'kim' })).toHaveLength(1);
    expect(await find('Customer', agent('ann'), { search: 'DE01' })).toHaveLength(0);
    const supervisor = { actor: { id: 's', roles: ['supervisor'] } };
    expect(await find('Customer', supervisor, { search: 'DE01' })).toHaveLength(1);
  });

  it('hold along links', async () => {
    const [kim] = await find('Customer', agent('ann'), { include: ['orders'] });
    expect(kim?.links.orders?.map(({ key, values }) => [key, values.margin])).toEqual([['a', null]]);
    const orders = await find('Order', agent('sam'), { include: ['customer'] });
    expect(orders.map(({ key, links }) => [key, links.customer?.length])).toEqual([
      ['a', 0],
      ['c', 1],
    ]);
    const auditor = { actor: { id: 'x', roles: ['auditor'] } };
    await expect(find('Order', auditor, { include: ['customer'] })).rejects.toThrow('may not read Customer objects');
  });

  it('say what may be changed: by whom, of what, and which attributes', async () => {
    const { objects } = started;
    const change = async (key: string, changes: object, options: ReturnType<typeof agent>) => {
      const version = (await objects.get({ object: 'Customer', key }, options))?.version ?? 'none';
      return objects.update({ object: 'Customer', key, version, changes: { ...changes } }, options);
    };
    expect((await change('1', { name: 'Kim K.' }, agent('ann'))).title).toBe('Kim K.');
    expect(await refusal(change('1', { iban: 'x' }, agent('ann')))).toContain('may not change Customer.iban');
    expect(await refusal(change('1', { phone: '•••111' }, agent('ann')))).toContain('may not change Customer.phone');
    expect(await refusal(change('1', { name: 'x' }, customer('1')))).toContain('may not change Customer.name');
    expect((await change('1', { phone: '+43158801' }, customer('1'))).values.phone).toBe('+43158801');
    expect(await refusal(change('2', { name: 'x' }, agent('ann')))).toContain('it is gone');
    const trainee = { actor: { id: 't', roles: ['trainee'] } };
    expect(await refusal(change('1', { name: 'x' }, trainee))).toContain(
      'The role trainee may not change Customer objects',
    );
  });

  it('keep objects within the rule: nobody gives away what he may not see then', async () => {
    const { objects } = started;
    const version = (await objects.get({ object: 'Customer', key: '1' }, agent('ann')))?.version ?? '';
    const given = objects.update({ object: 'Customer', key: '1', version, changes: { team: 'south' } }, agent('ann'));
    expect(await refusal(given)).toContain('may not change this Customer');
    const create = (values: Record<string, unknown>, options: ReturnType<typeof agent>) =>
      objects.create({ object: 'Order', values }, options);
    expect((await create({ number: 'd', customer: '2' }, customer('2'))).key).toBe('d');
    expect(await refusal(create({ number: 'e', customer: '1' }, customer('2')))).toContain('may not create this Order');
    expect(await refusal(create({ number: 'e', customer: '2', margin: '1' }, customer('2')))).toContain('Order.margin');
  });

  it('let a link lead only to what is seen', async () => {
    const values = { number: 'd', customer: '2' };
    const refused = started.objects.create({ object: 'Order', values }, agent('ann'));
    const absent = started.objects.create({ object: 'Order', values: { ...values, customer: '99' } }, agent('ann'));
    expect(await refusal(refused)).toBe('The values do not fit "Order": customer leads to no Customer.');
    expect(await refusal(absent)).toBe(await refusal(refused));
  });

  it('let only those delete who may', async () => {
    const { objects } = started;
    const remove = (options: object, version: string) =>
      objects.delete({ object: 'Order', key: 'a', version }, options);
    expect(await refusal(remove(customer('1'), '1'))).toContain('may not delete Order objects');
    expect(await refusal(remove(agent('ann'), '1'))).toBe('done');
  });

  it('tell in a conflict only what is seen', async () => {
    const { objects } = started;
    const before = await objects.get({ object: 'Customer', key: '1' }, agent('ann'));
    await objects.update({
      object: 'Customer',
      key: '1',
      version: (await objects.get({ object: 'Customer', key: '1' }))?.version ?? '',
      changes: { name: 'New', iban: 'secret' },
    });
    const conflict = await objects
      .update({ object: 'Customer', key: '1', version: before?.version ?? '', changes: { name: 'x' } }, agent('ann'))
      .catch((thrown) => thrown);
    expect(ObjectErrors.Conflict.is(conflict) && conflict.data.current).toMatchObject({
      title: 'New',
      values: { iban: null },
    });
  });

  it('do not make a conflict of what the actor does not see', async () => {
    const { objects } = started;
    const before = await objects.get({ object: 'Customer', key: '1' }, agent('ann'));
    const whole = await objects.get({ object: 'Customer', key: '1' });
    await objects.update({ object: 'Customer', key: '1', version: whole?.version ?? '', changes: { iban: 'DE99' } });
    await objects.update(
      { object: 'Customer', key: '1', version: before?.version ?? '', changes: { name: 'x' } },
      agent('ann'),
    );
    expect((await objects.get({ object: 'Customer', key: '1' }))?.values).toMatchObject({ name: 'x', iban: 'DE99' });
  });

  it('do not show a value that cannot be read to those who may not read it', async () => {
    const set = [{ column: { name: 'risk', type: 'string' as const }, value: 'TOP SECRET' }];
    const statements = [{ update: { table: 'customer', set, where: { all: [] } } }];
    await started.storage.write({ store: 'system', statements });
    expect(await refusal(find('Customer', {}))).toContain('holds "TOP SECRET", which is no value of Customer.risk');
    const told = await find('Customer', agent('ann')).catch((thrown) => JSON.stringify([thrown.message, thrown.data]));
    expect(told).toContain('holds something, which is no value of Customer.risk');
    expect(told).not.toContain('SECRET');
  });

  it('hold for every operation there is', async () => {
    const on = {
      object: 'Customer',
      key: '1',
      version: 'x',
      values: {},
      changes: {},
      items: [{ values: {} }],
      keys: ['1'],
      keep: '1',
      lose: ['2'],
      ...{ purpose: 'p', channel: 'c', channels: ['c'], source: 's', dryRun: true },
    };
    const stranger = { actor: { id: 'x', roles: ['visitor'] } };
    const stub = started.objects as unknown as Record<string, (input: object, options: object) => unknown>;
    const created = { create: { object: 'Customer', values: {} } };
    const asked = { change: { changes: [created] }, outbox: {}, retryOutbox: {} } as Readonly<Record<string, object>>;
    const answered = async (answer: unknown) => {
      const isStream = typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
      if (isStream) for await (const _ of answer as AsyncIterable<unknown>) return;
      await answer;
    };
    // What is confirmed is nobody's but his who has the token.
    const open = ['types', 'confirmConsent'];
    for (const [name, { input }] of Object.entries(BusinessObjects.operations)) {
      if (open.includes(name)) continue;
      const taken = Object.keys(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }).properties ?? {});
      const given = Object.fromEntries(Object.entries(on).filter(([option]) => taken.includes(option)));
      const said = await refusal(answered(stub[name]?.(asked[name] ?? given, stranger)));
      expect({ name, said }).toEqual({
        name,
        said: expect.stringMatching(/The role visitor may not (read Customer|(see|retry) the outbox of all) objects/),
      });
    }
  });

  it('hold for the contract of a type, too', async () => {
    const contract = objectContract(started.model, 'Customer', new ObjectSchemas(started.model));
    const customers = started.running.get(contract) as Stub<typeof contract>;
    expect(await customers.get?.({ key: '1' }, agent('ann'))).toMatchObject({
      name: 'Kim',
      iban: null,
      phone: '•••111',
    });
    expect(await customers.get?.({ key: '2' }, agent('ann'))).toBeNull();
    expect(await customers.find?.({ name: 'Lou' }, agent('ann'))).toEqual({ items: [] });
    await expect(customers.find?.({ iban: 'DE01' }, agent('ann'))).rejects.toThrow('Customer.iban');
    await expect(customers.delete?.({ key: '1', version: '' }, agent('ann'))).rejects.toThrow(ObjectErrors.Conflict);
  });

  it('hold for many objects at once', async () => {
    const { objects } = started;
    const many = await objects.getMany({ object: 'Customer', keys: ['2', '1', '9'] }, agent('ann'));
    expect(many.map((entity) => entity?.title)).toEqual([undefined, 'Kim', undefined]);
    const items = [
      { number: 'x', customer: '1' },
      { number: 'y', customer: '2' },
    ];
    const refused = objects.createMany({ object: 'Order', items }, agent('ann'));
    expect(await refusal(refused)).toBe('The values do not fit "Order": item 1: customer leads to no Customer.');
    const closed = objects.createMany({ object: 'Order', items: [{ number: 'x', open: false }] }, agent('ann'));
    expect(await refusal(closed)).toContain('may not create this Order');
    expect(await objects.createMany({ object: 'Order', items: items.slice(0, 1) }, agent('ann'))).toMatchObject({
      created: 1,
    });
  });

  it('hold for filters and orders along links: of what is not read nothing is found', async () => {
    const where = (filter: object) =>
      find('Order', agent('ann'), { where: filter }).then((all) => all.map(({ key }) => key));
    expect(await where({ attribute: 'customer.name', op: 'eq', value: 'Lou' })).toEqual([]);
    expect(await where({ attribute: 'customer.name', op: 'isNull' })).toEqual(['c']);
    expect(await where({ some: 'customer' })).toEqual(['a']);
    expect(await where({ none: 'customer', where: { attribute: 'name', op: 'eq', value: 'Kim' } })).toEqual(['c']);
    expect(await refusal(where({ attribute: 'customer.iban', op: 'notNull' }))).toContain('Customer.iban');
    expect(await refusal(find('Order', agent('ann'), { sort: ['customer.name'] }))).toContain(
      'may not sort by Order.customer.name',
    );
    const auditor = { actor: { id: 'x', roles: ['auditor'] } };
    await expect(find('Order', auditor, { where: { some: 'customer' } })).rejects.toThrow('may not read Customer');
  });

  it('let a rule ask for attributes of linked objects', async () => {
    const own = await startGuarded(
      '<role name="agent" object="Employee"/><grant role="agent" object="Order" may="create" where="customer.team == actor.team"/>',
    );
    try {
      await own.objects.create({ object: 'Employee', values: { login: 'ann', team: 'north' } });
      for (const [number, team] of [
        ['1', 'north'],
        ['2', 'south'],
      ])
        await own.objects.create({ object: 'Customer', values: { number, name: 'x', team } });
      for (const customer of ['1', '2', null])
        await own.objects.create({ object: 'Order', values: { number: `o${customer}`, customer } });
      expect((await own.objects.find({ object: 'Order' }, agent('ann'))).items.map(({ key }) => key)).toEqual(['o1']);
      expect(await own.objects.get({ object: 'Order', key: 'o2' }, agent('ann'))).toBeNull();
      const create = (customer: string) =>
        own.objects.create({ object: 'Order', values: { number: 'n', customer } }, agent('ann'));
      expect(await refusal(create('2'))).toContain('may not create this Order');
      expect((await create('1')).key).toBe('n');
    } finally {
      await own.running.stop();
    }
  });

  it('are told to screens', async () => {
    const types = await started.objects.types({}, agent('ann'));
    const [, type, order] = types;
    expect(type).toMatchObject({ name: 'Customer', may: { create: true, change: true, delete: false } });
    expect(type?.attributes.map(({ name, writable, masked }) => [name, writable, masked])).toEqual([
      ['number', true, undefined],
      ['name', true, undefined],
      ['team', true, undefined],
      ['phone', false, true],
    ]);
    expect(order?.attributes.map(({ name }) => name)).toEqual(['number', 'note', 'open']);
    const [, mine] = await started.objects.types({}, customer('1'));
    expect(mine?.attributes.filter(({ writable }) => writable).map(({ name }) => name)).toEqual(['phone']);
  });
});
