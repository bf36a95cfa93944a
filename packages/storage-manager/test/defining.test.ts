import mysql from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, StorageErrors, type Store, type TableDefinition } from '../src/index.js';
import { engines, type TestDatabase } from './engines.js';

const mariadb = engines.find(({ name }) => name === 'mariadb');
const table: TableDefinition = { name: 'item', columns: [{ name: 'id', type: 'integer' }], key: ['id'] };

describe.skipIf(mariadb?.missing)('tables of MariaDB that somebody else is defining', () => {
  let database: TestDatabase;
  let store: Store;
  let other: mysql.Connection;

  beforeAll(async () => {
    if (mariadb === undefined) throw new Error('there is no such engine');
    database = await mariadb.create();
    store = await openStore('busy', { url: database.url, schema: 'managed' });
    other = await mysql.createConnection(database.url.replace('mariadb:', 'mysql:'));
  });
  afterAll(async () => {
    await other.end();
    await store.close();
    await database.drop();
  });

  it('are not defined meanwhile: whoever does not get them says that they are busy, and writes nothing', async () => {
    const name = `caruso.define.${new URL(database.url).pathname.slice(1)}`.slice(0, 64);
    await other.query('SELECT GET_LOCK(?, 0)', [name]);
    const waiting = store.define([table]).then(
      () => 'defined',
      (thrown: unknown) => thrown,
    );
    // Who waits is sent away, as he is when his time has run out: GET_LOCK then gives no 1.
    await sendAway();
    expect(await waiting).toBeInstanceOf(StorageErrors.Busy);
    expect(await store.catalogue()).toEqual([]);
    await other.query('SELECT RELEASE_LOCK(?)', [name]);
    await store.define([table]);
    expect((await store.catalogue()).map(({ name: made }) => made)).toEqual(['item']);
  });

  async function sendAway(): Promise<void> {
    for (;;) {
      const [rows] = await other.query<mysql.RowDataPacket[]>(
        "SELECT ID FROM information_schema.PROCESSLIST WHERE STATE = 'User lock' AND DB = DATABASE()",
      );
      const id = rows[0]?.ID;
      if (id === undefined) continue;
      await other.query(`KILL QUERY ${id}`);
      return;
    }
  }
});
