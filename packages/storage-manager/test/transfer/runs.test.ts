import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StorageErrors, type TransferReport, transferStore, verifyStores } from '../../src/index.js';
import { bundleProgram } from '../bundle-program.js';
import { engines, type TestDatabase, type TestEngine, titleOf } from '../engines.js';
import { ask } from './ask.js';

const folder = join(import.meta.dirname, '..', '..', 'node_modules', '.transfer-test');
const mover = join(folder, 'mover.mjs');
const ROWS = 60_000;
const MANY = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS}) INSERT INTO big SELECT i, 'row ' || i, i * 2 FROM n;`;
const SOURCE = `CREATE TABLE big (id INTEGER PRIMARY KEY, name VARCHAR(20), twice INT); ${MANY}
  CREATE TABLE log (line VARCHAR(20)); INSERT INTO log VALUES ('same'), ('same'), ('other');
  CREATE TABLE part (id INTEGER PRIMARY KEY, big INT REFERENCES big (id)); INSERT INTO part VALUES (1, 7); CREATE INDEX part_big ON part (big);`;

/** A program that moves a database, and kills itself at a phase, when so many rows have been through it. */
const program = `
  import { transferStore } from '../../src/index.ts';
  const [from, to, last, least] = process.argv.slice(2);
  const onProgress = ({ phase, rows }) => {
    if (phase === last && rows >= Number(least)) process.kill(process.pid, 'SIGKILL');
  };
  transferStore({ from, to, onProgress }).then(
    ({ outcome }) => process.stdout.write(outcome),
    (thrown) => process.stdout.write(thrown.code + ' ' + thrown.message),
  );`;

const sqlite = engines[0] as TestEngine;
const targets = engines.map((engine) => [titleOf(engine), engine] as const);

describe('runs of a transfer', () => {
  const databases: TestDatabase[] = [];
  const create = async (engine: TestEngine, sql = '') => {
    const database = await engine.create();
    databases.push(database);
    if (sql !== '') await database.run(sql);
    return database;
  };

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    await bundleProgram(program, mover);
  });
  afterEach(async () => {
    await Promise.all(databases.splice(0).map((database) => database.drop()));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the program in a shell; returns what it says, or that it was killed. */
  async function move(from: TestDatabase, to: TestDatabase, phase = '', least = 0, shell = ':'): Promise<string> {
    const args = [mover, from.url, to.url, phase, String(least)];
    const child = spawn('/bin/sh', ['-c', `${shell}; exec "$0" "$@"`, process.execPath, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said = text(child.stdout);
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    return signal ?? (await said);
  }

  function expectWhole(report: TransferReport): void {
    expect(report.outcome).toBe('moved');
    expect(report.tables.map(({ table, rows }) => [table, rows.source, rows.target])).toEqual([
      ['big', ROWS, ROWS],
      ['log', 3, 3],
      ['part', 1, 1],
    ]);
  }

  describe.each(targets)('to %s', (_, engine) => {
    it.skipIf(engine.missing)(
      '30: a run that is killed anywhere is continued by the next, and nothing is there twice',
      { timeout: 60_000 },
      async () => {
        const from = await create(sqlite, SOURCE);
        const to = await create(engine);
        expect(await move(from, to, 'copying', 30_000)).toBe('SIGKILL');
        expect((await verifyStores({ from: from.url, to: to.url })).outcome).toBe('differs');
        expect(await move(from, to, 'copying', 60_001)).toBe('SIGKILL');
        expect(await move(from, to, 'finishing')).toBe('SIGKILL');
        expect(await move(from, to, 'proving')).toBe('SIGKILL');
        const report = await transferStore({ from: from.url, to: to.url });
        expectWhole(report);
        expect(report.resumed).toBe(true);
        expect(report.tables.map(({ constraints }) => constraints.missing)).toEqual([[], [], []]);
        expect((await verifyStores({ from: from.url, to: to.url })).outcome).toBe('equal');
      },
    );

    it.skipIf(engine.missing)(
      '30: what was written to the source between two runs arrives as well, and is named',
      { timeout: 60_000 },
      async () => {
        const from = await create(sqlite, SOURCE);
        const to = await create(engine);
        expect(await move(from, to, 'copying', 30_000)).toBe('SIGKILL');
        await from.run(
          "UPDATE big SET name = 'changed' WHERE id = 5; DELETE FROM big WHERE id = 6; INSERT INTO big VALUES (100000, 'new', 0);",
        );
        const report = await transferStore({ from: from.url, to: to.url });
        expectWhole(report);
        expect(report.warnings).toContainEqual({ table: 'big', text: expect.stringContaining('copied anew') });
        expect(await ask(to.url, 'SELECT name FROM big WHERE id IN (5, 6, 100000) ORDER BY id')).toEqual([
          ['changed'],
          ['new'],
        ]);
      },
    );

    it.skipIf(engine.missing)(
      '30: what is written to the source during the run arrives as well, and is named',
      { timeout: 60_000 },
      async () => {
        const from = await create(sqlite, `PRAGMA journal_mode = WAL; ${SOURCE}`);
        const to = await create(engine);
        let written = false;
        const report = await transferStore({
          from: from.url,
          to: to.url,
          onProgress: ({ phase, table }) => {
            if (written || phase !== 'copying' || table !== 'log') return;
            written = true;
            void from.run(
              "INSERT INTO big VALUES (100000, 'new', 0); INSERT INTO part VALUES (2, 100000); DELETE FROM big WHERE id = 6;",
            );
          },
        });
        expect(report.outcome).toBe('moved');
        expect(report.warnings.map(({ table }) => table)).toEqual(['big', 'part']);
        expect(await ask(to.url, 'SELECT big FROM part ORDER BY id')).toEqual([['7'], ['100000']]);
      },
    );
  });

  it('a target that is full says so, and goes on when there is room', { timeout: 60_000 }, async () => {
    const from = await create(sqlite, SOURCE);
    const to = await create(sqlite);
    // Files of this process may not become larger than a thousand blocks of 512 bytes.
    expect(await move(from, to, '', 0, 'ulimit -f 1000')).toMatch(/^CRS-STO-030 The store "to" has no room left/);
    const report = await transferStore({ from: from.url, to: to.url });
    expectWhole(report);
    expect(report.resumed).toBe(true);
  });

  it('an unfinished transfer is not mixed with another, unless that is told to begin again', async () => {
    const from = await create(sqlite, SOURCE);
    const other = await create(sqlite, 'CREATE TABLE big (id INTEGER PRIMARY KEY); INSERT INTO big VALUES (1);');
    const to = await create(sqlite);
    expect(await move(from, to, 'copying', 30_000)).toBe('SIGKILL');
    await expect(transferStore({ from: other.url, to: to.url })).rejects.toThrow(StorageErrors.UnfinishedTransfer);
    const report = await transferStore({ from: other.url, to: to.url, restart: true });
    expect(report.outcome).toBe('moved');
    expect(
      await ask(to.url, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"),
    ).toEqual([['big']]);
  });

  it('a database is not moved to itself, nor over tables that have rows', async () => {
    const from = await create(sqlite, 'CREATE TABLE a (id INTEGER PRIMARY KEY);');
    const to = await create(sqlite, 'CREATE TABLE A (id INTEGER PRIMARY KEY); INSERT INTO A VALUES (1);');
    await expect(transferStore({ from: from.url, to: from.url })).rejects.toThrow(StorageErrors.TransferToItself);
    const report = await transferStore({ from: from.url, to: to.url });
    expect(report.problems).toEqual([{ table: 'a', reason: expect.stringContaining('already, and it has rows') }]);
  });
});
