import { Storage } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualGateway } from './support/manual-gateway.js';
import { TestCentre } from './support/running.js';

const KEPT = 1_000;

describe('contacts that are over', () => {
  const gateway = new ManualGateway();
  let test: TestCentre;
  beforeEach(() => {
    test = new TestCentre({ gateways: [gateway] });
  });
  afterEach(() => test.close());

  /** A first call that is talked about, and so many after it that it is forgotten. */
  async function forgetTheFirst() {
    const started = await test.start();
    const { centre } = started;
    await centre.logIn({ agent: 'bob' });
    await centre.setReady({ agent: 'bob' });
    const contact = await gateway.call('first');
    const { offer } = await centre.agent({ agent: 'bob' });
    await centre.accept({ agent: 'bob', reservation: offer?.reservation ?? '' });
    await centre.hangUp({ agent: 'bob', contact });
    await centre.finishWrapUp({ agent: 'bob', contact, disposition: 'done', note: 'will call again' });
    await centre.setNotReady({ agent: 'bob', reason: 'lunch' });
    await abandon(KEPT + 5);
    return { ...started, contact };
  }

  async function abandon(calls: number) {
    const ids = Array.from({ length: calls }, (_, index) => `call-${index}`);
    const contacts = await Promise.all(ids.map((id) => gateway.call(id)));
    await Promise.all(contacts.map((contact) => gateway.host.leave(contact, 'customer')));
  }

  it('are listed, found, explained and noted on when they are no longer in memory', async () => {
    const { centre, contact } = await forgetTheFirst();
    const first = { contact, agent: 'bob', disposition: 'done', note: 'will call again', outcome: 'handled' };
    expect(await centre.contacts({ contact })).toMatchObject([first]);
    expect(await centre.explain({ contact })).toMatchObject([{ agent: 'bob', again: { agrees: true } }]);
    expect(await centre.annotate({ contact, customer: '17' })).toMatchObject({ ...first, customer: '17' });
    expect(await centre.contacts({ customer: '17' })).toMatchObject([{ ...first, customer: '17' }]);
    const newest = await centre.contacts({ limit: 3 });
    expect(newest.map(({ state }) => state)).toEqual(['closed', 'closed', 'closed']);
    await expect(centre.contacts({ contact: 'nobody' })).resolves.toEqual([]);
    await expect(centre.explain({ contact: 'nobody' })).rejects.toThrow(/nobody/);
  });

  it('do not come a second time when a gateway reports them again', async () => {
    const { contact } = await forgetTheFirst();
    expect(await gateway.call('first')).toBe(contact);
    await gateway.host.leave(contact, 'customer');
  });

  it('are all erased, however many a customer has', async () => {
    const { centre } = await test.start();
    await abandon(600);
    const contacts = (await centre.contacts({ limit: 500 })).concat(
      await centre.contacts({ contact: await gateway.call('call-0') }),
    );
    expect(contacts).toHaveLength(501);
    await Promise.all(contacts.map(({ contact }) => centre.annotate({ contact, customer: '17' })));
    expect((await centre.erase({ customer: '17', by: 'officer' })).erased).toHaveLength(501);
    expect(await centre.contacts({ contact: contacts.at(-1)?.contact ?? '' })).toMatchObject([{ from: '(erased)' }]);
  });

  it('are as they were after a start, what was noted on them afterwards included', async () => {
    const { running, centre, contact } = await forgetTheFirst();
    await centre.annotate({ contact, customer: '17' });
    const before = await centre.contacts({ limit: 500 });
    await running.stop();
    const second = await test.start();
    expect(await second.centre.contacts({ limit: 500 })).toEqual(before);
    expect(await second.centre.contacts({ customer: '17' })).toMatchObject([{ contact, note: 'will call again' }]);
  });

  it('are written from a log that is older than the history', async () => {
    const { running, contact } = await forgetTheFirst();
    const where = { column: { name: 'number', type: 'long' }, op: 'gt', value: '0' } as const;
    const tables = ['com_contact', 'com_snapshot'];
    await running.stop();
    const between = await test.start();
    await between.running
      .get(Storage)
      .write({ store: 'system', statements: tables.map((table) => ({ delete: { table, where } })) });
    await between.running.stop();
    const { centre } = await test.start();
    expect(await centre.contacts({ contact })).toMatchObject([{ note: 'will call again' }]);
    expect(await centre.contacts({ limit: 500 })).toHaveLength(500);
  });
});
