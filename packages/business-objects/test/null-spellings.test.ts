import { newId } from '@caruso/core';
import { type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import mysql from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusinessObjects, businessObjects, compileModel } from '../src/index.js';

const SERVER = 'mysql://root@127.0.0.1:3306';
const database = `caruso_test_${newId().replaceAll('-', '')}`;

const MODEL = `<caruso model="old" version="1.0.0">
  <objects><object name="Contract" key="number" title="{number}">
    <attr name="number" type="integer"/><attr name="end" type="date"/><attr name="called" type="localDateTime"/>
  </object></objects>
  <mapping company="old"><store name="old"/><map object="Contract" store="old" table="contract">
    <col attr="number" column="number"/><col attr="end" column="end" null="0000-00-00"/>
    <col attr="called" column="called" null="0000-00-00 00:00:00"/>
  </map></mapping>
</caruso>`;

async function onServer(sql: string): Promise<void> {
  const connection = await mysql.createConnection({ uri: SERVER, multipleStatements: true });
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}

const missing = await onServer('SELECT 1').then(
  () => undefined,
  (thrown: unknown) => {
    if (process.env.CARUSO_REQUIRE_SERVERS === '1') throw thrown;
    return `no MariaDB at ${SERVER}`;
  },
);

describe.skipIf(missing)(`zero dates${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let running: RunningAssembly;

  beforeAll(async () => {
    await onServer(`CREATE DATABASE ${database}; USE ${database};
      CREATE TABLE contract (number INT PRIMARY KEY, end DATE NOT NULL, called DATETIME NOT NULL);
      INSERT INTO contract VALUES (1, '0000-00-00', '0000-00-00 00:00:00'), (2, '2024-12-31', '2024-01-01 10:00:00')`);
    const stores = { system: 'sqlite::memory:', old: `${SERVER}/${database}` };
    const components = [
      storageManager({ stores }),
      businessObjects({ model: compileModel([{ file: 'old.xml', text: MODEL }]) }),
    ];
    running = await startAssembly({ company: 'example', components }, { log: silentLog });
  });
  afterAll(async () => {
    await running?.stop();
    await onServer(`DROP DATABASE IF EXISTS ${database}`);
  });

  it('mean that there is none when the mapping says so: read, searched for and written', async () => {
    const objects = running.get(BusinessObjects);
    const get = async (key: string) => (await objects.get({ object: 'Contract', key }))?.values;
    expect(await get('1')).toEqual({ number: 1, end: null, called: null });
    expect(await get('2')).toEqual({ number: 2, end: '2024-12-31', called: '2024-01-01T10:00:00' });
    const where = { attribute: 'end', op: 'isNull' } as const;
    expect((await objects.find({ object: 'Contract', where })).items.map(({ key }) => key)).toEqual(['1']);
    await objects.create({ object: 'Contract', values: { number: 3, end: '2025-01-01', called: null } });
    expect(await get('3')).toEqual({ number: 3, end: '2025-01-01', called: null });
  });
});
