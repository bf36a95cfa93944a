import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from './audit.js';
import type { DayPlan } from './plan.js';
import { playDay } from './play-day.js';
import { playWithKills } from './play-with-kills.js';
import { readLog } from './read-log.js';

const launcher = fileURLToPath(
  new URL('../../packages/communication-server/test/support/run-source.mjs', import.meta.url),
);
const player = fileURLToPath(new URL('./process.ts', import.meta.url));
const plan: DayPlan = { agents: 20, contacts: 260, hours: 1 };

let quiet: string;
let stormy: string;
beforeAll(() => {
  [quiet, stormy] = ['quiet', 'stormy'].map((name) => mkdtempSync(join(tmpdir(), `caruso-day-${name}-`))) as [
    string,
    string,
  ];
});
afterAll(() => {
  for (const folder of [quiet, stormy]) rmSync(folder, { recursive: true, force: true });
});

describe('an hour of 20 agents', () => {
  it('accounts for each contact, each queue and half hour, and each moment of each agent', async () => {
    await playDay({ plan, folder: quiet }, () => {});
    const { arrived, intervals, violations } = audit(readLog(quiet));
    expect(violations).toEqual([]);
    expect(arrived.length).toBeGreaterThan(200);
    const queues = new Set([...intervals.keys()].map((interval) => interval.split(' ')[0]));
    expect([...queues].sort()).toEqual(['claims', 'sales', 'service']);
  }, 120_000);

  it('loses and doubles nothing when its process is killed three times', async () => {
    const whole = readLog(quiet);
    const killAt = [0.13, 0.42, 0.77].map((share) => Math.round(share * whole.length));
    const { told, kills } = await playWithKills(plan, stormy, killAt, (day) =>
      spawn(process.execPath, [launcher, player], {
        env: { ...process.env, CARUSO_DAY: JSON.stringify(day) },
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
    expect(kills).toBe(3);
    const log = readLog(stormy);
    const { arrived, violations } = audit(log);
    expect(violations).toEqual([]);
    // The same callers as in the hour without a kill, each once.
    expect(arrived.toSorted()).toEqual(audit(whole).arrived.toSorted());
    for (const { number, ...event } of told) expect(log[number - 1]).toMatchObject(event);
  }, 180_000);
});

describe('the audit', () => {
  it('notices a contact that was lost, one that was doubled, and time that is missing', () => {
    const log = readLog(quiet);
    const without = (type: string) => {
      const index = log.findIndex((event) => event.type === type);
      return log.filter((_, at) => at !== index).map((event, at) => ({ ...event, number: at + 1 }));
    };
    expect(audit(log).violations).toEqual([]);
    for (const type of ['contact-arrived', 'contact-queued', 'contact-connected', 'contact-closed', 'offer-made'])
      expect(audit(without(type)).violations, type).not.toEqual([]);
    for (const type of ['agent-logged-in', 'wrap-up-ended', 'conversation-ended'])
      expect(audit(without(type)).violations, type).not.toEqual([]);
    const arrived = log.find((event) => event.type === 'contact-arrived');
    const doubled = arrived ? [...log, { ...arrived, number: log.length + 1, at: log.at(-1)?.at ?? 0 }] : log;
    expect(audit(doubled).violations.join()).toContain('arrived twice');
  });
});
