import { describe, expect, it } from 'vitest';
import { openStore, StorageErrors } from '../src/index.js';
import { engines, titleOf } from './engines.js';

const cutOff = {
  postgres: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  mariadb: `
    BEGIN NOT ATOMIC
      FOR other IN (SELECT id FROM information_schema.PROCESSLIST WHERE db = DATABASE() AND id <> CONNECTION_ID()) DO
        KILL other.id;
      END FOR;
    END`,
  sqlite: '',
};
const nowhere = { postgres: 'postgres://me:secret@127.0.0.1:1/gone', mariadb: 'mariadb://me:secret@127.0.0.1:1/gone' };

describe.each(engines.filter(({ name }) => name !== 'sqlite'))('a lost connection', (engine) => {
  describe.skipIf(engine.missing)(`on ${titleOf(engine)}`, () => {
    it('is told to those who were using it, and made anew at the next call', async () => {
      const database = await engine.create();
      const store = await openStore('test', { url: database.url, schema: 'managed' });
      const column = { name: 'id', type: 'integer' } as const;
      await store.define([{ name: 't', columns: [column], key: ['id'] }]);
      const insert = { insert: { table: 't', cells: [{ column, value: 1 }] } };
      const lost = store.transaction(async () => {
        await store.write([insert]);
        await database.run(cutOff[engine.name]);
        await store.write([{ insert: { table: 't', cells: [{ column, value: 2 }] } }]);
      });
      await expect(lost).rejects.toSatisfy(StorageErrors.ConnectionLost.is);
      await store.check();
      expect(await store.select({ table: 't', columns: [column] })).toEqual([]);
      await store.write([insert]);
      await store.close();
      await database.drop();
    });
  });

  it(`names where ${engine.name} was looked for, but no password`, async () => {
    const url = nowhere[engine.name === 'postgres' ? 'postgres' : 'mariadb'];
    const opened = openStore('billing', url);
    await expect(opened).rejects.toSatisfy(StorageErrors.Unreachable.is);
    await expect(opened).rejects.toThrow(/"billing" at 127\.0\.0\.1:1\/gone/);
    await expect(opened).rejects.not.toThrow(/secret/);
  });
});
