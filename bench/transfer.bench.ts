import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@caruso/core';
import { transferStore } from '@caruso/storage-manager';
import Database from 'better-sqlite3';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { type Comparison, compare } from './harness.js';

/** Whole databases moved to PostgreSQL: Chinook, fifty times over, against pgloader, which proves nothing afterwards. */
export const name = 'transfer';

const COPIES = 50;
const SHIFT = 100_000;
const POSTGRES = process.env.CARUSO_BENCH_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432';
const MARIADB = process.env.CARUSO_BENCH_MARIADB ?? 'mysql://root@127.0.0.1:3306';

/**
 * Rows a second from SQLite and from MariaDB to PostgreSQL. Ours includes looking for what does not fit, the keys and indexes, and
 * reading all rows again for the proof. Nothing is measured without pgloader, or without Chinook in CARUSO_CASES.
 */
export async function run(): Promise<readonly Comparison[]> {
  const cases = process.env.CARUSO_CASES;
  if (cases === undefined) return skipped('CARUSO_CASES does not say where Chinook is');
  if (spawnSync('pgloader', ['--version']).error) return skipped('there is no pgloader');
  const folder = mkdtempSync(join(tmpdir(), 'caruso-bench-'));
  const file = join(folder, 'chinook.db');
  const rows = multiply(readFileSync(join(cases, 'databases/chinook/Chinook_Sqlite.sql'), 'utf8'), file);
  const mariadb = `caruso_bench_${newId().replaceAll('-', '')}`;
  try {
    const made = await transferStore({ from: `sqlite:${file}`, to: await emptyMariadb(mariadb) });
    if (made.outcome !== 'moved') throw new Error('the MariaDB database was not made');
    await readableByPgloader(mariadb);
    return [
      ...(await versusPgloader('SQLite to PostgreSQL', rows, `sqlite:${file}`, `sqlite://${file}`)),
      ...(await versusPgloader('MariaDB to PostgreSQL', rows, `${MARIADB}/${mariadb}`, `${MARIADB}/${mariadb}`)),
    ];
  } finally {
    await onMariadb(`DROP DATABASE IF EXISTS ${mariadb}`);
    rmSync(folder, { recursive: true });
  }
}

function skipped(reason: string): readonly Comparison[] {
  console.error(`transfer is not measured: ${reason}.`);
  return [];
}

/** Writes Chinook as many times as wanted into a file; keys, and what leads to them, are shifted by each copy. Returns the rows. */
function multiply(script: string, file: string): number {
  const chinook = new Database(':memory:');
  chinook.exec(script.replace(/^\uFEFF/, ''));
  const large = new Database(file);
  large.pragma('foreign_keys = OFF');
  const definitions = chinook
    .prepare<[], { sql: string }>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC')
    .all();
  for (const { sql } of definitions) large.exec(sql);
  const tables = chinook.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  let rows = 0;
  large.transaction(() => {
    for (const { name: table } of tables) {
      const columns = chinook
        .prepare<[string], { name: string; pk: number }>('SELECT name, pk FROM pragma_table_info(?)')
        .all(table);
      const leading = chinook
        .prepare<[string], { from: string }>('SELECT "from" FROM pragma_foreign_key_list(?)')
        .all(table);
      const shifted = columns.map(({ name: column, pk }) => pk > 0 || leading.some(({ from }) => from === column));
      const insert = large.prepare(`INSERT INTO "${table}" VALUES (${columns.map(() => '?').join(', ')})`);
      const found = chinook.prepare<[], unknown[]>(`SELECT * FROM "${table}"`).raw().all();
      for (let copy = 0; copy < COPIES; copy += 1) {
        for (const row of found)
          insert.run(
            ...row.map((value, at) => (shifted[at] && typeof value === 'number' ? value + copy * SHIFT : value)),
          );
      }
      rows += found.length * COPIES;
    }
  })();
  large.close();
  chinook.close();
  return rows;
}

function versusPgloader(title: string, rows: number, from: string, source: string): Promise<readonly Comparison[]> {
  return compare({
    case: title,
    unit: 'rows/s',
    better: 'higher',
    bar: 1,
    rounds: 3,
    ours: () =>
      rate(rows, async (to) => {
        const { outcome } = await transferStore({ from, to });
        if (outcome !== 'moved') throw new Error(`the transfer was ${outcome}`);
      }),
    peers: {
      pgloader: () =>
        rate(rows, async (to) => {
          const { status, stdout } = spawnSync('pgloader', [source, to.replace('postgres:', 'postgresql:')], {
            encoding: 'utf8',
          });
          if (status !== 0) throw new Error(`pgloader failed: ${stdout}`);
        }),
    },
  });
}

/** Rows a second that `move` brings into an empty database. */
async function rate(rows: number, move: (to: string) => Promise<void>): Promise<number> {
  const database = `caruso_bench_${newId().replaceAll('-', '')}`;
  await onPostgres(`CREATE DATABASE ${database}`);
  try {
    const started = process.hrtime.bigint();
    await move(`${POSTGRES}/${database}`);
    return rows / (Number(process.hrtime.bigint() - started) / 1e9);
  } finally {
    await onPostgres(`DROP DATABASE ${database} WITH (FORCE)`);
  }
}

async function onPostgres(sql: string): Promise<void> {
  const client = new pg.Client(`${POSTGRES}/postgres`);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** pgloader 3.6 fails on columns whose collation keeps trailing blanks apart, as those of ours do: they get one it knows. */
async function readableByPgloader(database: string): Promise<void> {
  const client = await mysql.createConnection(`${MARIADB}/${database}`);
  try {
    const [tables] = await client.query<mysql.RowDataPacket[]>(
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?',
      [database],
    );
    await client.query('SET foreign_key_checks = 0');
    for (const { name: table } of tables)
      await client.query(`ALTER TABLE \`${table}\` CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  } finally {
    await client.end();
  }
}

async function emptyMariadb(database: string): Promise<string> {
  await onMariadb(`CREATE DATABASE ${database}`);
  return `${MARIADB}/${database}`;
}

async function onMariadb(sql: string): Promise<void> {
  const client = await mysql.createConnection(MARIADB);
  await client.query(sql).finally(() => client.end());
}
