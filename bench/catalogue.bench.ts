import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@caruso/core';
import { openStore } from '@caruso/storage-manager';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { type Comparison, compare, timePerCall } from './harness.js';

/** Reading what a database of 200 tables has, each with 20 columns, a key, references, a check and indexes. */
export const name = 'catalogue';

const POSTGRES = process.env.CARUSO_BENCH_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432';
const MARIADB = process.env.CARUSO_BENCH_MARIADB ?? 'mariadb://root@127.0.0.1:3306';
const TABLES = 200;
const COLUMNS = 20;
const PROMISED_MS = 2_000;

const tableName = (index: number) => `table_${index}`;

function definition(index: number): string {
  const columns = Array.from(
    { length: COLUMNS - 3 },
    (_, column) => `c${column} VARCHAR(${column + 10}) DEFAULT 'none'`,
  );
  return `CREATE TABLE ${tableName(index)} (id INT NOT NULL PRIMARY KEY, up INT, amount DECIMAL(12,2) CHECK (amount >= 0),
    ${columns.join(', ')}, UNIQUE (c0, c1)${index > 0 ? `, FOREIGN KEY (up) REFERENCES ${tableName(index - 1)} (id)` : ''})`;
}

/** A database of one engine: made, measured against the promise and against TypeORM's own reader, and dropped. */
async function measure(label: string, url: string, options: DataSourceOptions): Promise<readonly Comparison[]> {
  const source = await new DataSource(options).initialize();
  const runner = source.createQueryRunner();
  for (let index = 0; index < TABLES; index += 1) {
    await runner.query(definition(index));
    await runner.query(`CREATE INDEX ix_${index} ON ${tableName(index)} (amount, c2)`);
  }
  const store = await openStore(label, url);
  const names = Array.from({ length: TABLES }, (_, index) => tableName(index));
  const milliseconds = async (work: () => Promise<{ readonly length: number }>) => {
    let found = 0;
    const time = await timePerCall(1, async () => {
      found = (await work()).length;
    });
    if (found !== TABLES) throw new Error(`${label}: ${found} tables instead of ${TABLES}`);
    return time / 1_000;
  };
  try {
    return await compare({
      case: `${TABLES} tables, ${label}`,
      unit: 'ms',
      better: 'lower',
      bar: 1,
      ours: () => milliseconds(() => store.catalogue()),
      peers: {
        'the promise': () => PROMISED_MS,
        'TypeORM getTables': { measure: () => milliseconds(() => runner.getTables(names)), bar: null },
      },
    });
  } finally {
    await store.close();
    await runner.release();
    await source.destroy();
  }
}

async function onServer(type: 'postgres' | 'mariadb', server: string): Promise<readonly Comparison[]> {
  const database = `caruso_bench_${newId().replaceAll('-', '')}`;
  const admin = type === 'postgres' ? `${server}/postgres` : server;
  const source = await new DataSource({ type, url: admin }).initialize();
  await source.query(`CREATE DATABASE ${database}`);
  try {
    const url = `${server}/${database}`;
    return await measure(type, url, { type, url });
  } finally {
    await source.query(`DROP DATABASE ${database}`);
    await source.destroy();
  }
}

export async function run(): Promise<readonly Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-bench-'));
  const file = join(folder, 'legacy.db');
  try {
    return [
      ...(await measure('sqlite', `sqlite:${file}`, { type: 'better-sqlite3', database: file })),
      ...(await onServer('postgres', POSTGRES)),
      ...(await onServer('mariadb', MARIADB)),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
