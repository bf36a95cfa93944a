import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import Database from 'better-sqlite3';
import { type Comparison, compare, timePerCall } from './harness.js';

/** Finding and inserting rows in a SQLite store, one caller, one call after the other. */
export const name = 'store';

const TABLE = 'customer';
const id = { name: 'id', type: 'integer' } as const;
const label = { name: 'name', type: 'string' } as const;
const balance = { name: 'balance', type: 'decimal', scale: 2 } as const;
const since = { name: 'since', type: 'instant' } as const;
const columns = [id, label, balance, since];

const ROWS = 10_000;
const FINDS = 20_000;
const INSERTS = 5_000;

/**
 * Finding and inserting rows through the contract's stub, against better-sqlite3 called directly with prepared statements
 * on a file with the same settings.
 */
export async function run(): Promise<readonly Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-bench-'));
  const assembly = defineAssembly({
    company: 'bench',
    components: [storageManager({ stores: { system: `sqlite:${join(folder, 'ours.db')}` } })],
  });
  const running = await startAssembly(assembly, { log: silentLog });
  const storage = running.get(Storage);
  await storage.define({
    store: 'system',
    tables: [{ name: TABLE, columns: [id, { ...label, size: 80 }, balance, since], key: ['id'] }],
  });

  const raw = new Database(join(folder, 'raw.db'));
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = NORMAL');
  raw.exec(`CREATE TABLE ${TABLE} (id INTEGER NOT NULL PRIMARY KEY, name TEXT, balance TEXT, since TEXT)`);
  const rawInsert = raw.prepare(`INSERT INTO ${TABLE} (id, name, balance, since) VALUES (?, ?, ?, ?)`);
  const rawFind = raw.prepare(`SELECT id, name, balance, since FROM ${TABLE} WHERE id = ?`);

  const insertOf = (key: number) => ({
    insert: {
      table: TABLE,
      cells: [
        { column: id, value: key },
        { column: label, value: `Customer ${key}` },
        { column: balance, value: '12.50' },
        { column: since, value: '2024-03-01T12:00:00.000Z' },
      ],
    },
  });
  const insertRaw = (key: number) => rawInsert.run(key, `Customer ${key}`, '12.50', '2024-03-01T12:00:00.000000Z');

  const ours = counter();
  const theirs = counter();
  const keys = Array.from({ length: ROWS }, ours);
  await storage.write({ store: 'system', statements: keys.map(insertOf) });
  raw.transaction(() => {
    for (const _ of keys) insertRaw(theirs());
  })();

  const find = counter();
  const nextKey = () => ((find() * 7) % ROWS) + 1;
  try {
    return [
      ...(await compare({
        case: 'find by key',
        unit: 'µs/call',
        better: 'lower',
        bar: 3,
        ours: () =>
          timePerCall(FINDS, () =>
            storage.select({
              store: 'system',
              table: TABLE,
              columns,
              where: { column: id, op: 'eq', value: nextKey() },
            }),
          ),
        peers: { 'better-sqlite3': () => timePerCall(FINDS, () => rawFind.get(nextKey())) },
      })),
      ...(await compare({
        case: 'insert one row',
        unit: 'µs/call',
        better: 'lower',
        bar: 3,
        ours: () => timePerCall(INSERTS, () => storage.write({ store: 'system', statements: [insertOf(ours())] })),
        peers: { 'better-sqlite3': () => timePerCall(INSERTS, () => insertRaw(theirs())) },
      })),
      ...(await compare({
        case: 'insert 1,000 rows at once',
        unit: 'ms/call',
        better: 'lower',
        bar: 3,
        ours: async () => {
          const statements = Array.from({ length: 1_000 }, () => insertOf(ours()));
          return (await timePerCall(1, () => storage.write({ store: 'system', statements }))) / 1_000;
        },
        peers: {
          'better-sqlite3': async () => {
            const rows = Array.from({ length: 1_000 }, () => theirs());
            const all = raw.transaction(() => {
              for (const key of rows) insertRaw(key);
            });
            return (await timePerCall(1, all)) / 1_000;
          },
        },
      })),
    ];
  } finally {
    raw.close();
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function counter(): () => number {
  let count = 0;
  return () => {
    count += 1;
    return count;
  };
}
