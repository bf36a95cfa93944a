import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import mysql from 'mysql2/promise';
import postgres from 'pg';

/** A database of a test's own, as a program other than CARUSO made and fills it. */
export interface LegacyDatabase {
  readonly url: string;
  run(sql: string): Promise<void>;
  drop(): Promise<void>;
}

export interface LegacyEngine {
  readonly name: 'sqlite' | 'postgres' | 'mariadb';
  /** What keeps tests on it from running; undefined when nothing does. */
  readonly missing: string | undefined;
  create(): Promise<LegacyDatabase>;
}

const POSTGRES = 'postgres://postgres@127.0.0.1:5432';
const MARIADB = 'mysql://root@127.0.0.1:3306';
const nameOfOwn = () => `caruso_test_${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`;

async function onPostgres(database: string, sql: string): Promise<void> {
  const client = new postgres.Client(`${POSTGRES}/${database}`);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function onMariadb(database: string, sql: string): Promise<void> {
  const client = await mysql.createConnection({ uri: `${MARIADB}/${database}`, multipleStatements: true });
  await client.query(sql).finally(() => client.end());
}

async function missing(name: string, reach: () => Promise<void>): Promise<string | undefined> {
  try {
    await reach();
    return undefined;
  } catch (thrown) {
    if (process.env.CARUSO_REQUIRE_SERVERS === '1') throw thrown;
    return `no ${name} server`;
  }
}

/** Every engine, with what is missing to test it here. */
export const engines: readonly LegacyEngine[] = [
  {
    name: 'sqlite',
    missing: undefined,
    async create() {
      const folder = mkdtempSync(join(tmpdir(), 'caruso-objects-'));
      const file = join(folder, 'legacy.db');
      return {
        url: `sqlite:${file}`,
        async run(sql) {
          const database = new Database(file);
          database.exec(sql);
          database.close();
        },
        drop: async () => rmSync(folder, { recursive: true, force: true }),
      };
    },
  },
  {
    name: 'postgres',
    missing: await missing('PostgreSQL', () => onPostgres('postgres', 'SELECT 1')),
    async create() {
      const name = nameOfOwn();
      await onPostgres('postgres', `CREATE DATABASE ${name}`);
      return {
        url: `${POSTGRES}/${name}`,
        run: (sql) => onPostgres(name, sql),
        drop: () => onPostgres('postgres', `DROP DATABASE ${name} WITH (FORCE)`),
      };
    },
  },
  {
    name: 'mariadb',
    missing: await missing('MariaDB', () => onMariadb('', 'SELECT 1')),
    async create() {
      const name = nameOfOwn();
      await onMariadb('', `CREATE DATABASE ${name}`);
      return {
        url: `mariadb://root@127.0.0.1:3306/${name}`,
        run: (sql) => onMariadb(name, sql),
        drop: () => onMariadb('', `DROP DATABASE ${name}`),
      };
    },
  },
];

/** A title that says what is missing. */
export const titleOf = ({ name, missing: lacks }: LegacyEngine) => (lacks ? `${name} (skipped: ${lacks})` : name);
