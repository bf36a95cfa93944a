import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileModel, introspect, writeDraft, writeTogether } from '@caruso/business-objects';
import { openStore } from '@caruso/storage-manager';
import Database from 'better-sqlite3';
import { type Comparison, compare, timePerCall } from './harness.js';

/** A model of 200 tables drafted from a database with rows, and one of 500 objects loaded and checked. */
export const name = 'modeler';

const TABLES = 200;
const ROWS = 1_000;
const OBJECTS = 500;
const PROMISED_DRAFT_MS = 2_000;
const PROMISED_CHECK_MS = 1_000;

/** Both against what is promised: no peer drafts objects with their conversions. */
export async function run(): Promise<readonly Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-bench-'));
  try {
    const small = await openLegacy(join(folder, 'small.db'), TABLES, ROWS);
    const large = await openLegacy(join(folder, 'large.db'), OBJECTS, 1);
    try {
      const text = writeTogether(await introspect(large.storage, { store: 'legacy' }));
      const milliseconds = async (work: () => unknown) => (await timePerCall(1, work)) / 1_000;
      return [
        ...(await compare({
          case: `${TABLES} tables of ${ROWS} rows drafted`,
          unit: 'ms',
          better: 'lower',
          bar: 1,
          ours: () => milliseconds(async () => writeDraft(await introspect(small.storage, { store: 'legacy' }))),
          peers: { 'the promise': () => PROMISED_DRAFT_MS },
        })),
        ...(await compare({
          case: `${OBJECTS} objects loaded and checked`,
          unit: 'ms',
          better: 'lower',
          bar: 1,
          ours: () =>
            milliseconds(() => {
              const sources = [{ file: 'model.xml', text }];
              return compileModel(sources);
            }),
          peers: { 'the promise': () => PROMISED_CHECK_MS },
        })),
      ];
    } finally {
      await small.store.close();
      await large.store.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A database of others: each table with eight columns, a code list, a date in digits, and a reference without a foreign key. */
async function openLegacy(file: string, tables: number, rows: number) {
  const database = new Database(file);
  database.pragma('synchronous = off');
  database.transaction(() => {
    for (let table = 0; table < tables; table += 1) {
      database.exec(`CREATE TABLE part_${table} (part_${table}_id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL,
        status CHAR(1), since CHAR(8), amount DECIMAL(12,2), part_${Math.max(0, table - 1)}_ref INTEGER, email VARCHAR(80), note TEXT)`);
      const insert = database.prepare(`INSERT INTO part_${table} VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
      for (let row = 1; row <= rows; row += 1) {
        insert.run(
          row,
          `Part ${row}`,
          'ABC'[row % 3],
          `2024010${1 + (row % 9)}`,
          row / 4,
          row,
          `p${row}@example.org`,
          'none',
        );
      }
    }
  })();
  database.close();
  const store = await openStore('legacy', { url: `sqlite:${file}`, schema: 'readonly' });
  const storage = {
    stores: async () => [{ name: 'legacy', engine: store.engine, schema: store.schema }],
    catalogue: async () => [...(await store.catalogue())],
    select: (selection: Parameters<typeof store.select>[0]) => store.select(selection),
  };
  return { store, storage };
}
