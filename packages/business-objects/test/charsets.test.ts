import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusinessObjects, businessObjects, compileModel, ObjectErrors } from '../src/index.js';
import { engines, type LegacyDatabase, titleOf } from './databases.js';

const model = compileModel([
  {
    file: 'm.xml',
    text: `<caruso model="m" version="1.0.0"><objects>
<object name="Person" key="id" title="{name}"><attr name="id" type="integer"/><attr name="name" type="string"/>
 <attr name="town" type="string"/></object>
</objects><mapping company="c"><store name="old"/><map object="Person" store="old" table="person"><col attr="id" column="id"/>
 <col attr="name" column="name" convert="charset(cp850)"/>
 <col attr="town" column="town" convert="charset(utf-8 as windows-1252)"/></map></mapping></caruso>`,
  },
]);

/** `Jürgen`, as a DOS program has left it. */
const DOS = '4a817267656e';
const BYTES = { sqlite: `CAST(X'${DOS}' AS TEXT)`, postgres: `'\\x${DOS}'::bytea`, mariadb: `X'${DOS}'` };
const TYPES = { sqlite: 'VARCHAR(20)', postgres: 'BYTEA', mariadb: 'VARBINARY(20)' };

for (const engine of engines) {
  describe.skipIf(engine.missing)(`texts in charsets of their own, on ${titleOf(engine)}`, () => {
    let database: LegacyDatabase;
    let running: Awaited<ReturnType<typeof startAssembly>>;
    const objects = () => running.get(BusinessObjects);
    const object = 'Person';

    beforeAll(async () => {
      database = await engine.create();
      await database.run(`CREATE TABLE person (id INTEGER NOT NULL PRIMARY KEY, name ${TYPES[engine.name]}, town VARCHAR(40));
        INSERT INTO person VALUES (1, ${BYTES[engine.name]}, 'KÃ¶ln')`);
      const stores = { system: 'sqlite::memory:', old: database.url };
      const components = [storageManager({ stores }), businessObjects({ model })];
      running = await startAssembly({ company: 'c', components }, { log: silentLog });
    }, 30_000);
    afterAll(async () => {
      await running?.stop();
      await database?.drop();
    });

    it('are read and found as what they mean', async () => {
      const found = await objects().get({ object, key: '1' });
      expect(found?.values).toMatchObject({ name: 'Jürgen', town: 'Köln' });
      for (const [attribute, value] of [
        ['name', 'Jürgen'],
        ['town', 'Köln'],
      ] as const) {
        const { items } = await objects().find({ object, where: { attribute, op: 'eq', value } });
        expect(items.map(({ key }) => key)).toEqual(['1']);
      }
    });

    it('are written as the old programs write them', async () => {
      await objects().create({ object, values: { id: 2, name: 'Jürgen', town: 'Köln' } });
      const { items } = await objects().find({ object, where: { attribute: 'name', op: 'eq', value: 'Jürgen' } });
      expect(items.map(({ key }) => key)).toEqual(['1', '2']);
      const found = await objects().get({ object, key: '2' });
      if (found === null) throw new Error('there is no second one');
      const { version, key } = found;
      const changed = await objects().update({ object, key, version, changes: { name: 'Björn', town: 'Zürich' } });
      expect(changed.values).toMatchObject({ name: 'Björn', town: 'Zürich' });
      await objects().delete({ object, key, version: changed.version });
    });

    it('are refused when the charset lacks a character', async () => {
      await expect(objects().create({ object, values: { id: 3, name: 'Łódź' } })).rejects.toThrow(ObjectErrors.Invalid);
    });
  });
}
