import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Storage } from '@caruso/storage-manager/contract';
import { describe, expect, it } from 'vitest';
import { Dialogs } from '../src/contract.js';
import { noteIn, startUtility } from './support/utility-company.js';

const runSource = fileURLToPath(new URL('./support/run-source.mjs', import.meta.url));
const busyProcess = fileURLToPath(new URL('./support/busy-process.ts', import.meta.url));

/** How often a process is killed; `CARUSO_KILLS=1000` for the whole proof. */
const KILLS = Number(process.env.CARUSO_KILLS ?? 3);

interface Told {
  readonly dialog?: string;
  readonly node?: string;
  readonly value?: unknown;
}

interface Effect {
  readonly operation: string;
  readonly idempotencyKey?: string;
}

/** Lets a process work until it has told of so many answers, and kills it somewhat later, wherever it is then. */
async function workAndKill(database: string, effects: string, answers: number, moreMs: number): Promise<Told[]> {
  const child = spawn(process.execPath, [runSource, busyProcess, database, effects], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const told: Told[] = [];
  let left = answers;
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(JSON.parse(line) as Told);
    left -= 1;
    if (left === 0) setTimeout(() => child.kill('SIGKILL'), moreMs);
  }
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  return told.filter(({ dialog }) => dialog !== undefined);
}

const linesOf = (file: string): readonly Effect[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Effect)
    : [];

describe('dialogs whose process is killed again and again under load', () => {
  it('lose no answer, double no action, and all go on', { timeout: 60_000 + KILLS * 30_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caruso-random-kills-'));
    const [database, effects] = [join(folder, 'caruso.db'), join(folder, 'effects.jsonl')];
    const told: Told[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const moment = [1 + Math.floor(Math.random() * 40), Math.random() * 30] as const;
      told.push(...(await workAndKill(database, effects, ...moment)));
    }
    const running = await startUtility(database, { note: noteIn(effects) });
    try {
      const dialogs = running.get(Dialogs);
      for (const id of new Set(told.map(({ dialog }) => dialog ?? ''))) {
        const taken = (await dialogs.history({ dialog: id })).filter(({ verdict }) => verdict === 'accepted');
        const answered = taken.map(({ node, value }) => JSON.stringify([node, value]));
        for (const { dialog, node, value } of told)
          if (dialog === id) expect(answered).toContain(JSON.stringify([node, value]));
      }
      for (const { dialog } of await dialogs.list({ state: 'open', limit: 200 }))
        expect(await dialogs.show({ dialog })).toMatchObject({ dialog });
      const where = { column: { name: 'node', type: 'string' as const }, op: 'eq' as const, value: 'move' };
      const columns = ['dialog', 'event'].map((name) => ({ name, type: 'string' as const }));
      const table = 'caruso_dialog_entry';
      const entries = await running.get(Storage).select({ store: 'system', table, columns, where });
      const begun = entries.flatMap(({ dialog, event }) => (event === 'begin' ? [String(dialog)] : []));
      expectOnce(linesOf(effects), begun);
    } finally {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/**
 * What the other system saw: of readings, which it tells apart by their keys, the first carrying out of each and no other; of
 * moves, which it cannot tell apart, not more than were begun, each dialog once.
 */
function expectOnce(effects: readonly Effect[], begunMoves: readonly string[]): void {
  const keys = effects.flatMap(({ operation, idempotencyKey }) =>
    operation === 'storeReading' ? [idempotencyKey] : [],
  );
  expect(keys.filter((key) => !key?.endsWith('.store/1'))).toEqual([]);
  expect(new Set(begunMoves).size).toBe(begunMoves.length);
  expect(effects.filter(({ operation }) => operation === 'moveContract').length).toBeLessThanOrEqual(begunMoves.length);
  expect(effects.length).toBeGreaterThan(0);
}
