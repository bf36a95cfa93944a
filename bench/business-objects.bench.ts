import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusinessObjects, businessObjects, compileModel } from '@caruso/business-objects';
import { defineAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { type Column, Storage } from '@caruso/storage-manager/contract';
import Database from 'better-sqlite3';
import { DataSource, EntitySchema } from 'typeorm';
import { type Comparison, compare, timePerCall } from './harness.js';

/** Reading business objects from a legacy table in SQLite, one caller, one call after the other. */
export const name = 'business-objects';

const ROWS = 10_000;
const GETS = 10_000;
const PAGES = 2_000;

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
  <map object="Customer" store="legacy" table="KDSTAMM" lock="column(UPD_CNT)">
   <col attr="number" column="KD_NR"/><col attr="name" column="NAME1"/><col attr="city" column="ORT"/>
   <col attr="email" column="EMAIL"/><col attr="marketing" column="WERBG" convert="code(J=optIn,N=optOut)"/>
   <col attr="since" column="SEIT" convert="date(yyyyMMdd)"/><col attr="balance" column="SALDO_CT" convert="scale(-2)"/>
  </map>
 </mapping>
</caruso>`;

const COLUMNS: Column[] = [
  { name: 'KD_NR', type: 'integer' },
  { name: 'NAME1', type: 'string' },
  { name: 'ORT', type: 'string' },
  { name: 'EMAIL', type: 'string' },
  { name: 'WERBG', type: 'string' },
  { name: 'SEIT', type: 'string' },
  { name: 'SALDO_CT', type: 'long' },
  { name: 'UPD_CNT', type: 'long' },
];
const NAMES = COLUMNS.map((column) => column.name).join(', ');

const CustomerEntity = new EntitySchema<Record<string, unknown>>({
  name: 'Customer',
  tableName: 'KDSTAMM',
  columns: {
    number: { name: 'KD_NR', type: 'integer', primary: true },
    name: { name: 'NAME1', type: 'varchar' },
    city: { name: 'ORT', type: 'varchar' },
    email: { name: 'EMAIL', type: 'varchar' },
    marketing: { name: 'WERBG', type: 'varchar' },
    since: { name: 'SEIT', type: 'varchar' },
    balance: { name: 'SALDO_CT', type: 'bigint' },
    version: { name: 'UPD_CNT', type: 'bigint' },
  },
});

/** The same table for all: by objects, by the store below them, by TypeORM's repository, and by better-sqlite3. */
export async function run(): Promise<readonly Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-bench-'));
  const file = join(folder, 'legacy.db');
  const raw = new Database(file);
  raw.pragma('journal_mode = WAL');
  fill(raw);
  const rawGet = raw.prepare(`SELECT ${NAMES} FROM KDSTAMM WHERE KD_NR = ?`);
  const rawPage = raw.prepare(`SELECT ${NAMES} FROM KDSTAMM WHERE KD_NR > ? ORDER BY KD_NR LIMIT 51`);

  const source = new DataSource({ type: 'better-sqlite3', database: file, entities: [CustomerEntity] });
  await source.initialize();
  const entities = source.getRepository(CustomerEntity);

  const model = compileModel([{ file: 'bench.xml', text: MODEL }]);
  const stores = { system: 'sqlite::memory:', legacy: `sqlite:${file}` };
  const components = [storageManager({ stores }), businessObjects({ model })];
  const running = await startAssembly(defineAssembly({ company: 'bench', components }), { log: silentLog });
  const objects = running.get(BusinessObjects);
  const storage = running.get(Storage);

  let at = 0;
  const nextKey = () => {
    at = (at * 7 + 3) % ROWS;
    return at + 1;
  };
  const [number] = COLUMNS as [Column];
  const first = await objects.find({ object: 'Customer', limit: 50 });
  try {
    return [
      ...(await compare({
        case: 'get by key',
        unit: 'µs/call',
        better: 'lower',
        bar: 1,
        ours: () => timePerCall(GETS, () => objects.get({ object: 'Customer', key: String(nextKey()) })),
        peers: {
          'TypeORM findOne': () => timePerCall(GETS, () => entities.findOne({ where: { number: nextKey() } })),
          'the store below': {
            bar: 2,
            measure: () =>
              timePerCall(GETS, () =>
                storage.select({
                  store: 'legacy',
                  table: 'KDSTAMM',
                  columns: COLUMNS,
                  where: { column: number, op: 'eq', value: nextKey() },
                  limit: 1,
                }),
              ),
          },
          'better-sqlite3': { bar: null, measure: () => timePerCall(GETS, () => rawGet.get(nextKey())) },
        },
      })),
      ...(await compare({
        case: 'second page of 50',
        unit: 'µs/call',
        better: 'lower',
        bar: 1,
        ours: () => timePerCall(PAGES, () => objects.find({ object: 'Customer', limit: 50, after: first.next })),
        peers: {
          'TypeORM find': () =>
            timePerCall(PAGES, () => entities.find({ order: { number: 'ASC' }, skip: 50, take: 51 })),
          'the store below': {
            bar: 2,
            measure: () =>
              timePerCall(PAGES, () =>
                storage.select({
                  store: 'legacy',
                  table: 'KDSTAMM',
                  columns: COLUMNS,
                  where: { column: number, op: 'gt', value: 50 },
                  order: [{ column: number }],
                  limit: 51,
                }),
              ),
          },
          'better-sqlite3': { bar: null, measure: () => timePerCall(PAGES, () => rawPage.all(50)) },
        },
      })),
    ];
  } finally {
    await running.stop();
    await source.destroy();
    raw.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function fill(database: Database.Database): void {
  database.exec(`CREATE TABLE KDSTAMM (KD_NR INTEGER NOT NULL PRIMARY KEY, NAME1 VARCHAR(80) NOT NULL, ORT VARCHAR(40),
    EMAIL VARCHAR(80), WERBG CHAR(1), SEIT CHAR(8), SALDO_CT BIGINT, UPD_CNT INTEGER NOT NULL)`);
  const insert = database.prepare('INSERT INTO KDSTAMM VALUES (?, ?, ?, ?, ?, ?, ?, 1)');
  database.transaction(() => {
    for (let key = 1; key <= ROWS; key++) {
      const code = key % 2 === 0 ? 'J' : 'N';
      insert.run(key, `Customer ${key}`, 'Vienna', `c${key}@example.org`, code, '20240301', key * 100);
    }
  })();
}
