import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusinessObjects, businessObjects, compileModel, type Filter } from '../src/index.js';
import { engines, type LegacyDatabase, titleOf } from './databases.js';

const MODEL = `<caruso model="m" version="1.0.0"><objects>
<object name="Job" key="id" title="{id}"><attr name="id" type="integer"/><attr name="done" type="boolean"/>
 <attr name="state" type="enum" values="open closed other"/></object>
</objects><mapping company="c"><store name="old"/><map object="Job" store="old" table="job"><col attr="id" column="id"/>
 <col attr="done" column="done" convert="code(J=true,Y=true,y=true,N=false,n=false)" null="''"/>
 <col attr="state" column="state" convert="code(O=open,C=closed,*=other)"/></map></mapping></caruso>`;

for (const engine of engines) {
  describe.skipIf(engine.missing)(`values with several spellings, on ${titleOf(engine)}`, () => {
    let database: LegacyDatabase;
    let running: Awaited<ReturnType<typeof startAssembly>>;
    beforeAll(async () => {
      database = await engine.create();
      await database.run(`CREATE TABLE job (id INTEGER NOT NULL PRIMARY KEY, done VARCHAR(1), state VARCHAR(1));
        INSERT INTO job VALUES (1, 'J', 'O'), (2, 'Y', 'C'), (3, 'y', 'X'), (4, 'N', 'Y'), (5, 'n', NULL), (6, '', 'O'), (7, NULL, NULL)`);
      const stores = { system: 'sqlite::memory:', old: database.url };
      const model = compileModel([{ file: 'm.xml', text: MODEL }]);
      const components = [storageManager({ stores }), businessObjects({ model })];
      running = await startAssembly({ company: 'c', components }, { log: silentLog });
    }, 30_000);
    afterAll(async () => {
      await running?.stop();
      await database?.drop();
    });

    it('are found in all of them', async () => {
      const objects = running.get(BusinessObjects);
      const { items } = await objects.find({ object: 'Job' });
      const filters: Filter[] = [true, false, null].flatMap((value): Filter[] => [
        { attribute: 'done', op: 'eq', value },
        { attribute: 'done', op: 'ne', value },
        { attribute: 'done', op: 'in', values: [value, true] },
      ]);
      for (const value of ['open', 'other', null]) {
        filters.push({ attribute: 'state', op: 'eq', value }, { attribute: 'state', op: 'ne', value });
        filters.push({ attribute: 'state', op: 'in', values: [value, 'closed'] });
      }
      for (const where of filters) {
        if (!('attribute' in where)) continue;
        const found = await objects.find({ object: 'Job', where });
        const fits = items.filter(({ values }) => {
          const has = values[where.attribute];
          if ('values' in where) return where.values.includes(has);
          return 'value' in where && (has === where.value) === (where.op === 'eq');
        });
        expect({ where, keys: found.items.map(({ key }) => key) }).toEqual({ where, keys: fits.map(({ key }) => key) });
      }
    });
  });
}
