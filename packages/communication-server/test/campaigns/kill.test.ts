import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Campaigns, ContactCentre, type ContactCentreEvent } from '../../src/contract.js';
import { callingCentre } from '../support/calling-centre.js';

const launcher = fileURLToPath(new URL('../support/run-source.mjs', import.meta.url));
const program = fileURLToPath(new URL('../support/calling-centre.ts', import.meta.url));

let folder: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caruso-calling-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Lets a campaign dial so often, then kills its process; returns the ids under which it dialled. */
async function dialledUntilKilled(calls: number): Promise<readonly string[]> {
  const started = spawn(process.execPath, [launcher, program, join(folder, 'caruso.db')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  const exited = once(started, 'exit');
  const dialled: string[] = [];
  for await (const line of createInterface({ input: started.stdout })) {
    dialled.push((JSON.parse(line) as { id: string }).id);
    if (dialled.length === calls) started.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  return dialled;
}

describe('a campaign whose process is killed', () => {
  it.each([23, 400])(
    'dials no attempt twice and loses no record, killed after %i calls',
    async (calls) => {
      const before = await dialledUntilKilled(calls);
      const after: string[] = [];
      const running = await callingCentre(join(folder, 'caruso.db'), ({ id }) => after.push(id));
      const centre = running.get(ContactCentre);
      const campaigns = running.get(Campaigns);
      await campaigns.pauseCampaign({ campaign: 'spring' });
      const view = await vi.waitFor(async () => {
        const now = await campaigns.show({ campaign: 'spring' });
        expect(now.ringing + now.waiting).toBe(0);
        return now;
      });
      const events: ContactCentreEvent[] = [];
      for (let more = await centre.events({ limit: 10_000 }); more.length > 0; ) {
        events.push(...more);
        more = await centre.events({ after: events.length, limit: 10_000 });
      }
      await running.stop();

      const dialled = events.flatMap((event) => (event.type === 'attempt-dialled' ? [event.attempt] : []));
      expect(new Set(dialled).size).toBe(dialled.length);
      for (const id of before) expect(dialled).toContain(id);
      expect(new Set([...before, ...after]).size).toBe(before.length + after.length);
      const ended = events.flatMap((event) => (event.type === 'attempt-ended' ? [event.attempt] : []));
      expect(new Set(ended).size).toBe(ended.length);
      expect(ended.toSorted()).toEqual(dialled.toSorted());
      expect(view).toMatchObject({ valid: 1_000 });
      const closed = new Set(
        events.flatMap((event) =>
          event.type === 'attempt-ended' && event.becomes.name === 'closed' ? [event.record] : [],
        ),
      );
      expect(view.open + closed.size).toBe(1_000);
    },
    60_000,
  );
});
