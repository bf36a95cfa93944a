import { newId } from '@caruso/core';
import mysql from 'mysql2/promise';
import pg from 'pg';

/** A server on which a test can have a database of its own. */
export interface TestServer {
  readonly name: string;
  /** Why it cannot be tested here. */
  readonly missing: string | undefined;
  create(): Promise<{ readonly url: string; drop(): Promise<void> }>;
}

const POSTGRES = 'postgres://postgres@127.0.0.1:5432';
const MARIADB = '127.0.0.1:3306';

async function onPostgres(sql: string): Promise<void> {
  const client = new pg.Client(`${POSTGRES}/postgres`);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function onMariadb(sql: string): Promise<void> {
  const client = await mysql.createConnection(`mysql://root@${MARIADB}`);
  await client.query(sql).finally(() => client.end());
}

async function serverOf(
  name: string,
  run: (sql: string) => Promise<void>,
  address: string,
  force: string,
): Promise<TestServer> {
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
    return { url: `${address}/${database}`, drop: () => run(`DROP DATABASE ${database}${force}`) };
  };
  return { name, missing, create };
}

/** The servers that can hold the store of an assembly. */
export const servers: readonly TestServer[] = [
  await serverOf('PostgreSQL', onPostgres, POSTGRES, ' WITH (FORCE)'),
  await serverOf('MariaDB', onMariadb, `mariadb://root@${MARIADB}`, ''),
];
