import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@caruso/core';
import mysql from 'mysql2/promise';
import pg from 'pg';

/** A place for a store of a test's own. */
export interface TestDatabase {
  readonly url: string;
  /** Carries out SQL as a program other than CARUSO would. */
  run(sql: string): Promise<void>;
  drop(): Promise<void>;
}

export interface TestEngine {
  readonly name: 'sqlite' | 'postgres' | 'mariadb';
  readonly missing: string | undefined;
  create(): Promise<TestDatabase>;
}

const required = process.env.CARUSO_REQUIRE_SERVERS === '1';
const POSTGRES = 'postgres://postgres@127.0.0.1:5432';
const MARIADB = 'mysql://root@127.0.0.1:3306';
const randomName = () => `caruso_test_${newId().replaceAll('-', '')}`;

async function absent(server: string, connect: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await connect();
    return undefined;
  } catch (thrown) {
    if (required) throw thrown;
    return `no ${server} at ${server === 'PostgreSQL' ? POSTGRES : MARIADB}`;
  }
}

async function onPostgres(database: string, sql: string): Promise<void> {
  const client = new pg.Client(`${POSTGRES}/${database}`);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function onMariadb(database: string, sql: string): Promise<void> {
  const client = await mysql.createConnection({ uri: `${MARIADB}/${database}`, multipleStatements: true });
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const sqlite: TestEngine = {
  name: 'sqlite',
  missing: undefined,
  async create() {
    const folder = mkdtempSync(join(tmpdir(), 'caruso-store-'));
    const file = join(folder, 'data', 'test.db');
    return {
      url: `sqlite:${file}`,
      async run(sql) {
        const { default: Database } = await import('better-sqlite3');
        const { mkdirSync } = await import('node:fs');
        mkdirSync(join(folder, 'data'), { recursive: true });
        const database = new Database(file);
        database.exec(sql);
        database.close();
      },
      drop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

const postgres: TestEngine = {
  name: 'postgres',
  missing: await absent('PostgreSQL', () => onPostgres('postgres', 'SELECT 1')),
  async create() {
    const name = randomName();
    await onPostgres('postgres', `CREATE DATABASE ${name}`);
    return {
      url: `${POSTGRES}/${name}`,
      run: (sql) => onPostgres(name, sql),
      drop: () => onPostgres('postgres', `DROP DATABASE ${name} WITH (FORCE)`),
    };
  },
};

const mariadb: TestEngine = {
  name: 'mariadb',
  missing: await absent('MariaDB', () => onMariadb('', 'SELECT 1')),
  async create() {
    const name = randomName();
    await onMariadb('', `CREATE DATABASE ${name}`);
    return {
      url: `mariadb://root@127.0.0.1:3306/${name}`,
      run: (sql) => onMariadb(name, sql),
      drop: () => onMariadb('', `DROP DATABASE ${name}`),
    };
  },
};

/** Every engine, with what is missing to test it here. */
export const engines: readonly TestEngine[] = [sqlite, postgres, mariadb];

/** For `describe.skipIf`: a title that says what is missing. */
export const titleOf = ({ name, missing }: TestEngine) => (missing ? `${name} (skipped: ${missing})` : name);
