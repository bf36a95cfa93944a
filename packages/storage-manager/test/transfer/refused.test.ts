import { afterEach, describe, expect, it } from 'vitest';
import { transferStore } from '../../src/index.js';
import { engines, type TestDatabase, type TestEngine } from '../engines.js';
import { ask } from './ask.js';
import { refusedCases } from './cases/refused.js';

const engine = (name: TestEngine['name']) => engines.find((other) => other.name === name) as TestEngine;
const missing = engines.some((one) => one.missing !== undefined);

describe.skipIf(missing)('what a target cannot hold (all engines)', () => {
  const databases: TestDatabase[] = [];
  const create = async (name: TestEngine['name'], sql = '') => {
    const database = await engine(name).create();
    databases.push(database);
    if (sql !== '') await database.run(sql);
    return database;
  };
  afterEach(async () => {
    await Promise.all(databases.splice(0).map((database) => database.drop()));
  });

  it.each(refusedCases)('$title ($from to $to)', async ({ from, to, source, problems }) => {
    const there = await create(from, source);
    const here = await create(to);
    const report = await transferStore({ from: there.url, to: here.url });
    expect(report.outcome).toBe('refused');
    expect(report.problems.map(({ column, row, reason }) => [column, row, reason])).toEqual(
      problems.map(([column, row, reason]) => [column, row, expect.stringMatching(reason)]),
    );
    const tables = {
      sqlite: 'SELECT name FROM sqlite_schema',
      postgres: "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
      mariadb: 'SHOW TABLES',
    };
    expect(await ask(here.url, tables[to])).toEqual([]);
  });

  it('16: a database in another character set is asked for each text before anything is written', async () => {
    const there = await create(
      'sqlite',
      "CREATE TABLE r16 (k INTEGER PRIMARY KEY, n TEXT); INSERT INTO r16 VALUES (1, 'Café'), (2, 'Zażółć');",
    );
    const here = await create('postgres');
    const latin = `${new URL(here.url).pathname.slice(1)}_latin`;
    await here.run(`CREATE DATABASE ${latin} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`);
    try {
      const report = await transferStore({ from: there.url, to: `${here.url}_latin` });
      expect(report.problems).toEqual([
        expect.objectContaining({ column: 'n', row: 'k = 2', reason: expect.stringContaining('"ż"') }),
      ]);
    } finally {
      await here.run(`DROP DATABASE ${latin} WITH (FORCE)`);
    }
  });

  it('14: columns that hold something else than they say can be moved as text', async () => {
    const there = await create(
      'sqlite',
      "CREATE TABLE t (k INTEGER PRIMARY KEY, n DATETIME); INSERT INTO t VALUES (1, '29/02/2024'), (2, 1709164800);",
    );
    const here = await create('postgres');
    expect((await transferStore({ from: there.url, to: here.url, asText: ['t.n'] })).outcome).toBe('moved');
    expect(await ask(here.url, 'SELECT n FROM t ORDER BY k')).toEqual([['29/02/2024'], ['1709164800']]);
  });

  it('27: rows without the row they lead to can be moved without the foreign key, which is listed', async () => {
    const there = await create(
      'sqlite',
      'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INTEGER REFERENCES p (id)); PRAGMA foreign_keys = OFF; INSERT INTO c VALUES (7);',
    );
    const here = await create('postgres');
    const report = await transferStore({ from: there.url, to: here.url, leaveBrokenKeys: true });
    expect(report.outcome).toBe('moved');
    expect(report.notMoved).toContainEqual(
      expect.objectContaining({ table: 'c', what: 'foreign key', reason: expect.stringContaining('p = 7') }),
    );
    expect(await ask(here.url, 'SELECT p FROM c')).toEqual([['7']]);
  });

  it('12 and 13: SQLite holds what others have as text, and gives it back to them', async () => {
    const there = await create(
      'postgres',
      "CREATE TABLE t (k INT PRIMARY KEY, n DATE, m TIMESTAMP); INSERT INTO t VALUES (1, 'infinity', '-infinity'), (2, '4712-01-01 BC', '0044-03-15 12:00:00 BC');",
    );
    const middle = await create('sqlite');
    const back = await create('postgres');
    expect((await transferStore({ from: there.url, to: middle.url })).outcome).toBe('moved');
    expect((await transferStore({ from: middle.url, to: back.url })).outcome).toBe('moved');
    expect(await ask(back.url, 'SELECT n, m FROM t ORDER BY k')).toEqual([
      ['infinity', '-infinity'],
      ['4712-01-01 BC', '0044-03-15 12:00:00 BC'],
    ]);
  });
});
