import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ContactCentreEvent } from '@caruso/communication-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveState, type Segment } from '../src/index.js';
import { TestCompany } from './support.js';

const launcher = fileURLToPath(new URL('../../communication-server/test/support/run-source.mjs', import.meta.url));
const busyCompany = fileURLToPath(new URL('./busy-company.ts', import.meta.url));

/** Killed after the test whatever it found. */
const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

/** Runs a busy company on a database until its facts reflect an event behind `event`, then kills it. */
async function killAfter(event: number, database: string): Promise<number> {
  const child = spawn(process.execPath, [launcher, busyCompany, database], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  const exited = once(child, 'exit');
  let last = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last > event) child.kill('SIGKILL');
  }
  expect((await exited)[1]).toBe('SIGKILL');
  return last;
}

let company: TestCompany;
beforeEach(() => {
  company = new TestCompany();
});
afterEach(() => company.close());

describe('facts of a process that is killed', () => {
  it('count every contact once, however often it happens', async () => {
    const database = company.store.replace(/^sqlite:/, '');
    const first = await killAfter(100, database);
    const second = await killAfter(first + 300, database);
    expect(second).toBeGreaterThan(first);
    const last = await killAfter(second + 150, database);
    // The killed processes lived now, not in the time of the test's clock.
    company.clock.advance(Date.now() - company.clock.now());

    const { centre, reporting } = await company.start();
    const events: ContactCentreEvent[] = [];
    for (let more = await centre.events({ limit: 10_000 }); more.length > 0; ) {
      events.push(...more);
      more = await centre.events({ after: events.length, limit: 10_000 });
    }
    expect(events.length).toBeGreaterThanOrEqual(last);
    const live = new LiveState({ zone: 'Europe/Berlin', thresholdOf: () => 20_000 });
    const segments = new Map<number, Segment>();
    for (const event of events) {
      const changed = live.apply(event);
      if (changed) segments.set(changed.segment, changed);
    }
    const count = (outcome: string) => [...segments.values()].filter((segment) => segment.outcome === outcome).length;
    const { total, event } = await reporting.run({ report: 'incoming', from: '2020-01-01', to: '2099-12-31' });
    expect(event).toBe(events.length);
    const parts = ['answered', 'abandoned', 'lost', 'diverted', 'open'].map(count);
    expect(total.slice(1, 7)).toEqual([segments.size, ...parts]);
    expect(parts.slice(0, 3).every((part) => part > 0)).toBe(true);
  });
});
