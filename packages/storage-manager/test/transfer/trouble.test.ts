import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { CarusoError, newId } from '@caruso/core';
import { afterEach, describe, expect, it } from 'vitest';
import { StorageErrors, type TransferOptions, transferStore } from '../../src/index.js';
import { engines, type TestDatabase, type TestEngine } from '../engines.js';
import { ask } from './ask.js';

const sqlite = engines[0] as TestEngine;
const ROWS = 30_000;

/** Carries SQL out while this process waits, and with it the transfer that runs in it. */
function atOnce(url: string, sql: string): void {
  const program = `
    const [url, sql] = process.argv.slice(1);
    const client = url.startsWith('postgres:')
      ? new (await import('pg')).default.Client(url)
      : await (await import('mysql2/promise')).default.createConnection(url.replace('mariadb:', 'mysql:'));
    if (url.startsWith('postgres:')) await client.connect();
    await client.query(sql);
    await client.end();`;
  execFileSync(process.execPath, ['--input-type=module', '-e', program, '--', url, sql], {
    cwd: join(import.meta.dirname, '..', '..'),
  });
}
const MANY = (from: TestEngine['name']) => {
  const name = from === 'mariadb' ? "CONCAT('row ', i)" : "'row ' || i";
  const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})`;
  const most = from === 'mariadb' ? `SET max_recursive_iterations = ${ROWS};` : '';
  const insert = `SELECT i, ${name} FROM n`;
  return from === 'mariadb' ? `${most} INSERT INTO big ${numbers} ${insert};` : `${numbers} INSERT INTO big ${insert};`;
};
const TABLES =
  'CREATE TABLE big (id INTEGER PRIMARY KEY, name VARCHAR(20)); CREATE TABLE last (id INTEGER PRIMARY KEY, name VARCHAR(20));';
const source = (from: TestEngine['name']) => `${TABLES} ${MANY(from)} INSERT INTO last VALUES (1, 'a');`;

/** Ends all connections of CARUSO to a database, as its administrator would. */
const KILL: Readonly<Record<'postgres' | 'mariadb', (name: string) => string>> = {
  postgres: (name) =>
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND pid <> pg_backend_pid()`,
  mariadb: (name) => `BEGIN NOT ATOMIC
    FOR c IN (SELECT ID FROM information_schema.PROCESSLIST WHERE DB = '${name}' AND ID <> CONNECTION_ID()) DO
      EXECUTE IMMEDIATE CONCAT('KILL ', c.ID);
    END FOR; END`,
};
const nameOf = ({ url }: TestDatabase) => new URL(url).pathname.slice(1);
const servers = engines.filter(({ name }) => name !== 'sqlite');

describe.each(servers.map((engine) => [engine.name as 'postgres' | 'mariadb', engine] as const))(
  'trouble in a transfer: %s',
  (kind, engine) => {
    const databases: TestDatabase[] = [];
    const create = async (one: TestEngine, sql = '') => {
      const database = await one.create();
      databases.push(database);
      if (sql !== '') await database.run(sql);
      return database;
    };
    afterEach(async () => {
      await Promise.all(databases.splice(0).map((database) => database.drop()));
    });

    /** Carries SQL out once, when rows of a table are being copied. */
    function midway(table: string, url: string, sql: string): Partial<TransferOptions> {
      let isDone = false;
      return {
        onProgress(progress) {
          if (isDone || progress.phase !== 'copying' || progress.table !== table) return;
          isDone = true;
          atOnce(url, sql);
        },
      };
    }

    const expectWhole = async (from: TestDatabase, to: TestDatabase) => {
      const report = await transferStore({ from: from.url, to: to.url });
      expect(report.outcome).toBe('moved');
      expect(report.resumed).toBe(true);
      expect(report.tables.map(({ rows }) => rows.target)).toEqual([ROWS, 1]);
    };

    it.skipIf(engine.missing)('a target whose connections are killed in the middle is gone on with', async () => {
      const from = await create(sqlite, source('sqlite'));
      const to = await create(engine);
      const kill = midway('big', to.url, KILL[kind](nameOf(to)));
      await expect(transferStore({ from: from.url, to: to.url, ...kill })).rejects.toThrow(
        StorageErrors.ConnectionLost,
      );
      await expectWhole(from, to);
    });

    it.skipIf(engine.missing)('a source whose connections are killed in the middle is gone on with', async () => {
      const from = await create(engine, source(kind));
      const to = await create(sqlite);
      const kill = midway('big', from.url, KILL[kind](nameOf(from)));
      await expect(transferStore({ from: from.url, to: to.url, ...kill })).rejects.toThrow(
        StorageErrors.ConnectionLost,
      );
      await expectWhole(from, to);
    });

    it.skipIf(engine.missing)('a user who may not do it is told which right on which table is lacking', async () => {
      const from = await create(sqlite, source('sqlite'));
      const to = await create(engine, TABLES);
      const user = `caruso_${newId().replaceAll('-', '').slice(0, 20)}`;
      const login =
        kind === 'postgres' ? `CREATE ROLE ${user} LOGIN` : `CREATE USER ${user}@'127.0.0.1', ${user}@localhost`;
      const grants = {
        postgres: [
          `GRANT CREATE, USAGE ON SCHEMA public TO ${user}; GRANT SELECT, INSERT, UPDATE, DELETE ON big TO ${user}; GRANT SELECT ON last TO ${user};`,
          `GRANT INSERT ON last TO ${user};`,
        ],
        mariadb: [
          `GRANT CREATE, INDEX ON ${nameOf(to)}.* TO ${user}@'127.0.0.1'; GRANT SELECT ON ${nameOf(to)}.* TO ${user}@'127.0.0.1';
           GRANT ALL ON ${nameOf(to)}.caruso_transfer TO ${user}@'127.0.0.1'; GRANT ALL ON ${nameOf(to)}.big TO ${user}@'127.0.0.1';`,
          `GRANT INSERT, ALTER ON ${nameOf(to)}.last TO ${user}@'127.0.0.1';`,
        ],
      }[kind];
      await to.run(login);
      try {
        await to.run(grants[0] ?? '');
        const url = to.url.replace(/\/\/[^@]+@/, `//${user}@`);
        const refused = transferStore({ from: from.url, to: url });
        await expect(refused).rejects.toThrow(StorageErrors.NotAllowed);
        await expect(refused).rejects.toThrow(/with last: .*INSERT/);
        expect(await ask(to.url, 'SELECT COUNT(*) FROM last')).toEqual([['0']]);
        await to.run(grants[1] ?? '');
        await expectWhole(from, { ...to, url });
      } finally {
        const drop = {
          postgres: `DROP OWNED BY ${user}; DROP ROLE ${user}`,
          mariadb: `DROP USER ${user}@'127.0.0.1', ${user}@localhost`,
        };
        await to.run(drop[kind]);
      }
    });

    it.skipIf(engine.missing)('a table of the source that is dropped in the middle is named', async () => {
      const from = await create(engine, source(kind));
      const to = await create(sqlite);
      const run = transferStore({ from: from.url, to: to.url, ...midway('big', from.url, 'DROP TABLE last') });
      await expect(run).rejects.toThrow(/"?last"?/);
      await expect(run).rejects.toThrow(CarusoError);
      await from.run("CREATE TABLE last (id INTEGER PRIMARY KEY, name VARCHAR(20)); INSERT INTO last VALUES (1, 'b');");
      await expectWhole(from, to);
    });

    it.skipIf(engine.missing)(
      'a source that is altered between two runs begins again, and only when told to',
      async () => {
        const from = await create(engine, source(kind));
        const to = await create(sqlite);
        const stop = new Error('stopped');
        const onProgress: TransferOptions['onProgress'] = ({ phase, table }) => {
          if (phase === 'copying' && table === 'last') throw stop;
        };
        await expect(transferStore({ from: from.url, to: to.url, onProgress })).rejects.toBe(stop);
        await from.run('ALTER TABLE big ADD COLUMN more INT');
        const again = transferStore({ from: from.url, to: to.url });
        await expect(again).rejects.toThrow(StorageErrors.UnfinishedTransfer);
        await from.run('DROP TABLE big');
        const report = await transferStore({ from: from.url, to: to.url, restart: true });
        expect(report.outcome).toBe('moved');
        expect(report.tables.map(({ table }) => table)).toEqual(['last']);
      },
    );
  },
);
