import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusinessObjects, businessObjects, compileModel } from '@caruso/business-objects';
import { newId } from '@caruso/core';
import { defineAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import Database from 'better-sqlite3';
import pg from 'pg';
import { DataSource, type DataSourceOptions, EntitySchema } from 'typeorm';
import { type Comparison, compare, timePerCall } from './harness.js';

/** Repositories over a legacy table, one caller, one call after the other: on SQLite and on PostgreSQL. */
export const name = 'repositories';

const ROWS = 10_000;
const BULK = 100_000;
const SERVER = process.env.CARUSO_BENCH_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432';

const MODEL = `<caruso model="bench" version="1.0.0">
 <objects>
  <object name="Customer" key="number" title="{name}, {city}">
   <attr name="number" type="integer"/>
   <attr name="name" type="string" size="80" required="true"/>
   <attr name="city" type="string" size="40"/>
   <attr name="email" type="email"/>
   <attr name="marketing" type="enum" values="optIn optOut"/>
   <attr name="since" type="date"/>
   <attr name="balance" type="decimal" precision="12" scale="2"/>
  </object>
 </objects>
 <mapping company="bench">
  <store name="legacy"/>
  <map object="Customer" store="legacy" table="kdstamm" lock="column(upd_cnt)">
   <col attr="number" column="kd_nr"/><col attr="name" column="name1"/><col attr="city" column="ort"/>
   <col attr="email" column="email"/><col attr="marketing" column="werbg" convert="code(J=optIn,N=optOut)"/>
   <col attr="since" column="seit" convert="date(yyyyMMdd)"/><col attr="balance" column="saldo_ct" convert="scale(-2)"/>
  </map>
 </mapping>
</caruso>`;
const TABLE = `CREATE TABLE kdstamm (kd_nr INTEGER NOT NULL PRIMARY KEY, name1 VARCHAR(80) NOT NULL, ort VARCHAR(40),
  email VARCHAR(80), werbg CHAR(1), seit CHAR(8), saldo_ct BIGINT, upd_cnt INTEGER NOT NULL)`;
const INDEX = 'CREATE INDEX kdstamm_ort ON kdstamm (ort, name1)';
const NAMES = 'kd_nr, name1, ort, email, werbg, seit, saldo_ct, upd_cnt';

const Customer = new EntitySchema<Record<string, unknown>>({
  name: 'Customer',
  tableName: 'kdstamm',
  columns: {
    number: { name: 'kd_nr', type: 'integer', primary: true },
    name: { name: 'name1', type: 'varchar' },
    city: { name: 'ort', type: 'varchar' },
    email: { name: 'email', type: 'varchar' },
    marketing: { name: 'werbg', type: 'varchar' },
    since: { name: 'seit', type: 'varchar' },
    balance: { name: 'saldo_ct', type: 'bigint' },
    version: { name: 'upd_cnt', type: 'integer' },
  },
});

type Values = readonly (string | number)[];

/** What the raw driver does of the same work, prepared as well as it can be. */
interface Raw {
  get(key: number): unknown;
  insert(values: Values): unknown;
  page(city: string): unknown;
  insertAll(rows: readonly Values[]): unknown;
  removeFrom(key: number): unknown;
}

interface Side {
  readonly title: string;
  readonly address: string;
  readonly typeorm: DataSourceOptions;
  readonly raw: Raw;
  readonly calls: { readonly gets: number; readonly inserts: number; readonly pages: number };
  /** The promised ratio to the raw driver. */
  readonly bars: { readonly get: number; readonly insert: number; readonly page: number; readonly bulk: number };
  close(): Promise<void>;
}

export async function run(): Promise<readonly Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const open of [openSqlite, openPostgres]) {
    const side = await open();
    if (side === undefined) continue;
    try {
      comparisons.push(...(await measure(side)));
    } finally {
      await side.close();
    }
  }
  return comparisons;
}

const city = (key: number) => `Town ${key % 100}`;
const stored = (key: number): Values => [
  key,
  `Customer ${key}`,
  city(key),
  `c${key}@example.org`,
  key % 2 === 0 ? 'J' : 'N',
  '20240301',
  key * 100,
  1,
];
const entity = (key: number) => ({
  number: key,
  name: `Customer ${key}`,
  city: city(key),
  email: `c${key}@example.org`,
  marketing: key % 2 === 0 ? 'optIn' : 'optOut',
  since: '2024-03-01',
  balance: `${key}.00`,
});
const row = (key: number) => ({ ...entity(key), marketing: 'J', since: '20240301', balance: key * 100, version: 1 });

async function measure(side: Side): Promise<readonly Comparison[]> {
  const { raw, calls, bars, title } = side;
  await raw.insertAll(Array.from({ length: ROWS }, (_, index) => stored(index + 1)));
  const source = new DataSource({ ...side.typeorm, entities: [Customer] });
  await source.initialize();
  const entities = source.getRepository(Customer);
  const model = compileModel([{ file: 'bench.xml', text: MODEL }]);
  const components = [
    storageManager({ stores: { system: 'sqlite::memory:', legacy: side.address } }),
    businessObjects({ model }),
  ];
  const running = await startAssembly(defineAssembly({ company: 'bench', components }), { log: silentLog });
  const objects = running.get(BusinessObjects);
  let at = 0;
  const someKey = () => {
    at = (at * 7 + 3) % ROWS;
    return at + 1;
  };
  let last = ROWS;
  const nextKey = () => {
    last += 1;
    return last;
  };
  const object = 'Customer';
  const where = (key: number) => ({ attribute: 'city', op: 'eq', value: city(key) }) as const;
  const inBulk = async (insertAll: (keys: readonly number[]) => unknown) => {
    const keys = Array.from({ length: BULK }, nextKey);
    const took = await timePerCall(1, () => insertAll(keys));
    await raw.removeFrom(keys[0] ?? 0);
    return took / 1_000;
  };
  try {
    return [
      ...(await compare({
        case: `${title}: get by key`,
        unit: 'µs/call',
        better: 'lower',
        bar: bars.get,
        ours: () => timePerCall(calls.gets, () => objects.get({ object, key: String(someKey()) })),
        peers: {
          'raw driver': () => timePerCall(calls.gets, () => raw.get(someKey())),
          TypeORM: {
            bar: null,
            measure: () => timePerCall(calls.gets, () => entities.findOne({ where: { number: someKey() } })),
          },
        },
      })),
      ...(await compare({
        case: `${title}: insert`,
        unit: 'µs/call',
        better: 'lower',
        bar: bars.insert,
        ours: () => timePerCall(calls.inserts, () => objects.create({ object, values: entity(nextKey()) })),
        peers: {
          'raw driver': () => timePerCall(calls.inserts, () => raw.insert(stored(nextKey()))),
          TypeORM: { bar: null, measure: () => timePerCall(calls.inserts, () => entities.save(row(nextKey()))) },
        },
      })),
      ...(await compare({
        case: `${title}: page of 50, filter and sort`,
        unit: 'µs/call',
        better: 'lower',
        bar: bars.page,
        ours: () => timePerCall(calls.pages, () => objects.find({ object, where: where(someKey()), sort: ['name'] })),
        peers: {
          'raw driver': () => timePerCall(calls.pages, () => raw.page(city(someKey()))),
          TypeORM: {
            bar: null,
            measure: () =>
              timePerCall(calls.pages, () =>
                entities.find({ where: { city: city(someKey()) }, order: { name: 'ASC', number: 'ASC' }, take: 51 }),
              ),
          },
        },
      })),
      ...(await compare({
        case: `${title}: bulk insert of ${BULK}`,
        unit: 'ms',
        better: 'lower',
        bar: bars.bulk,
        ours: () => inBulk((keys) => objects.createMany({ object, items: keys.map(entity) })),
        peers: {
          'raw driver': () => inBulk((keys) => raw.insertAll(keys.map(stored))),
          TypeORM: {
            bar: null,
            measure: () => inBulk((keys) => entities.save(keys.map(row), { chunk: 1_000 })),
          },
        },
      })),
    ];
  } finally {
    await running.stop();
    await source.destroy();
  }
}

async function openSqlite(): Promise<Side> {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-bench-'));
  const file = join(folder, 'legacy.db');
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec(TABLE);
  database.exec(INDEX);
  const get = database.prepare(`SELECT ${NAMES} FROM kdstamm WHERE kd_nr = ?`);
  const insert = database.prepare(`INSERT INTO kdstamm (${NAMES}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const page = database.prepare(`SELECT ${NAMES} FROM kdstamm WHERE ort = ? ORDER BY name1, kd_nr LIMIT 51`);
  const remove = database.prepare('DELETE FROM kdstamm WHERE kd_nr >= ?');
  return {
    title: 'SQLite',
    address: `sqlite:${file}`,
    typeorm: { type: 'better-sqlite3', database: file },
    calls: { gets: 10_000, inserts: 3_000, pages: 2_000 },
    bars: { get: 3, insert: 3, page: 2, bulk: 2 },
    raw: {
      get: (key) => get.get(key),
      insert: (values) => insert.run(...values),
      page: (of) => page.all(of),
      insertAll: database.transaction((rows: readonly Values[]) => {
        for (const values of rows) insert.run(...values);
      }),
      removeFrom: (key) => remove.run(key),
    },
    close: async () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** How many rows the raw driver puts into one statement. */
const ROWS_PER_STATEMENT = 1_000;

/** Undefined where no server is. */
async function openPostgres(): Promise<Side | undefined> {
  const database = `caruso_bench_${newId().replaceAll('-', '')}`;
  const admin = new pg.Client(`${SERVER}/postgres`);
  try {
    await admin.connect();
  } catch {
    console.error(`no PostgreSQL at ${SERVER}, left out`);
    return undefined;
  }
  await admin.query(`CREATE DATABASE ${database}`);
  const address = `${SERVER}/${database}`;
  const pool = new pg.Pool({ connectionString: address });
  // A connection that is ending may still be told that its database is dropped.
  pool.on('error', () => {});
  await pool.query(TABLE);
  await pool.query(INDEX);
  const marks = (rows: number) =>
    Array.from({ length: rows }, (_, at) => `(${Array.from({ length: 8 }, (_, i) => `$${at * 8 + i + 1}`)})`);
  const insert = (rows: number) => `INSERT INTO kdstamm (${NAMES}) VALUES ${marks(rows).join(', ')}`;
  const insertOne = insert(1);
  const insertMany = insert(ROWS_PER_STATEMENT);
  return {
    title: 'PostgreSQL',
    address,
    typeorm: { type: 'postgres', url: address },
    // Fewer inserts would measure how soon a long path is compiled, not what it takes.
    calls: { gets: 1_000, inserts: 1_500, pages: 500 },
    bars: { get: 1.5, insert: 1.5, page: 1.5, bulk: 1.5 },
    raw: {
      get: (key) => pool.query(`SELECT ${NAMES} FROM kdstamm WHERE kd_nr = $1`, [key]),
      insert: (values) => pool.query(insertOne, [...values]),
      page: (of) =>
        pool.query(`SELECT ${NAMES} FROM kdstamm WHERE ort = $1 ORDER BY name1 COLLATE "C", kd_nr LIMIT 51`, [of]),
      async insertAll(rows) {
        const client = await pool.connect();
        await client.query('BEGIN');
        for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
          await client.query(insertMany, rows.slice(from, from + ROWS_PER_STATEMENT).flat());
        }
        await client.query('COMMIT');
        client.release();
      },
      removeFrom: (key) => pool.query('DELETE FROM kdstamm WHERE kd_nr >= $1', [key]),
    },
    close: async () => {
      await pool.end();
      await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
      await admin.end();
    },
  };
}
