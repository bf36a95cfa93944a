import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { engines, type TestDatabase, titleOf } from '@caruso/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusinessObjects, businessObjects, compileModel, ObjectErrors } from '../src/index.js';

const TEXT = `<caruso model="tree" version="1.0.0"><objects>
 <object name="Category" key="number" title="{number}">
  <attr name="number" type="integer"/><link name="above" to="Category" required="true"/>
 </object></objects>
 <mapping company="a"><store name="legacy"/>
  <map object="Category" store="legacy" table="kategorie">
   <col attr="number" column="nr"/><join link="above" columns="ueber"/>
  </map>
 </mapping></caruso>`;
const TABLE =
  'CREATE TABLE kategorie (nr INTEGER NOT NULL PRIMARY KEY, ueber INTEGER NOT NULL, FOREIGN KEY (ueber) REFERENCES kategorie (nr))';

describe.each(engines.map((engine) => [titleOf(engine), engine] as const))(
  'a link to its own type, on %s',
  (_, engine) => {
    let database: TestDatabase | undefined;
    let running: Awaited<ReturnType<typeof startAssembly>> | undefined;
    beforeAll(async () => {
      if (engine.missing) return;
      database = await engine.create();
      await database.run(TABLE);
      const stores = { system: 'sqlite::memory:', legacy: database.url };
      const model = compileModel([{ file: 'tree.xml', text: TEXT }]);
      const components = [storageManager({ stores }), businessObjects({ model })];
      running = await startAssembly({ company: 'a', components }, { log: silentLog });
    });
    afterAll(async () => {
      await running?.stop();
      await database?.drop();
    });

    it.skipIf(engine.missing)(
      'may lead to the new object itself, and to another one that is created with it',
      async () => {
        const objects = running?.get(BusinessObjects);
        const root = await objects?.create({ object: 'Category', values: { number: 1, above: '1' } });
        expect(root?.values).toEqual({ number: 1, above: '1' });
        const items = [
          { number: 2, above: '1' },
          { number: 3, above: 2 },
          { number: 4, above: '4' },
        ];
        expect(await objects?.createMany({ object: 'Category', items })).toMatchObject({ created: 3 });
        const found = await objects?.find({ object: 'Category', sort: ['number'] });
        expect(found?.items.map(({ values }) => values.above)).toEqual(['1', '1', '2', '4']);
      },
    );

    it.skipIf(engine.missing)(
      'leads to no object that is not there, and none that only others are created with',
      async () => {
        const objects = running?.get(BusinessObjects);
        const items = [
          { number: 8, above: '9' },
          { number: 7, above: '8' },
        ];
        const refused = await objects?.createMany({ object: 'Category', items }).catch((thrown: unknown) => thrown);
        expect(ObjectErrors.Invalid.is(refused) && refused.data.violations).toMatchObject([
          { attribute: 'above', rule: 'link', value: '9', index: 0 },
        ]);
      },
    );
  },
);
