import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@caruso/core';
import Database from 'better-sqlite3';
import mysql from 'mysql2/promise';
import pg from 'pg';

/** An engine on which a test can have a database of its own. */
export interface TestEngine {
  readonly name: string;
  /** Why it cannot be tested here. */
  readonly missing: string | undefined;
  create(): Promise<TestDatabase>;
}

export interface TestDatabase {
  readonly url: string;
  /** Carries out SQL as a program other than CARUSO would. */
  run(sql: string): Promise<void>;
  drop(): Promise<void>;
}

const POSTGRES = 'postgres://postgres@127.0.0.1:5432';
const MARIADB = '127.0.0.1:3306';

const sqlite: TestEngine = {
  name: 'SQLite',
  missing: undefined,
  create: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caruso-test-'));
    const drop = async () => rmSync(folder, { recursive: true, force: true });
    const file = join(folder, 'caruso.db');
    const run = async (sql: string) => {
      const database = new Database(file);
      database.exec(sql);
      database.close();
    };
    return { url: `sqlite:${file}`, run, drop };
  },
};

async function onPostgres(sql: string, database = 'postgres'): Promise<void> {
  const client = new pg.Client(`${POSTGRES}/${database}`);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function onMariadb(sql: string, database = ''): Promise<void> {
  const client = await mysql.createConnection({ uri: `mysql://root@${MARIADB}/${database}`, multipleStatements: true });
  await client.query(sql).finally(() => client.end());
}

async function serverEngine(
  name: string,
  address: string,
  run: (sql: string, database?: string) => Promise<void>,
  dropOptions = '',
): Promise<TestEngine> {
  const missing = await run('SELECT 1').then(
    () => undefined,
    (thrown: unknown) => {
      if (process.env.CARUSO_REQUIRE_SERVERS === '1') throw thrown;
      return `no ${name} at ${address}`;
    },
  );
  const create = async () => {
    const database = `caruso_test_${newId().replaceAll('-', '')}`;
    await run(`CREATE DATABASE ${database}`);
    const drop = () => run(`DROP DATABASE ${database}${dropOptions}`);
    return { url: `${address}/${database}`, run: (sql: string) => run(sql, database), drop };
  };
  return { name, missing, create };
}

/** The servers that can hold the store of an assembly. */
export const servers: readonly TestEngine[] = [
  await serverEngine('PostgreSQL', POSTGRES, onPostgres, ' WITH (FORCE)'),
  await serverEngine('MariaDB', `mariadb://root@${MARIADB}`, onMariadb),
];

/** All engines that can hold it. */
export const engines: readonly TestEngine[] = [sqlite, ...servers];

/** A title that says why an engine is not tested. */
export const titleOf = ({ name, missing }: TestEngine): string => (missing ? `${name} (skipped: ${missing})` : name);
