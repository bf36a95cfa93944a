import { engines, type TestDatabase, titleOf } from '@caruso/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BusinessObjects, ModelApplication } from '../../src/index.js';
import { type Change, CUSTOMERS, modelIn, SHOP, startShop, startStorage } from './shop.js';

/** The shop with histories, changed. */
const kept = (...changes: readonly Change[]): string =>
  changes.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`the model has no ${from}`);
      return text.replace(from, to);
    },
    SHOP.replaceAll(/(<object name="\w+" key="number" title="[^"]*")>/g, '$1 history="true">'),
  );
const NEXT_VERSION: Change = ['version="1.0.0"', 'version="1.1.0"'];
const CONVERTED = kept(
  NEXT_VERSION,
  ['name="tier" type="string" size="20"', 'name="tier" type="enum" values="gold silver"'],
  ['name="points" type="string" size="10"', 'name="points" type="integer"'],
);

/** Of an application to that model, in which values may go. */
const allowing = (...names: readonly string[]) => ({
  from: modelIn(kept()),
  by: 'ann@desk',
  allowed: new Map(names.map((name) => [name, undefined])),
});
const LOSING = allowing('narrow:Customer.tier', 'narrow:Customer.points');

describe.each(engines.map((engine) => [titleOf(engine), engine] as const))(
  'what applying makes of histories, on %s',
  (_, engine) => {
    let database: TestDatabase;
    let shop: Awaited<ReturnType<typeof startStorage>>;
    beforeEach(async () => {
      if (engine.missing) return;
      database = await engine.create();
      const running = await startShop(database.url, kept());
      const objects = running.get(BusinessObjects);
      for (const values of CUSTOMERS) await objects.create({ object: 'Customer', values });
      await objects.create({ object: 'Order', values: { total: '1', customer: '1' } });
      await running.stop();
      shop = await startStorage(database.url);
    });
    afterEach(async () => {
      if (engine.missing) return;
      await shop.running.stop();
      await database.drop();
    });

    /** `update ann@desk tier Gold>gold`, the latest first, as a started assembly tells it. */
    const told = async (text: string, key: string, attribute: string) => {
      const running = await startShop(database.url, text);
      const { items } = await running.get(BusinessObjects).history({ object: 'Customer', key, attribute });
      await running.stop();
      return items.map(({ operation, actor = '-', caller, changes }) => {
        const said = changes.map((change) => `${change.attribute} ${String(change.from)}>${String(change.to)}`);
        return [operation, actor, ...(caller === 'caruso model apply' ? ['by apply'] : []), said.join(', ')].join(' ');
      });
    };

    it.skipIf(engine.missing)('says of each object which value became which, once, and no more', async () => {
      await shop.apply(CONVERTED, LOSING);
      await shop.apply(CONVERTED, LOSING);
      expect(await told(CONVERTED, '1', 'tier')).toEqual([
        'update ann@desk by apply tier Gold>gold',
        'create - tier null>Gold',
      ]);
      expect(await told(CONVERTED, '3', 'tier')).toEqual([
        'update ann@desk by apply tier best>null',
        'create - tier null>best',
      ]);
      expect(await told(CONVERTED, '1', 'points')).toEqual(['create - points null>12']);
      expect(await told(CONVERTED, '3', 'points')).toEqual([
        'update ann@desk by apply points many>null',
        'create - points null>many',
      ]);
    });

    it.skipIf(engine.missing)(
      'says it once, too, when it was interrupted before the values had their column',
      async () => {
        const { storage } = shop;
        const alter = (input: Parameters<typeof storage.alter>[0]) =>
          input.alteration.do === 'replaceColumn' ? Promise.reject(new Error('killed')) : storage.alter(input);
        const dying = Object.create(storage, { alter: { value: alter } }) as typeof storage;
        const first = new ModelApplication(dying, { model: modelIn(CONVERTED), ...LOSING });
        await expect(first.run('switch', [])).rejects.toThrow('killed');
        await shop.apply(CONVERTED, LOSING);
        expect(await told(CONVERTED, '3', 'points')).toEqual([
          'update ann@desk by apply points many>null',
          'create - points null>many',
        ]);
      },
    );

    it.skipIf(engine.missing)('says nothing of rows that are other objects, or of objects that keep none', async () => {
      const prospects = `<object name="Prospect" key="number" title="{name}">
        <attr name="number" type="string" size="10" required="true"/><attr name="name" type="string" size="40" required="true"/>
        <attr name="rank" type="enum" values="gold silver"/></object>`;
      const where = `<map object="Prospect" store="system" table="customer"><col attr="number" column="number"/>
        <col attr="name" column="NAME1"/><col attr="rank" column="tier"/><where test="city == 'Wien'"/></map>`;
      const shared = CONVERTED.replace('<object name="Order"', `${prospects}$&`)
        .replace('<col attr="credit" column="credit"/>', `$&<where test="city == 'Graz'"/>`)
        .replace('<map object="Order"', `${where}$&`);
      await shop.apply(shared, allowing(...LOSING.allowed.keys(), 'narrow:Prospect.rank'));
      const entries = await shop.storage.select({
        store: 'system',
        table: 'caruso_history',
        columns: [
          { name: 'object', type: 'string' },
          { name: 'object_key', type: 'string' },
        ],
        where: { column: { name: 'caller', type: 'text' }, op: 'eq', value: 'caruso model apply' },
      });
      expect(entries).toEqual([{ object: 'Customer', object_key: '1' }]);
    });

    it.skipIf(engine.missing)('lets that of an attribute go on under its new name', async () => {
      const next = kept(
        NEXT_VERSION,
        ['id="c1" name="name"', 'id="c1" name="fullName"'],
        ['title="{name}"', 'title="{fullName}"'],
        ['<col attr="name"', '<col attr="fullName"'],
      );
      expect(await shop.said(next, allowing())).toEqual([
        'contract ready history:Customer.fullName: 4 entries of histories will say fullName instead of name',
      ]);
      await shop.apply(next, allowing());
      expect(await shop.said(next, allowing())).toEqual([]);
      expect(await told(next, '1', 'fullName')).toEqual(['create - fullName null>Ann']);
    });

    it.skipIf(engine.missing)('leaves the entries of an attribute whose name another one has now', async () => {
      const name = '<attr id="c1" name="name" type="string" size="40" required="true"/>';
      const column = '<col attr="name" column="NAME1"/>';
      const next = kept(
        NEXT_VERSION,
        [name, `${name.replace('name="name"', 'name="fullName"')}<attr id="c2" name="name" type="string" size="9"/>`],
        [column, '<col attr="fullName" column="NAME1"/><col attr="name" column="short"/>'],
      );
      expect(await shop.said(next, allowing())).toEqual([
        'expand ready add:Customer.name: it lies in the new column customer.short',
      ]);
    });

    it.skipIf(engine.missing)('keeps that of a type which is gone until it is let go', async () => {
      const next = kept(NEXT_VERSION)
        .replace(/<object name="Order"[\s\S]*?<\/object>/, '')
        .replace(/<map object="Order"[\s\S]*?<\/map>/, '');
      const gone = 'drop:Order.history: Order is gone, and nobody sees 1 entry of its history any more';
      expect(await shop.said(next, allowing())).toContainEqual(`contract stays ${gone}`);
      await shop.apply(next, allowing('drop:Order', 'drop:Order.history'));
      expect(await shop.said(next, allowing())).toEqual([]);
    });
  },
);
