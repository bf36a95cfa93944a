import { diagnosticLine, LanguageErrors } from '@caruso/language';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { StorageErrors, storageManager, withStoresAsFound } from '@caruso/storage-manager';
import { engines, type TestDatabase, titleOf } from '@caruso/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appliedTo, BusinessObjects, businessObjects } from '../../src/index.js';
import { CUSTOMERS, changed, modelIn, SHOP, startShop, startStorage } from './shop.js';

const NOW = () => Date.parse('2026-11-26T10:00:00Z');

describe.each(engines.map((engine) => [titleOf(engine), engine] as const))(
  'a model that is older than its store, on %s',
  (_, engine) => {
    let database: TestDatabase;
    let shop: Awaited<ReturnType<typeof startStorage>>;
    beforeEach(async () => {
      if (engine.missing) return;
      database = await engine.create();
      const running = await startShop(database.url);
      for (const values of CUSTOMERS) await running.get(BusinessObjects).create({ object: 'Customer', values });
      await running.stop();
      shop = await startStorage(database.url);
    });
    afterEach(async () => {
      if (engine.missing) return;
      await shop.running.stop();
      await database.drop();
    });
    const refusal = async (text: string) => {
      const { cause } = (await startShop(database.url, text).catch((thrown: unknown) => thrown)) as Error;
      const diagnostics = LanguageErrors.InvalidDocument.is(cause) ? cause.data.diagnostics : [];
      return diagnostics.map(diagnosticLine).join('\n');
    };
    const columnsOf = async (table: string) => {
      const found = (await shop.storage.catalogue({ store: 'system' })).find(({ name }) => name === table);
      return found?.columns.map(({ name }) => name);
    };
    const NEXT = changed(
      ['version="1.0.0"', 'version="1.1.0"'],
      ['<attr name="fax" type="phone"/>', ''],
      ['<col attr="fax" column="fax"/>', ''],
      ['column="NAME1"', 'column="full_name" was="NAME1"'],
      ['table="orders"', 'table="purchase" was="orders"'],
      ['columns="customer"', 'columns="buyer" was="customer"'],
    );
    const applyNext = () =>
      shop.apply(NEXT, { allowed: new Map([['drop:Customer.fax', undefined]]), by: 'ann@desk', now: NOW });

    it.skipIf(engine.missing)('is refused, and brings nothing back', async () => {
      await applyNext();
      const refused = await refusal(SHOP);
      const when = 'when shop 1.1.0 was applied (2026-11-26 10:00 UTC, by ann@desk)';
      expect(refused).toContain(`The column 'fax' of 'customer' in 'system' was dropped ${when}`);
      expect(refused).toContain(`The column 'NAME1' of 'customer' in 'system' was renamed to 'full_name' ${when}`);
      expect(refused).toContain(`The table 'orders' of 'system' was renamed to 'purchase' ${when}`);
      expect(refused).toContain('start with the model that was applied, or let caruso model apply add it anew, empty');
      expect(refused.match(/gone/g)?.length).toBeGreaterThanOrEqual(3);
      expect(await columnsOf('customer')).not.toContain('fax');
      expect(await columnsOf('orders')).toBeUndefined();
      await (await startShop(database.url, NEXT)).stop();
    });

    it.skipIf(engine.missing)('is applied when it is meant to, and then starts', async () => {
      await applyNext();
      const back = NEXT.replace('<attr name="tier"', '<attr name="fax" type="phone"/><attr name="tier"').replace(
        '<col attr="tier"',
        '<col attr="fax" column="fax"/><col attr="tier"',
      );
      expect(await shop.said(back)).toEqual([
        'expand ready add:Customer.fax: it lies in the new column customer.fax; it was dropped when shop 1.1.0 was applied (2026-11-26 10:00 UTC, by ann@desk), and comes back empty',
      ]);
      await shop.apply(back);
      await (await startShop(database.url, back)).stop();
      expect(await columnsOf('customer')).toContain('fax');
    });

    it.skipIf(engine.missing)('is told apart by what was applied, which is kept with who did it', async () => {
      await applyNext();
      const applied = await appliedTo(shop.storage, 'system', await shop.storage.catalogue({ store: 'system' }));
      expect(applied.map(({ step }) => step)).toEqual([
        'rename:Customer.name',
        'rename:Order',
        'rename:Order.customer',
        'drop:Customer.fax',
      ]);
      expect(new Set(applied.map(({ run }) => run)).size).toBe(1);
      expect(applied.at(-1)).toMatchObject({
        by: 'ann@desk',
        model: 'shop',
        version: '1.1.0',
        began: '2026-11-26T10:00:00.000Z',
        ended: '2026-11-26T10:00:00.000Z',
        loses: 1,
        names: { did: 'dropped', table: 'customer', column: 'fax' },
      });
    });

    it.skipIf(engine.missing)('is refused when values have another form than it reads and writes', async () => {
      const converted = changed(
        ['version="1.0.0"', 'version="1.1.0"'],
        ['name="points" type="string" size="10"', 'name="points" type="integer"'],
        ['name="tier" type="string" size="20"', 'name="tier" type="enum" values="gold silver"'],
        ['name="city" type="string" size="20"', 'name="city" type="string" size="40"'],
      );
      const names = ['narrow:Customer.points', 'narrow:Customer.tier'];
      const allowed = new Map(names.map((name) => [name, undefined]));
      await shop.apply(converted, { from: modelIn(SHOP), allowed, by: 'ann@desk', now: NOW });
      const refused = await refusal(SHOP);
      const when = 'got another form when shop 1.1.0 was applied (2026-11-26 10:00 UTC, by ann@desk)';
      expect(refused).toContain(`The values of the column 'points' of 'customer' in 'system' ${when}`);
      expect(refused).toContain(`The values of the column 'tier' of 'customer' in 'system' ${when}`);
      expect(refused).toContain(
        'start with the model that was applied, or let caruso model apply bring the values back',
      );
      expect(refused.match(/ converted: /g)).toHaveLength(2);
      await (await startShop(database.url, converted)).stop();
    });

    it.skipIf(engine.missing)('starts again when it was applied, also where values can stay as they are', async () => {
      const converted = changed(
        ['name="points" type="string" size="10"', 'name="points" type="integer"'],
        ['name="tier" type="string" size="20"', 'name="tier" type="enum" values="gold silver"'],
      );
      const names = ['narrow:Customer.points', 'narrow:Customer.tier'];
      const allowed = new Map(names.map((name) => [name, undefined]));
      await shop.apply(converted, { from: modelIn(SHOP), allowed });
      await shop.apply(SHOP, { from: modelIn(converted) });
      const running = await startShop(database.url);
      const found = await running.get(BusinessObjects).get({ object: 'Customer', key: '1' });
      expect(found?.values).toMatchObject({ points: '12', tier: 'gold' });
      await running.stop();
      const left = await shop.said(SHOP, { from: modelIn(converted) });
      expect(left.filter((line) => line.includes(' ready '))).toEqual([]);
    });

    it.skipIf(engine.missing)('is no reason for what only reads to alter a store', async () => {
      const grown = changed(
        ['<attr name="fax"', '<attr name="vip" type="boolean"/><attr name="fax"'],
        ['<col attr="fax"', '<col attr="vip" column="vip"/><col attr="fax"'],
      );
      const reading = (text: string) => {
        const components = [
          storageManager({ stores: { system: database.url } }),
          businessObjects({ model: modelIn(text) }),
        ];
        return startAssembly({ company: 'example', components: withStoresAsFound(components) }, { log: silentLog });
      };
      const running = await reading(SHOP);
      expect((await running.get(BusinessObjects).find({ object: 'Customer' })).items).toHaveLength(4);
      await running.stop();
      const { cause } = (await reading(grown).catch((thrown: unknown) => thrown)) as Error;
      expect(StorageErrors.NotPrepared.is(cause)).toBe(true);
      expect(String(cause)).toContain('has no column "vip" in "customer" yet');
      expect(await columnsOf('customer')).not.toContain('vip');
    });
  },
);
