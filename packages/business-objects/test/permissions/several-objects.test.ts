import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ObjectErrors } from '../../src/index.js';
import { agent, startGuarded } from './company.js';

const PERMISSIONS = `
  <grant role="agent" object="Customer" may="create change" where="team == 'north'" hide="risk" mask="phone"/>
  <grant role="agent" object="Order" may="create change delete" where="open == true" hide="margin"/>`;

const failure = (promise: Promise<unknown>) => promise.then(() => undefined).catch((thrown: unknown) => thrown);
const ann = agent('ann');

describe('permissions over many objects and several at once', () => {
  let started: Awaited<ReturnType<typeof startGuarded>>;
  beforeEach(async () => {
    started = await startGuarded(PERMISSIONS);
    for (const [number, team] of [
      ['1', 'north'],
      ['2', 'south'],
    ]) {
      const values = { number, name: `C${number}`, team, phone: '+4922147011', risk: 'high' };
      await started.objects.create({ object: 'Customer', values });
    }
  });
  afterEach(() => started?.running.stop());
  const read = (key: string) => started.objects.get({ object: 'Customer', key });

  it('a stream gives what the actor may read, as he sees it', async () => {
    const found: unknown[] = [];
    for await (const { key, values } of started.objects.stream({ object: 'Customer' }, ann))
      found.push([key, values.risk]);
    expect(found).toEqual([['1', null]]);
  });

  it('an upsert changes what the actor may change, and reveals nothing of the rest', async () => {
    const upsert = (values: Record<string, unknown>) => started.objects.upsert({ object: 'Customer', values }, ann);
    expect(await upsert({ number: '1', name: 'New' })).toMatchObject({
      created: false,
      item: { values: { name: 'New', risk: null } },
    });
    expect(await failure(upsert({ number: '2', name: 'x', team: 'north' }))).toBeDefined();
    expect(ObjectErrors.NotPermitted.is(await failure(upsert({ number: '1', risk: 'low' })))).toBe(true);
    expect((await read('2'))?.values.name).toBe('C2');
  });

  it('a change is made as a whole, if each part of it is permitted', async () => {
    const { objects } = started;
    const order = (number: string, customer: string) => ({
      create: { object: 'Order', values: { number, note: 'n', customer } },
    });
    const customer = { create: { object: 'Customer', values: { number: '3', name: 'C3', team: 'north' } } };
    expect(await objects.change({ changes: [customer, order('a', '3')] }, ann)).toMatchObject({ state: 'done' });
    const seen = await objects.get({ object: 'Customer', key: '1' }, ann);
    const update = (key: string, version: string, changes: Record<string, unknown>) => ({
      update: { object: 'Customer', key, version, changes },
    });
    const version = seen?.version ?? '';
    // The version he was shown is his own, because he does not see everything.
    await objects.change({ changes: [update('1', version, { name: 'Mine' }), order('b', '1')] }, ann);
    expect((await read('1'))?.values.name).toBe('Mine');
    const hidden = await failure(objects.change({ changes: [order('c', '1'), order('d', '2')] }, ann));
    expect(String(hidden)).toContain('customer leads to no Customer');
    const stale = await failure(objects.change({ changes: [update('1', version, { name: 'x' })] }, ann));
    expect(ObjectErrors.Conflict.is(stale) && stale.data.current?.values).toMatchObject({ name: 'Mine', risk: null });
    const remove = { delete: { object: 'Customer', key: '1', version } };
    expect(await failure(objects.change({ changes: [remove] }, ann))).toBeDefined();
    expect(await objects.get({ object: 'Order', key: 'c' })).toBeNull();
  });

  it('the outbox is for the system only', async () => {
    expect(ObjectErrors.NotPermitted.is(await failure(started.objects.outbox({}, ann)))).toBe(true);
    expect(ObjectErrors.NotPermitted.is(await failure(started.objects.retryOutbox({}, ann)))).toBe(true);
    expect(await started.objects.outbox({})).toEqual([]);
  });
});
