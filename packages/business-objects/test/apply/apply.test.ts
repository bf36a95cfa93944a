import { diagnosticLine, LanguageErrors } from '@caruso/language';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BusinessObjects, ObjectErrors } from '../../src/index.js';
import { engines, type LegacyDatabase, titleOf } from '../databases.js';
import { CUSTOMERS, changed, modelIn, SHOP, startShop, startStorage } from './shop.js';

describe.each(engines.map((engine) => [titleOf(engine), engine] as const))('applying a model on %s', (_, engine) => {
  let database: LegacyDatabase;
  let shop: Awaited<ReturnType<typeof startStorage>>;
  beforeEach(async () => {
    if (engine.missing) return;
    database = await engine.create();
    const running = await startShop(database.url);
    const objects = running.get(BusinessObjects);
    for (const values of CUSTOMERS) await objects.create({ object: 'Customer', values });
    await objects.create({ object: 'Order', values: { total: '10.00', customer: '1' } });
    await running.stop();
    shop = await startStorage(database.url);
  });
  afterEach(async () => {
    if (engine.missing) return;
    await shop.running.stop();
    await database.drop();
  });
  const values = async (text: string, attribute: string) => {
    const { items } = await shop.objectsOf(text).find('Customer', { sort: ['number'], limit: 10, include: [] });
    return items.map((item) => item.values[attribute]);
  };
  const allow = (...names: readonly string[]) => ({ allowed: new Map(names.map((name) => [name, undefined])) });

  it.skipIf(engine.missing)('has nothing to do where nothing has changed', async () => {
    expect(await shop.said(SHOP)).toEqual([]);
  });

  it.skipIf(engine.missing)('adds attributes, and gives rows the default of required ones', async () => {
    const next = changed(
      ['<attr name="fax"', '<attr name="vip" type="boolean" required="true" default="false"/><attr name="fax"'],
      ['<col attr="fax"', '<col attr="vip" column="vip"/><col attr="fax"'],
    );
    expect(await shop.said(next)).toEqual([
      'expand ready add:Customer.vip: it lies in the new column customer.vip, and 4 rows get false',
    ]);
    await shop.apply(next);
    expect(await shop.said(next)).toEqual([]);
    expect(await values(next, 'vip')).toEqual([false, false, false, false]);
    const running = await startShop(database.url, next);
    await running.stop();
    // The model before can still write.
    await shop.objectsOf(SHOP).create('Customer', { number: '5', name: 'Eva' });
    expect(await values(next, 'vip')).toHaveLength(5);
  });

  it.skipIf(engine.missing)(
    'asks for a value where a required attribute has no default, and takes only one that fits',
    async () => {
      const next = changed(
        ['<attr name="fax"', '<attr name="rank" type="integer" required="true"/><attr name="fax"'],
        ['<col attr="fax"', '<col attr="rank" column="rank"/><col attr="fax"'],
        ['name="city" type="string" size="20"', 'name="city" type="string" size="20" required="true"'],
      );
      const lacking = (member: string, lacks: number) =>
        `it is required, and ${lacks} of 4 rows have no value; give it a default in the model, or say --default ${member}=VALUE`;
      expect(await shop.said(next)).toEqual([
        `expand blocked add:Customer.rank: ${lacking('Customer.rank', 4)}`,
        'contract stays narrow:Customer.city: customer.city would hold only what the model allows; 0 of 4 values do not fit and go',
        `contract blocked fill:Customer.city: ${lacking('Customer.city', 1)}`,
      ]);
      await expect(shop.apply(next)).rejects.toSatisfy(ObjectErrors.CannotApply.is);
      expect(await values(SHOP, 'city')).toContain(null);
      const defaults = (...given: readonly (readonly [string, string])[]) => ({ defaults: new Map(given) });
      expect(() => shop.application(next, defaults(['Customer.rank', 'first']))).toThrow(
        '"first" cannot be given to rows without Customer.rank: a whole number is expected.',
      );
      expect(() => shop.application(next, defaults(['Customer.rnk', '1']))).toThrow("did you mean 'Customer.rank'?");
      await shop.apply(next, defaults(['Customer.rank', '7'], ['Customer.city', 'Linz']));
      expect(await values(next, 'rank')).toEqual([7, 7, 7, 7]);
      expect(await values(next, 'city')).toEqual(['Graz', 'Wien', 'Linz', 'Graz']);
    },
  );

  it.skipIf(engine.missing)(
    'renames what the mapping says was called otherwise, and the start refuses it until then',
    async () => {
      const next = changed(
        ['name="name" type="string" size="40"', 'name="fullName" type="string" size="60"'],
        ['title="{name}"', 'title="{fullName}"'],
        ['attr="name" column="NAME1"', 'attr="fullName" column="full_name" was="NAME1"'],
        ['table="orders"', 'table="purchase" was="orders"'],
        ['columns="customer"', 'columns="buyer" was="customer"'],
      );
      const { cause } = (await startShop(database.url, next).catch((thrown: unknown) => thrown)) as Error;
      const diagnostics = LanguageErrors.InvalidDocument.is(cause) ? cause.data.diagnostics : [];
      const refused = diagnostics.map(diagnosticLine).join('\n');
      expect(refused).toContain("The column 'full_name' of 'customer' is still called 'NAME1' in 'system'");
      expect(refused).toContain(
        "The table 'purchase' is still called 'orders' in 'system' (caruso model apply renames it)",
      );
      expect(await shop.said(next)).toEqual([
        'expand ready widen:Customer.fullName: customer.NAME1 takes more than before',
        'switch ready rename:Customer.fullName: its column NAME1 is called full_name from then on',
        'switch ready rename:Order: the table orders is called purchase from then on',
        'switch ready rename:Order.customer: its column customer is called buyer from then on',
      ]);
      await shop.apply(next);
      expect(await shop.said(next)).toEqual([]);
      expect(await values(next, 'fullName')).toEqual(CUSTOMERS.map(({ name }) => name));
      const running = await startShop(database.url, next);
      const { items } = await running
        .get(BusinessObjects)
        .find({ object: 'Order', where: { attribute: 'customer.fullName', op: 'eq', value: 'Ann' } });
      expect(items).toHaveLength(1);
      await running.stop();
      expect(await shop.said(next)).toEqual([]);
    },
  );

  it.skipIf(engine.missing)('drops only what is allowed by its name, and not more than was said', async () => {
    const next = changed(['<attr name="fax" type="phone"/>', ''], ['<col attr="fax" column="fax"/>', '']);
    const message = 'nothing is mapped to customer.fax, where 1 of 4 rows have a value';
    expect(await shop.said(next)).toEqual([`contract stays drop:Customer.fax: ${message}`]);
    expect(await shop.apply(next)).toEqual([]);
    expect(await values(SHOP, 'fax')).toContain('+43 1 58801');
    const atMost = (most: number) => ({ allowed: new Map([['drop:Customer.fax', most]]) });
    expect(await shop.said(next, atMost(0))).toEqual([`contract stays drop:Customer.fax: ${message}`]);
    expect(await shop.apply(next, atMost(1))).toMatchObject([{ name: 'drop:Customer.fax', loses: 1 }]);
    expect(await shop.said(next)).toEqual([]);
    expect(await values(next, 'name')).toHaveLength(4);
  });

  it.skipIf(engine.missing)('drops a type that is gone when the model before says what it was', async () => {
    const start = SHOP.indexOf('  <object name="Order"');
    const next = [
      SHOP.slice(0, start),
      SHOP.slice(SHOP.indexOf(' </objects>'), SHOP.indexOf('  <map object="Order"')),
      SHOP.slice(SHOP.indexOf(' </mapping>')),
    ].join('');
    expect(await shop.said(next)).toEqual([]);
    const from = modelIn(SHOP);
    expect(await shop.said(next, { from })).toEqual([
      'contract stays drop:Order: the model does not know the table orders any more; rows in it: 1',
    ]);
    await shop.apply(next, { from, ...allow('drop:Order') });
    expect((await shop.storage.catalogue({ store: 'system' })).map(({ name }) => name)).toEqual([
      'caruso_alter',
      'caruso_applied',
      'caruso_merged',
      'customer',
    ]);
  });

  it.skipIf(engine.missing)(
    'makes a code list of texts: spellings become codes, and what is none is counted',
    async () => {
      const next = changed(
        ['name="tier" type="string" size="20"', 'name="tier" type="enum" values="gold silver none"'],
        ['attr="tier" column="tier"', 'attr="tier" column="tier" convert="code(G=gold,S=silver,N=none)"'],
      );
      const recoded =
        'switch ready codes:Customer.tier: 2 ways in which customer.tier writes values become the codes of the model';
      const misfits = '1 objects have values that are none of gold, silver, none';
      expect(await shop.said(next)).toEqual([
        expect.stringMatching(engine.name === 'sqlite' ? /./ : /widen:Customer\.tier/),
        recoded,
        `switch blocked narrow:Customer.tier: ${misfits}; correct them, or let them go by --allow narrow:Customer.tier`,
      ]);
      await expect(shop.apply(next)).rejects.toThrow('narrow:Customer.tier');
      await shop.apply(next, allow('narrow:Customer.tier'));
      expect(await shop.said(next)).toEqual([]);
      expect(await values(next, 'tier')).toEqual(['gold', 'silver', null, null]);
    },
  );

  it.skipIf(engine.missing)('converts types value by value, and counts what cannot be', async () => {
    const next = changed(
      ['name="points" type="string" size="10"', 'name="points" type="integer"'],
      ['name="since" type="string" size="10"', 'name="since" type="date"'],
      ['name="credit" type="decimal" precision="8" scale="2"', 'name="credit" type="string" size="12"'],
    );
    const from = modelIn(SHOP);
    expect((await shop.said(next))[0]).toContain('name the model as it was with --from');
    const said = await shop.said(next, { from });
    expect(said).toContain(
      'switch blocked convert:Customer.points: customer.points becomes integer instead of text; 1 of 3 values cannot; correct them, or let them go by --allow narrow:Customer.points',
    );
    expect(said).toContain(
      'switch blocked convert:Customer.since: customer.since becomes date instead of text; 1 of 3 values cannot; correct them, or let them go by --allow narrow:Customer.since',
    );
    expect(said).toContain(
      'switch ready convert:Customer.credit: customer.credit becomes string instead of decimal; 0 of 3 values cannot',
    );
    const steps = await shop.application(next, { from }).steps();
    expect(steps.find(({ name }) => name === 'convert:Customer.points')?.examples).toEqual(['3 ("many")']);
    await shop.apply(next, { from, ...allow('narrow:Customer.points', 'narrow:Customer.since') });
    expect(await shop.said(next, { from })).toEqual([]);
    expect(await values(next, 'points')).toEqual([12, 7, null, null]);
    expect(await values(next, 'since')).toEqual(['2024-01-02', '2020-02-29', null, null]);
    expect(await values(next, 'credit')).toEqual(['1.50', null, '99.99', '123456.78']);
    const back = await shop.said(SHOP, { from: modelIn(next) });
    expect(back.filter((line) => line.includes('points'))).toEqual([
      'switch ready convert:Customer.points: customer.points becomes string instead of long; 0 of 2 values cannot',
    ]);
  });

  it.skipIf(engine.missing)(
    'reads values as the model before has written them, and refuses what nothing could tell apart',
    async () => {
      const coded = changed(
        ['name="tier" type="string" size="20"', 'name="tier" type="enum" values="gold silver best"'],
        [
          'attr="tier" column="tier"',
          'attr="tier" column="tier" convert="code(Gold=gold,\' silver \'=silver,best=best)"',
        ],
        ['name="points" type="string" size="10"', 'name="points" type="decimal" precision="8" scale="2"'],
        ['attr="points" column="points"', 'attr="points" column="points" convert="scale(-2)"'],
      );
      await shop.apply(coded, { from: modelIn(SHOP), ...allow('narrow:Customer.points') });
      expect(await values(coded, 'points')).toEqual(['12.00', '7.00', null, null]);
      const plain = coded
        .replace("code(Gold=gold,' silver '=silver,best=best)", 'code(G=gold,S=silver,B=best)')
        .replace(' convert="scale(-2)"', '');
      const from = modelIn(coded);
      await shop.apply(plain, { from });
      expect(await values(plain, 'points')).toEqual(['12.00', '7.00', null, null]);
      expect(await values(plain, 'tier')).toEqual(['gold', 'silver', 'best', null]);
      expect(await shop.said(plain, { from: modelIn(plain) })).toEqual([]);
      const swapped = plain.replace('G=gold,S=silver', 'S=gold,G=silver');
      expect((await shop.said(swapped, { from: modelIn(plain) })).join()).toMatch(
        /codes:Customer\.tier: ".", "." in customer\.tier meant something else before/,
      );
      const padded = plain.replace('attr="city" column="city"', 'attr="city" column="city" convert="trim"');
      expect(await shop.said(padded, { from: modelIn(plain) })).toEqual([
        'switch blocked refuse:Customer.city: customer.city was written with no conversion and would be read with trim; map it to a new column, and bring the values there',
      ]);
    },
  );

  it.skipIf(engine.missing)(
    'carries over what means nothing in each of its spellings, and counts what comes to',
    async () => {
      const [plain, spelled, wider] = ["'best'", "'best','Gold'", "'best','Gold',' silver '"].map((spellings) =>
        changed(['<col attr="tier" column="tier"/>', `<col attr="tier" column="tier" null="${spellings}"/>`]),
      ) as [string, string, string];
      expect((await shop.said(plain, { from: modelIn(SHOP) })).join()).toContain(
        'customer.tier was written with no conversion and would be read with no conversion and null as "best"',
      );
      const from = modelIn(plain);
      expect(await shop.said(spelled, { from })).toEqual([
        'switch blocked narrow:Customer.tier: 1 rows of customer have "Gold" in tier, which will mean that there is no value; correct them, or let them go by --allow narrow:Customer.tier',
      ]);
      await shop.apply(spelled, { from, ...allow('narrow:Customer.tier') });
      expect(await shop.said(spelled, { from })).toEqual([]);
      expect(await values(plain, 'tier')).toEqual([null, ' silver ', null, null]);
      const typed = changed(
        ['name="points" type="string" size="10"', 'name="points" type="integer"'],
        ['<col attr="points" column="points"/>', '<col attr="points" column="points" null="0"/>'],
      );
      const marked = changed([
        '<col attr="points" column="points"/>',
        `<col attr="points" column="points" null="'many','7'"/>`,
      ]);
      await shop.apply(typed, { from: modelIn(marked) });
      expect(await values(typed, 'points')).toEqual([12, null, null, null]);
      expect((await shop.said(wider, { from: modelIn(SHOP) })).join()).toContain('blocked refuse:Customer.tier');
    },
  );

  it.skipIf(engine.missing)('narrows when it is allowed, and what does not fit goes', async () => {
    const next = changed(['name="city" type="string" size="20"', 'name="city" type="string" size="3"']);
    expect(await shop.said(next)).toEqual([
      'contract stays narrow:Customer.city: customer.city would hold only what the model allows; 3 of 4 values do not fit and go',
    ]);
    await shop.apply(next);
    expect(await values(SHOP, 'city')).toEqual(['Graz', 'Wien', null, 'Graz']);
    await shop.apply(next, allow('narrow:Customer.city'));
    expect(await values(next, 'city')).toEqual([null, null, null, null]);
  });

  it.skipIf(engine.missing)('makes attributes unique unless objects are alike', async () => {
    const unique = (name: string) =>
      changed(
        [' </objects>', ' </objects>'],
        ['<attr name="fax" type="phone"/>', `<attr name="fax" type="phone"/><unique on="${name}"/>`],
      );
    expect(await shop.said(unique('city'))).toEqual([
      'expand blocked unique:Customer.city: customer.city is to be unique, but 1 value stands in several rows, and an index cannot make them different',
    ]);
    await shop.apply(unique('name'));
    expect(await shop.said(unique('name'))).toEqual([]);
    const twice = shop.objectsOf(unique('name')).create('Customer', { number: '9', name: 'Ann' });
    await expect(twice).rejects.toSatisfy(ObjectErrors.AlreadyExists.is);
  });

  it.skipIf(engine.missing)('cannot give a table another key', async () => {
    const next = changed(['key="number" title="{name}"', 'key="name" title="{name}"']);
    expect((await shop.said(next)).join('\n')).toContain(
      'blocked refuse:Customer: Customer: its key is number, and the key of a table that exists cannot change',
    );
  });

  it.skipIf(engine.missing)(
    'lets one application at a time have the stores, and takes over from one that has died',
    async () => {
      const [one, other] = [shop.application(SHOP), shop.application(SHOP)];
      await one.exclusively(
        { name: 'first' },
        () => 0,
        async () => {
          const second = other.exclusively(
            { name: 'second' },
            () => 59_000,
            async () => 'never',
          );
          await expect(second).rejects.toThrow('A model is being applied to the store "system" by first.');
          expect(
            await other.exclusively(
              { name: 'second', isGone: (name) => name === 'first' },
              () => 59_000,
              async (leases) => leases.length,
            ),
          ).toBe(1);
          expect(
            await other.exclusively(
              { name: 'third' },
              () => 61_000,
              async () => 'taken over',
            ),
          ).toBe('taken over');
        },
      );
    },
  );
});
