import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../src/index.js';
import { bundleProgram } from './bundle-program.js';
import { engines } from './engines.js';

const folder = join(import.meta.dirname, '..', 'node_modules', '.crash-test');
const ROWS = 200;
const id = { name: 'id', type: 'integer' } as const;
const batch = { name: 'batch', type: 'integer' } as const;

/** A program that writes batches until it is killed, and tells when one is under way. */
const program = `
  import { openStore } from '../../src/index.ts';
  const store = await openStore('test', { url: process.argv[2], schema: 'managed' });
  const id = { name: 'id', type: 'integer' };
  const batch = { name: 'batch', type: 'integer' };
  await store.define([{ name: 't', columns: [{ ...id, generated: true }, batch], key: ['id'] }]);
  const row = (value) => ({ insert: { table: 't', cells: [{ column: batch, value }] } });
  for (let number = 1; ; number += 1) {
    await store.transaction(async () => {
      await store.write(Array.from({ length: ${ROWS / 2} }, () => row(number)));
      console.log(number);
      for (let rest = 0; rest < ${ROWS / 2}; rest += 1) await store.write([row(number)]);
    });
  }`;

describe('a process that is killed while it writes', () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('leaves nothing half written on SQLite', async () => {
    const [sqlite] = engines;
    if (!sqlite) throw new Error('SQLite is always there');
    const database = await sqlite.create();
    mkdirSync(folder, { recursive: true });
    const outfile = join(folder, 'writer.mjs');
    await bundleProgram(program, outfile);
    const writer = spawn(process.execPath, [outfile, database.url], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => writer.once('exit', (_code, signal) => resolve(signal)));
    for await (const line of createInterface({ input: writer.stdout })) {
      if (Number(line) >= 5) writer.kill('SIGKILL');
    }
    expect(await ended).toBe('SIGKILL');
    const store = await openStore('test', { url: database.url, schema: 'managed' });
    const rows = await store.select({ table: 't', columns: [id, batch] });
    const sizes = new Map<unknown, number>();
    for (const row of rows) sizes.set(row.batch, (sizes.get(row.batch) ?? 0) + 1);
    expect(sizes.size).toBeGreaterThanOrEqual(4);
    expect(new Set(sizes.values())).toEqual(new Set([ROWS]));
    await store.write([{ insert: { table: 't', cells: [{ column: batch, value: 0 }] } }]);
    await store.close();
    await database.drop();
  });
});
