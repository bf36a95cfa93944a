import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type TransferReport, transferStore, verifyStores } from '../../src/index.js';
import { engines, type TestDatabase, type TestEngine } from '../engines.js';

const cases = process.env.CARUSO_CASES;
const engine = (name: TestEngine['name']) => engines.find((other) => other.name === name) as TestEngine;

const files: readonly (readonly [string, TestEngine['name'], string])[] = [
  ['Chinook', 'sqlite', 'chinook/Chinook_Sqlite.sql'],
  ['Chinook', 'postgres', 'chinook/Chinook_PostgreSql.sql'],
  ['Chinook', 'mariadb', 'chinook/Chinook_MySql.sql'],
  ['Northwind', 'sqlite', 'northwind/northwind_sqlite_create.sql'],
  ['Northwind', 'postgres', 'northwind/northwind_postgres.sql'],
  ['utility-billing', 'mariadb', 'utility-billing/Utility-Billing-Management-System.sql'],
];
const databases: TestDatabase[] = [];
const create = async (name: TestEngine['name']) => {
  const database = await engine(name).create();
  databases.push(database);
  return database;
};

/** Scripts that make a database of their own are run in the test's. */
function script(file: string): string {
  const text = readFileSync(join(cases ?? '', 'databases', file), 'utf8').replace(/^\uFEFF/, '');
  return text.replace(/^\s*(?:DROP DATABASE|CREATE DATABASE|USE |\\c).*$/gim, '');
}

afterAll(() => Promise.all(databases.map((database) => database.drop())));

describe.skipIf(cases === undefined || engines.some(({ missing }) => missing !== undefined))(
  'databases of companies (CARUSO_CASES, all engines)',
  () => {
    it.each(files)(
      '%s on %s goes round all engines and comes back with every row',
      { timeout: 120_000 },
      async (_, first, file) => {
        const start = await create(first);
        // Thousands of statements, each a transaction of its own.
        await start.run((first === 'sqlite' ? 'PRAGMA synchronous = OFF;' : '') + script(file));
        const others = engines.map(({ name }) => name).filter((name) => name !== first);
        const reports: TransferReport[] = [];
        let from = start;
        for (const name of [...others, first]) {
          const to = await create(name);
          const report = await transferStore({ from: from.url, to: to.url });
          expect(report.outcome).toBe('moved');
          reports.push(report);
          from = to;
        }
        const prints = reports.map(({ tables }) => tables.map(({ fingerprint }) => fingerprint.target).sort());
        expect(prints[1]).toEqual(prints[0]);
        expect(prints[2]).toEqual(prints[0]);
        expect((await verifyStores({ from: start.url, to: from.url })).outcome).toBe('equal');
      },
    );
  },
);
