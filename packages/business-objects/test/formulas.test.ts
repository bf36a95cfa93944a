import { diagnosticLine } from '@caruso/language';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Filter } from '../src/contract.js';
import { checkModelSources, ObjectErrors, Repository } from '../src/index.js';
import { engines, type LegacyDatabase } from './databases.js';
import { LEGACY_TABLES, startLegacy } from './legacy-company.js';

const failure = (promise: Promise<unknown>) => promise.then(() => undefined).catch((thrown: unknown) => thrown);

describe('computed attributes', () => {
  let database: LegacyDatabase;
  let started: Awaited<ReturnType<typeof startLegacy>>;

  beforeAll(async () => {
    const [sqlite] = engines;
    if (sqlite === undefined) throw new RangeError('SQLite is always there');
    database = await sqlite.create();
    await database.run(LEGACY_TABLES);
    started = await startLegacy(database);
    const { objects } = started;
    await objects.create({ object: 'Region', values: { id: 1, name: 'Süd' } });
    for (const [number, city, street, region] of [
      [1, 'Graz', 'y', '1'],
      [2, 'Graz', 'x', null],
      [3, 'Linz', null, '1'],
    ]) {
      await objects.create({ object: 'Customer', values: { number, name: `C${number}`, city, street, region } });
    }
    for (const [number, customer, amount, paid] of [
      [1, '1', '10.10', false],
      [2, '1', '0.20', false],
      [3, '1', '99', true],
      [4, '2', '5', true],
      [5, '3', '7', null],
    ]) {
      await objects.create({ object: 'Invoice', values: { number, customer, amount, paid } });
    }
    for (const rank of [3, 5]) await objects.create({ object: 'Note', values: { text: 'n', rank, customer: '1' } });
  }, 30_000);
  afterAll(async () => {
    await started?.running.stop();
    await database?.drop();
  });

  const keys = async (where: Filter, sort: string[] = []) =>
    (await started.objects.find({ object: 'Customer', where, sort })).items.map(({ key }) => key);

  it('follow from the object and from linked ones, also in another store', async () => {
    const { items } = await started.objects.find({ object: 'Customer' });
    expect(
      items.map(({ values }) => [values.openBalance, values.bestRank, values.owes, values.local, values.regionName]),
    ).toEqual([
      ['10.30', 5, true, true, 'Süd'],
      ['0.00', null, false, false, null],
      ['0.00', null, false, false, 'Süd'],
    ]);
    const one = await started.objects.get({ object: 'Customer', key: '1' });
    expect(one).toEqual(items[0]);
    const [invoice] = (await started.objects.find({ object: 'Invoice', limit: 1, include: ['customer'] })).items;
    expect(invoice?.links.customer?.[0]?.values.openBalance).toBe('10.30');
  });

  it('take one look-up for each link, however many objects there are', async () => {
    let calls = 0;
    const storage = {
      write: (input: Parameters<typeof started.storage.write>[0]) => started.storage.write(input),
      select: (input: Parameters<typeof started.storage.select>[0]) => {
        calls += 1;
        return started.storage.select(input);
      },
    };
    const repository = new Repository(started.model, { storage, clock: started.clock, zone: 'UTC' });
    await repository.find('Customer', { sort: [], limit: 50, include: [] });
    expect(calls).toBe(4);
  });

  it('are filtered and sorted by where the database can do it', async () => {
    expect(await keys({ attribute: 'owes', op: 'eq', value: true })).toEqual(['1']);
    expect(await keys({ attribute: 'owes', op: 'ne', value: true })).toEqual(['2', '3']);
    expect(await keys({ attribute: 'local', op: 'eq', value: true })).toEqual(['1']);
    expect(await keys({ attribute: 'local', op: 'eq', value: false })).toEqual(['2', '3']);
    expect(await keys({ attribute: 'regionName', op: 'eq', value: null })).toEqual(['2']);
    expect(await keys({ all: [] }, ['-regionName', '-number'])).toEqual(['3', '1', '2']);
  });

  it('are refused as filters and sorts otherwise, and are never written', async () => {
    const filtered = await failure(keys({ attribute: 'openBalance', op: 'gt', value: '1' }));
    expect(ObjectErrors.FilterNotPossible.is(filtered)).toBe(true);
    expect(String(filtered)).toContain('it is computed (sum(invoices.amount where paid == false))');
    expect(ObjectErrors.FilterNotPossible.is(await failure(keys({ all: [] }, ['openBalance'])))).toBe(true);
    const customer = await started.objects.get({ object: 'Customer', key: '1' });
    const written = await failure(
      started.objects.update({
        object: 'Customer',
        key: '1',
        version: customer?.version ?? '',
        changes: { owes: false },
      }),
    );
    expect(ObjectErrors.Invalid.is(written) && written.data.violations).toMatchObject([
      { attribute: 'owes', rule: 'writable', message: 'is computed' },
    ]);
  });

  it('are checked when the model is', () => {
    const text = `<caruso model="m" version="1.0.0"><objects>
<object name="A" key="id" title="{id} {twice}"><attr name="id" type="integer"/>
<attr name="twice" type="integer" formula="id * 2"/>
<attr name="nested" type="integer" formula="twice + 1"/>
<attr name="wrong" type="date" formula="id"/>
<attr name="unknown" type="integer" formula="count(bs wher x)"/>
<attr name="needed" type="integer" formula="id" required="true"/>
<link name="bs" to="B" many="true" inverse="a"/></object>
<object name="B" key="id" title="{id}"><attr name="id" type="integer"/><link name="a" to="A"/></object>
</objects></caruso>`;
    const found = checkModelSources([{ file: 'm.xml', text }]).map((each) => diagnosticLine(each));
    expect(found).toEqual([
      "m.xml:4:45: error nested-formula: 'twice' is computed itself, and a formula reads columns only",
      'm.xml:5:41: error wrong-type: a date is expected, this is a number',
      "m.xml:6:55: error syntax: 'wher' is not expected here (',' is expected)",
      'm.xml:7:59: error misplaced-attribute: required has no meaning for what is computed',
    ]);
  });
});
