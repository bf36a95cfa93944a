import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PostgresStatements } from '../src/engine/postgres-statements.js';
import { openStore, StorageErrors, type Store } from '../src/index.js';
import { engines, type TestDatabase } from './engines.js';

const postgres = engines.find(({ name }) => name === 'postgres');
const id = { name: 'id', type: 'integer' } as const;
const note = { name: 'note', type: 'text' } as const;

describe.skipIf(postgres?.missing)('a statement that PostgreSQL keeps parsed', () => {
  let database: TestDatabase;
  let store: Store;
  const select = (key: number) =>
    store.select({ table: 'item', columns: [id, note], where: { column: id, op: 'eq', value: key } });
  const parsed = async () => {
    const statement = { name: 'statement', type: 'text' } as const;
    const rows = await store.select({ table: 'pg_prepared_statements', columns: [statement] });
    return rows.filter((row) => String(row.statement).includes('"item"')).length;
  };

  beforeEach(async () => {
    if (postgres === undefined) throw new Error('there is no such engine');
    database = await postgres.create();
    await database.run(`CREATE TABLE item (id INTEGER PRIMARY KEY, note INTEGER); INSERT INTO item VALUES (1, 5)`);
    store = await openStore('legacy', database.url);
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  it('is kept once it comes again', async () => {
    await select(1);
    expect(await parsed()).toBe(0);
    for (const key of [1, 2, 3]) await select(key);
    expect(await parsed()).toBe(1);
  });

  it('is parsed anew when a column of the table has got another type', async () => {
    for (const key of [1, 1]) expect(await select(key)).toEqual([{ id: 1, note: '5' }]);
    await database.run(`ALTER TABLE item ALTER COLUMN note TYPE TEXT USING 'number ' || note`);
    for (const key of [1, 1]) expect(await select(key)).toEqual([{ id: 1, note: 'number 5' }]);
  });

  it('has to be repeated by its caller where it has ended a transaction', async () => {
    for (const key of [1, 1]) await select(key);
    const changed = () => database.run(`ALTER TABLE item ALTER COLUMN note TYPE TEXT USING note::text`);
    await expect(
      store.transaction(async () => {
        await store.select({ table: 'pg_class', columns: [{ name: 'relname', type: 'text' }], limit: 1 });
        await changed();
        await select(1);
      }),
    ).rejects.toThrow(StorageErrors.Busy);
    expect(await select(1)).toEqual([{ id: 1, note: '5' }]);
  });

  it('is sent as it is from then on when a pool between hands connections round', async () => {
    const client = new pg.Client(database.url);
    await client.connect();
    try {
      const statements = new PostgresStatements();
      const send = async () => {
        const sent = await statements.send(client, { sql: 'SELECT $1::int', parameters: ['7'], reused: true });
        return sent.rows;
      };
      expect(await send()).toEqual([[7]]);
      await client.query('DEALLOCATE ALL');
      expect(await send()).toEqual([[7]]);
      expect(await send()).toEqual([[7]]);
      expect((await client.query('SELECT 1 FROM pg_prepared_statements')).rowCount).toBe(0);
    } finally {
      await client.end();
    }
  });
});
