import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Campaigns, ContactCentre, type ContactCentreEvent } from '../../src/contract.js';
import { callingCentre } from '../support/calling-centre.js';
import { Program } from '../support/program.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caruso-calling-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Mode = 'progressive' | 'predictive';

/** Lets a campaign dial so often, then kills its process; returns the ids under which it dialled. */
async function dialledUntilKilled(calls: number, mode: Mode): Promise<readonly string[]> {
  const source = new URL('../support/calling-centre.ts', import.meta.url);
  const program = new Program(source, [join(folder, 'caruso.db'), mode]);
  const dialled: string[] = [];
  for await (const line of program.lines()) {
    dialled.push((JSON.parse(line) as { id: string }).id);
    if (dialled.length === calls) void program.kill();
  }
  expect(dialled.length).toBeGreaterThanOrEqual(calls);
  return dialled;
}

describe('a campaign whose process is killed', () => {
  it.each([
    [23, 'progressive'],
    [400, 'progressive'],
    [150, 'predictive'],
  ] as const)(
    'dials no attempt twice and loses no record, killed after %i calls (%s)',
    async (calls, mode) => {
      const before = await dialledUntilKilled(calls, mode);
      const after: string[] = [];
      const running = await callingCentre(join(folder, 'caruso.db'), ({ id }) => after.push(id), mode);
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
