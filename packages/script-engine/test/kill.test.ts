import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Dialogs } from '../src/contract.js';
import { noteIn, startUtility } from './support/utility-company.js';

const runSource = fileURLToPath(new URL('./support/run-source.mjs', import.meta.url));
const talkingProcess = fileURLToPath(new URL('./support/talking-process.ts', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caruso-dialog-kill-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Told {
  readonly dialog?: string;
  readonly step?: string;
  readonly hanging?: string;
}

/** Runs a dialog in a process of its own, and kills it in the middle of a service call. */
async function killDuring(operation: string, moment: 'before' | 'after') {
  const [database, effects] = [join(folder, 'caruso.db'), join(folder, 'effects.jsonl')];
  const script = [runSource, talkingProcess, database, effects, operation, moment];
  const child = spawn(process.execPath, script, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let told: Told = {};
  for await (const line of createInterface({ input: child.stdout })) {
    told = { ...told, ...(JSON.parse(line) as Told) };
    if (told.hanging) child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  const running = await startUtility(database, { note: noteIn(effects) });
  const noted = () =>
    existsSync(effects)
      ? readFileSync(effects, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [];
  return { running, dialogs: running.get(Dialogs), dialog: told.dialog ?? '', step: told.step ?? '', noted };
}

describe('a dialog whose process is killed in the middle of an action', () => {
  it('goes on where it stood, and repeats with the same key an operation that takes one', async () => {
    const { running, dialogs, dialog, noted } = await killDuring('storeReading', 'after');
    const screen = await dialogs.show({ dialog });
    expect(screen.node.text).toEqual([{ text: 'What does meter 4712 show?' }]);
    expect(screen.trail.at(-1)).toMatchObject({ node: 'reading', answer: '150 kWh' });
    expect(noted().map(({ operation, idempotencyKey }) => [operation, idempotencyKey])).toEqual([
      ['storeReading', `${dialog}/meters[0].store/1`],
      ['storeReading', `${dialog}/meters[0].store/1`],
    ]);
    await running.stop();
  });

  it.each(['before', 'after'] as const)(
    'does not repeat an operation that could act twice, but takes the failure path (killed %s the effect)',
    async (moment) => {
      const { running, dialogs, dialog, step, noted } = await killDuring('moveContract', moment);
      const screen = await dialogs.show({ dialog });
      expect(screen).toMatchObject({ state: 'ended', outcome: 'handover', node: { id: 'care' } });
      expect(noted().length).toBe(moment === 'before' ? 0 : 1);
      // The client never got an answer and sends the same again: it is shown where the dialog stands.
      expect((await dialogs.next({ dialog, who: 'agent-1', step })).step).toBe(screen.step);
      await running.stop();
    },
  );
});
