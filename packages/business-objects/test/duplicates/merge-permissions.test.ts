import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ObjectErrors } from '../../src/index.js';
import { engines, type LegacyDatabase } from '../databases.js';
import { entering, modelText, startShop, TABLES } from './company.js';

describe('a merge by an actor', () => {
  let database: LegacyDatabase;
  let started: Awaited<ReturnType<typeof startShop>>;
  beforeEach(async () => {
    const [sqlite] = engines;
    if (sqlite === undefined) throw new RangeError('SQLite is always there');
    database = await sqlite.create();
    await database.run(TABLES);
    await database.run(
      entering([
        { number: 1, name: 'Ann', city: 'Wien' },
        { number: 2, name: 'Anne', city: 'Wien', phone: '+43158801' },
        { number: 3, name: 'Ann', city: 'Graz' },
      ]),
    );
    await database.run('INSERT INTO auftrag (nr, kunde, stand) VALUES (10, 2, 1)');
  });
  afterEach(async () => {
    await started?.running.stop();
    await database?.drop();
  });

  /** What becomes of a merge for somebody with these grants. */
  const outcome = async (grants: string, merge: object = {}) => {
    started = await startShop(database, modelText(`<permissions>${grants}</permissions>`));
    const as = { actor: { id: 'x', roles: ['agent'] } };
    const request = { object: 'Customer', keep: '1', lose: ['2'], dryRun: true, ...merge };
    try {
      const { state } = await started.objects.merge(request, as);
      return state;
    } catch (thrown) {
      if (ObjectErrors.NotMergeable.is(thrown)) return `${thrown.data.reason}: ${thrown.data.detail}`;
      return thrown instanceof Error ? thrown.message : String(thrown);
    }
  };
  const ALL = '<grant role="agent" object="Customer" may="change delete"/>';
  const ORDERS = '<grant role="agent" object="Order" may="change"/>';

  it('who may change and delete them, and change what links to them, is done', async () => {
    expect(await outcome(ALL + ORDERS, { dryRun: false })).toBe('done');
    expect((await started.objects.find({ object: 'Order' })).items[0]?.values.customer).toBe('1');
  });

  it.each([
    [
      'may not delete them',
      `<grant role="agent" object="Customer" may="change"/>${ORDERS}`,
      "rights: The role agent may not delete Customer objects. The model's <grant> elements say who may.",
    ],
    [
      'may not change what the survivor gets',
      `<grant role="agent" object="Customer" may="change delete" change="name"/>${ORDERS}`,
      "rights: The role agent may not change Customer.phone. The model's <grant> elements say who may.",
    ],
    [
      'may not change what links to them',
      `${ALL}<grant role="agent" object="Order"/>`,
      "rights: The role agent may not change Order objects. The model's <grant> elements say who may.",
    ],
    [
      'does not read what links to them',
      `${ALL}<grant role="agent" object="Order" may="change" where="amount == 7"/>`,
      'rights: something links to them that you may not see and change',
    ],
    [
      'does not see all of them',
      `<grant role="agent" object="Customer" may="change delete" mask="email"/>${ORDERS}`,
      'rights: who merges Customer objects has to see all of them, also "email"',
    ],
  ])('who %s is refused', async (_, grants, expected) => {
    expect(await outcome(grants)).toBe(expected);
  });

  it('of objects that he does not read is one of objects that are not there', async () => {
    const viennese = `<grant role="agent" object="Customer" may="change delete" where="city == 'Wien'"/>${ORDERS}`;
    expect(await outcome(viennese, { lose: ['3'] })).toBe('There is no Customer with the key 3.');
    expect(await outcome(viennese, { lose: ['4'] })).toBe('There is no Customer with the key 4.');
    expect(await outcome(viennese, { keep: '3', lose: ['2'] })).toBe('There is no Customer with the key 3.');
    expect(await outcome(viennese, { dryRun: false })).toBe('done');
  });
});
