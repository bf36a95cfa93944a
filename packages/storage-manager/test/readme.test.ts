import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineAssembly, startAssembly } from '@caruso/service-manager';
import Database from 'better-sqlite3';
import { transform } from 'esbuild';
import { expect, it } from 'vitest';
import { Storage } from '../src/contract.js';
import { storageManager, transferStore, verifyStores } from '../src/index.js';

it('the example of the README does what it says', async () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const { code } = await transform(`async () => {${example}\n await running.stop(); return rows; }`, { loader: 'ts' });
  const names = ['defineAssembly', 'startAssembly', 'Storage', 'storageManager'];
  const run = new Function(...names, `return (${code.trim().replace(/;$/, '')})()`);
  expect(await run(defineAssembly, startAssembly, Storage, storageManager)).toEqual([
    { ean: '541448', balance: '9.90' },
  ]);
});

it('the example of moving a store does what it says', async () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  const example = /## Moving a store[\s\S]*?```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'caruso-readme-'));
  try {
    const database = new Database(join(folder, 'crm.db'));
    database.exec(
      "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO customer VALUES (1, 'A'), (2, 'B');",
    );
    database.close();
    const { code } = await transform(
      `async () => {${example.replaceAll('./', `${folder}/`)}\n return [moved, compared]; }`,
      { loader: 'ts' },
    );
    const run = new Function('transferStore', 'verifyStores', `return (${code.trim().replace(/;$/, '')})()`);
    expect(await run(transferStore, verifyStores)).toMatchObject([
      { outcome: 'moved', tables: [{ rows: { source: 2, target: 2 } }] },
      { outcome: 'equal' },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
