import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { alterStore } from '../../src/alter/alter-store.js';
import { compareStore } from '../../src/alter/compare-store.js';
import {
  type Column,
  openStore,
  type Store,
  type TableDefinition,
  transferStore,
  verifyStores,
} from '../../src/index.js';
import { engines, type TestDatabase, type TestEngine } from '../engines.js';
import { ask } from './ask.js';

const TABLES: readonly TableDefinition[] = [
  {
    name: 'caruso_every',
    columns: [
      { name: 'id', type: 'uuid' },
      { name: 'code', type: 'string', size: 12, required: true },
      { name: 'name', type: 'string' },
      { name: 'note', type: 'text' },
      { name: 'count', type: 'integer' },
      { name: 'large', type: 'long' },
      { name: 'price', type: 'decimal', precision: 12, scale: 2 },
      { name: 'exact', type: 'decimal' },
      { name: 'share', type: 'double' },
      { name: 'open', type: 'boolean', required: true },
      { name: 'day', type: 'date' },
      { name: 'hour', type: 'time' },
      { name: 'at', type: 'instant' },
      { name: 'local', type: 'localDateTime' },
      { name: 'bytes', type: 'binary' },
      { name: 'data', type: 'json' },
    ],
    key: ['id'],
    unique: [['code']],
    indexes: [['at', 'name']],
  },
  {
    name: 'counted',
    columns: [
      { name: 'seq', type: 'integer', generated: true },
      { name: 'at', type: 'instant', required: true },
    ],
    key: ['seq'],
  },
  { name: 'numbered', columns: [{ name: 'number', type: 'integer' }], key: ['number'] },
];
const [every] = TABLES as [TableDefinition];
const columns = every.columns.map(({ name, type, scale }): Column => ({ name, type, ...(scale ? { scale } : {}) }));
const ID = '6f1a2b3c-0000-4000-8000-00000000000';
const ROWS = [
  {
    id: `${ID}1`,
    code: 'ab',
    name: 'Zoë',
    note: 'first\nsecond',
    count: 7,
    large: '9223372036854775807',
    price: '1.10',
    exact: '0.000000000000000000000000000001',
    share: 0.1,
    open: true,
    day: '2024-02-29',
    hour: '14:30:00.500',
    at: '2024-03-10T02:30:00.000Z',
    local: '2024-03-10T02:30:00',
    bytes: new Uint8Array([0, 255, 128]),
    data: { b: [1, 'x'], a: null },
  },
  {
    id: `${ID}2`,
    code: 'AB',
    name: 'anna',
    note: null,
    count: null,
    large: null,
    price: null,
    exact: null,
    share: null,
    open: false,
    day: null,
    hour: null,
    at: '2024-03-10T02:30:00.123456Z',
    local: '2024-03-10T02:30:00.250',
    bytes: null,
    data: 'text',
  },
];

const sqlite = engines[0] as TestEngine;
const missing = engines.find((engine) => engine.missing !== undefined)?.missing;
const round = ['postgres', 'mariadb', 'sqlite', 'mariadb', 'postgres', 'sqlite'] as const;

/** The tables as a version before has declared them on SQLite: without a note of what they hold. */
const OLD = `
  CREATE TABLE "caruso_old" ("id" TEXT NOT NULL, "at" TEXT NOT NULL, "data" TEXT, PRIMARY KEY ("id"));
  INSERT INTO "caruso_old" VALUES ('${ID}1', '2024-03-10T02:30:00.000000Z', '{"a":1}');
  CREATE TABLE "sized" ("code" TEXT(4) NOT NULL CONSTRAINT "fits_sized_code" CHECK (length("code") <= 4), PRIMARY KEY ("code"));
  CREATE TABLE "other" ("note" TEXT);`;
const OLD_TABLES: readonly TableDefinition[] = [
  {
    name: 'caruso_old',
    columns: [
      { name: 'id', type: 'uuid' },
      { name: 'at', type: 'instant', required: true },
      { name: 'data', type: 'json' },
    ],
    key: ['id'],
  },
  { name: 'sized', columns: [{ name: 'code', type: 'string', size: 4 }], key: ['code'] },
];

describe("a transfer of CARUSO's own tables", () => {
  const databases: TestDatabase[] = [];
  const stores: Store[] = [];
  const create = async (name: TestEngine['name'], sql = '') => {
    const database = await (engines.find((engine) => engine.name === name) as TestEngine).create();
    databases.push(database);
    if (sql !== '') await database.run(sql);
    return database;
  };
  const open = async ({ url }: TestDatabase) => {
    const store = await openStore('own', { url, schema: 'managed' });
    stores.push(store);
    return store;
  };
  const close = async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
  };
  afterEach(async () => {
    await close();
    await Promise.all(databases.splice(0).map((database) => database.drop()));
  });

  async function fill(store: Store): Promise<void> {
    await store.define(TABLES);
    await store.write([
      ...ROWS.map((row) => ({
        insert: {
          table: 'caruso_every',
          cells: columns.map((column) => ({ column, value: row[column.name as keyof typeof row] ?? null })),
        },
      })),
      { insert: { table: 'numbered', cells: [{ column: { name: 'number', type: 'integer' as const }, value: 3 }] } },
    ]);
    await count(store);
  }

  async function count(store: Store): Promise<unknown> {
    const seq: Column = { name: 'seq', type: 'integer' };
    const cells = [{ column: { name: 'at', type: 'instant' } as const, value: '2024-01-01T00:00:00Z' }];
    await store.write([{ insert: { table: 'counted', cells, generated: seq } }]);
    return (await store.select({ table: 'counted', columns: [seq], order: [{ column: seq }] })).map((row) => row.seq);
  }

  /** What the product does with its tables when it starts, and what it reads. */
  async function expectAlive(store: Store): Promise<void> {
    await store.define(TABLES);
    expect(await compareStore(store, TABLES)).toEqual([]);
    const at = { name: 'at', type: 'instant' } as const;
    expect(await store.select({ table: 'caruso_every', columns, order: [{ column: at }] })).toEqual(ROWS);
    const late = { column: at, op: 'gt', value: '2024-03-10T02:30:00.100Z' } as const;
    expect(await store.select({ table: 'caruso_every', columns: columns.slice(0, 1), where: late })).toEqual([
      { id: `${ID}2` },
    ]);
  }

  it.skipIf(missing)(
    'gives tables on each engine that are as if they had been defined there',
    { timeout: 120_000 },
    async () => {
      let from = await create('sqlite');
      const first = await open(from);
      await fill(first);
      await close();
      let counted = [1];
      for (const name of round) {
        const to = await create(name);
        const report = await transferStore({ from: from.url, to: to.url });
        expect([name, report.outcome, report.problems, report.notMoved]).toEqual([name, 'moved', [], []]);
        expect(report.tables.flatMap(({ constraints }) => constraints.missing)).toEqual([]);
        expect((await verifyStores({ from: from.url, to: to.url })).outcome).toBe('equal');
        const store = await open(to);
        await expectAlive(store);
        counted = [...counted, counted.length + 1];
        expect(await count(store)).toEqual(counted);
        expect((await store.catalogue()).map((table) => table.name).sort()).toEqual([
          'caruso_every',
          'counted',
          'numbered',
        ]);
        await close();
        from = to;
      }
    },
  );

  it.skipIf(missing)('gives SQLite the declarations and forms that a managed store has', async () => {
    const made = await create('sqlite');
    await fill(await open(made));
    const there = await create('postgres');
    await fill(await open(there));
    await close();
    const moved = await create('sqlite');
    expect((await transferStore({ from: there.url, to: moved.url })).outcome).toBe('moved');
    const declared =
      "SELECT m.name, c.name, c.type FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY 1, c.cid";
    expect(await ask(moved.url, declared)).toEqual(await ask(made.url, declared));
    const values = 'SELECT * FROM caruso_every ORDER BY id';
    const forms = 'SELECT id, hour, at, local, data FROM caruso_every ORDER BY id';
    expect(await ask(moved.url, forms)).toEqual(await ask(made.url, forms));
    expect((await ask(moved.url, values)).length).toBe(2);
  });

  it.skipIf(missing)('fills tables that the product has made on the target before', async () => {
    const from = await create('sqlite');
    await fill(await open(from));
    for (const name of ['postgres', 'mariadb', 'sqlite'] as const) {
      const to = await create(name);
      await (await open(to)).define(TABLES);
      await close();
      const report = await transferStore({ from: from.url, to: to.url });
      expect([name, report.outcome, report.problems]).toEqual([name, 'moved', []]);
      await expectAlive(await open(to));
      await close();
    }
  });

  it.skipIf(missing)(
    'refuses a store that does not say how its tables are defined, until the product has started on it',
    async () => {
      const from = await create('sqlite', OLD);
      const to = await create('postgres');
      const refused = await transferStore({ from: from.url, to: to.url });
      expect(refused.outcome).toBe('refused');
      expect(refused.problems).toEqual(
        ['caruso_old', 'sized'].map((table) => ({ table, reason: expect.stringContaining('Start the product once') })),
      );
      expect(
        (await transferStore({ from: { url: from.url, schema: 'managed' }, to: to.url })).problems.map(
          ({ table }) => table,
        ),
      ).toEqual(['caruso_old', 'other', 'sized']);

      const before = await ask(from.url, "SELECT sql FROM sqlite_schema WHERE name IN ('caruso_old', 'sized')");
      await (await open(from)).define(OLD_TABLES);
      await close();
      expect(await ask(from.url, "SELECT sql FROM sqlite_schema WHERE name IN ('caruso_old', 'sized')")).toEqual(
        before,
      );
      expect((await transferStore({ from: from.url, to: to.url })).outcome).toBe('moved');
      const store = await open(to);
      await store.define(OLD_TABLES);
      expect(await compareStore(store, OLD_TABLES)).toEqual([]);
      const [at, data] = [
        { name: 'at', type: 'instant' as const },
        { name: 'data', type: 'json' as const },
      ];
      expect(await store.select({ table: 'caruso_old', columns: [at, data] })).toEqual([
        { at: '2024-03-10T02:30:00.000Z', data: { a: 1 } },
      ]);
    },
  );

  it.skipIf(missing)('takes what the empty target says of tables that the source does not describe', async () => {
    const from = await create('sqlite', OLD);
    const to = await create('mariadb');
    await (await open(to)).define(OLD_TABLES);
    await close();
    const report = await transferStore({ from: from.url, to: to.url });
    expect([report.outcome, report.problems]).toEqual(['moved', []]);
    expect(await ask(to.url, 'SELECT `at` FROM caruso_old')).toEqual([['2024-03-10 02:30:00.000000']]);
  });

  it.skipIf(missing)('moves tables that nothing uses any more as they are found, when told to', async () => {
    const from = await create('sqlite', OLD);
    const to = await create('postgres');
    const report = await transferStore({ from: from.url, to: to.url, asFound: ['caruso_old', 'sized'] });
    expect(report.outcome).toBe('moved');
    expect(await ask(to.url, 'SELECT at FROM caruso_old')).toEqual([['2024-03-10T02:30:00.000000Z']]);
  });

  it('an old store is copied to another file of SQLite as it is', async () => {
    const from = await create('sqlite', OLD);
    const to = await create('sqlite');
    expect((await transferStore({ from: from.url, to: to.url })).outcome).toBe('moved');
    const rows = 'SELECT * FROM caruso_old';
    expect(await ask(to.url, rows)).toEqual(await ask(from.url, rows));
  });

  it.skipIf(missing)('refuses instants that the two would show by different clocks', async () => {
    const from = await create('sqlite');
    await fill(await open(from));
    await close();
    const to = await create('mariadb');
    const report = await transferStore({ from: from.url, to: { url: to.url, zone: 'Europe/Berlin' } });
    expect(report.problems.map(({ table, column }) => `${table}.${column}`)).toEqual(['caruso_every.at', 'counted.at']);
  });

  it('is told by notes that a second start leaves alone', async () => {
    const database = await create('sqlite');
    await fill(await open(database));
    await close();
    const notes = 'SELECT rowid, name, definition FROM caruso_definition ORDER BY rowid';
    const before = await ask(database.url, notes);
    await (await open(database)).define(TABLES.toReversed());
    await close();
    expect(before).toHaveLength(TABLES.length);
    expect(await ask(database.url, notes)).toEqual(before);
  });

  it.skipIf(missing)('knows what alterations have made of a table', async () => {
    const from = await create('sqlite');
    const store = await open(from);
    await fill(store);
    const plain = { required: false, generated: false, indexed: false };
    await alterStore(store, { do: 'renameColumn', table: 'caruso_every', column: 'at', to: 'since' });
    await alterStore(store, { do: 'dropColumn', table: 'caruso_every', column: 'local', loses: 2 });
    const until = { name: 'until', type: 'instant' as const, ...plain };
    await alterStore(store, { do: 'addColumn', table: 'caruso_every', column: until });
    await alterStore(store, { do: 'renameTable', table: 'caruso_every', to: 'all_of_them' });
    await alterStore(store, { do: 'dropTable', table: 'counted', loses: 1 });
    await close();
    const to = await create('postgres');
    expect((await transferStore({ from: from.url, to: to.url })).outcome).toBe('moved');
    const types =
      "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'all_of_them' AND column_name IN ('since', 'until', 'local') ORDER BY 1";
    expect(await ask(to.url, types)).toEqual([
      ['since', 'timestamp with time zone'],
      ['until', 'timestamp with time zone'],
    ]);
    expect((await ask(to.url, 'SELECT name FROM caruso_definition ORDER BY 1')).flat()).toEqual([
      'all_of_them',
      'numbered',
    ]);
  });

  it('does not believe a note that the table has outgrown', async () => {
    const from = await create(sqlite.name);
    await fill(await open(from));
    await close();
    const database = new Database(from.url.slice('sqlite:'.length));
    database.exec(
      'ALTER TABLE counted DROP COLUMN at; ALTER TABLE counted ADD COLUMN at INTEGER; UPDATE counted SET at = 5',
    );
    database.close();
    const to = await create('sqlite');
    const report = await transferStore({ from: from.url, to: to.url });
    expect(report.outcome).toBe('moved');
    expect(await ask(to.url, 'SELECT seq, at FROM counted')).toEqual([['1', '5']]);
  });
});
