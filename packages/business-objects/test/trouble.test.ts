import { newId } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { StorageErrors, storageManager } from '@caruso/storage-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BusinessObjects, businessObjects, compileModel } from '../src/index.js';
import { engines, type LegacyDatabase, titleOf } from './databases.js';

const model = compileModel([
  {
    file: 'm.xml',
    text: `<caruso model="m" version="1.0.0"><objects>
<object name="Job" key="id" title="{note}"><attr name="id" type="integer"/><attr name="note" type="string"/></object>
</objects><mapping company="c"><store name="old"/><map object="Job" store="old" table="job"><col attr="id" column="id"/>
 <col attr="note" column="note"/></map></mapping></caruso>`,
  },
]);
const TABLE = 'CREATE TABLE job (id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(20))';
const JOBS = 250;
const numbers = Array.from({ length: JOBS }, (_, index) => index + 1);
const FILL = `INSERT INTO job VALUES ${numbers.map((id) => `(${id}, 'job ${id}')`).join(', ')}`;

const CUT_OFF = {
  sqlite: '',
  postgres: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  mariadb: `
    BEGIN NOT ATOMIC
      FOR other IN (SELECT id FROM information_schema.PROCESSLIST WHERE db = DATABASE() AND id <> CONNECTION_ID()) DO
        KILL other.id;
      END FOR;
    END`,
};

for (const engine of engines) {
  describe.skipIf(engine.missing)(`trouble with a database on ${titleOf(engine)}`, () => {
    let database: LegacyDatabase;
    let running: Awaited<ReturnType<typeof startAssembly>> | undefined;
    const object = 'Job';
    const objects = () => {
      if (running === undefined) throw new Error('nothing runs');
      return running.get(BusinessObjects);
    };
    const start = async (url: string) => {
      const stores = { system: 'sqlite::memory:', old: url };
      const components = [storageManager({ stores }), businessObjects({ model })];
      running = await startAssembly({ company: 'c', components }, { log: silentLog });
    };

    beforeEach(async () => {
      database = await engine.create();
      await database.run(`${TABLE}; ${FILL}`);
    }, 30_000);
    afterEach(async () => {
      await running?.stop();
      running = undefined;
      await database.drop();
    });

    it('names the table that somebody has dropped, and goes on when it is there again', async () => {
      await start(database.url);
      expect(await objects().get({ object, key: '1' })).not.toBeNull();
      await database.run('DROP TABLE job');
      const there = await objects()
        .get({ object, key: '1' })
        .catch((thrown: unknown) => thrown);
      expect(StorageErrors.UnknownTable.is(there)).toBe(true);
      expect(String(there)).toMatch(/The store "old" has no table or view "(?:\w+\.)?job"/);
      await expect(objects().create({ object, values: { id: 7, note: 'new' } })).rejects.toSatisfy(
        StorageErrors.UnknownTable.is,
      );
      await database.run(TABLE);
      expect((await objects().create({ object, values: { id: 7, note: 'new' } })).title).toBe('new');
    });

    it('takes in a column whose type somebody has changed', async () => {
      await start(database.url);
      const found = await objects().get({ object, key: '1' });
      await database.run(
        `CREATE TABLE other (id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(40)); DROP TABLE job; ALTER TABLE other RENAME TO job;
         INSERT INTO job VALUES (1, 'a note that is longer than before')`,
      );
      expect(found?.title).toBe('job 1');
      expect((await objects().get({ object, key: '1' }))?.title).toBe('a note that is longer than before');
    });

    it.skipIf(engine.name === 'sqlite')('does not end a listing within which the connection breaks', async () => {
      await start(database.url);
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await objects().find({ object, limit: 50, ...(after === undefined ? {} : { after }) });
        seen.push(...page.items.map(({ key }) => key));
        after = page.next;
        await database.run(CUT_OFF[engine.name]);
      } while (after !== undefined);
      expect(seen).toEqual(numbers.map(String));
    });

    it.skipIf(engine.name === 'sqlite')('says which right a user lacks, and writes nothing', async () => {
      const user = `caruso_${newId().replaceAll('-', '').slice(0, 12)}`;
      const [reader, host] = engine.name === 'postgres' ? [user, ''] : [`'${user}'`, `@'127.0.0.1'`];
      const name = new URL(database.url).pathname.slice(1);
      await database.run(
        engine.name === 'postgres'
          ? `CREATE ROLE ${user} LOGIN; GRANT SELECT ON job TO ${user}`
          : `CREATE USER ${reader}${host}; GRANT SELECT ON ${name}.job TO ${reader}${host}`,
      );
      try {
        const url = new URL(database.url);
        url.username = user;
        await start(String(url));
        expect(await objects().get({ object, key: '1' })).not.toBeNull();
        const refused = await objects()
          .create({ object, values: { id: 9_999, note: 'x' } })
          .catch((thrown: unknown) => thrown);
        expect(StorageErrors.NotAllowed.is(refused)).toBe(true);
        expect(String(refused)).toMatch(/user of the store "old" may not do what is needed with job/);
        expect(await objects().get({ object, key: '9999' })).toBeNull();
      } finally {
        await running?.stop();
        running = undefined;
        const revoke =
          engine.name === 'postgres' ? `DROP OWNED BY ${user}; DROP ROLE ${user}` : `DROP USER ${reader}${host}`;
        await database.run(revoke);
      }
    });
  });
}

describe('a database that is not there when the assembly starts', () => {
  it('is missed by the calls that need it, and used once it is there', async () => {
    const sqlite = engines.find(({ name }) => name === 'sqlite');
    if (sqlite === undefined) throw new Error('there is no such engine');
    const database = await sqlite.create();
    const stores = { system: 'sqlite::memory:', old: database.url };
    const components = [storageManager({ stores }), businessObjects({ model })];
    const running = await startAssembly({ company: 'c', components }, { log: silentLog });
    try {
      const objects = running.get(BusinessObjects);
      await expect(objects.get({ object: 'Job', key: '1' })).rejects.toSatisfy(StorageErrors.Unreachable.is);
      await database.run(`${TABLE}; ${FILL}`);
      expect((await objects.get({ object: 'Job', key: '1' }))?.title).toBe('job 1');
    } finally {
      await running.stop();
      await database.drop();
    }
  });
});
