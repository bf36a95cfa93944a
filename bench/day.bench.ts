import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Audit, audit } from './day/audit.js';
import type { DayPlan } from './day/plan.js';
import { type DayToPlay, playDay } from './day/play-day.js';
import { playWithKills } from './day/play-with-kills.js';
import './day/process.js';
import { readLog } from './day/read-log.js';
import type { Comparison } from './harness.js';

/**
 * A day of 180 agents and 20,000 contacts in virtual time: the server, its log on SQLite and the simulated gateway are those
 * of production. Once without a disturbance, and once in processes that are killed at random events and go on.
 */
export const name = 'day';

const PLAN: DayPlan = { agents: 180, contacts: 20_000, hours: 10 };
const LONGEST_SECONDS = 60;
const KILLS = 5;

export async function run(): Promise<readonly Comparison[]> {
  const folders = ['quiet', 'stormy'].map((day) => mkdtempSync(join(tmpdir(), `caruso-day-${day}-`)));
  const [quiet = '', stormy = ''] = folders;
  try {
    const began = performance.now();
    await playDay({ plan: PLAN, folder: quiet }, () => {});
    const seconds = (performance.now() - began) / 1_000;
    const log = readLog(quiet);
    const whole = audit(log);
    const times = Array.from({ length: KILLS }, () => Math.ceil(Math.random() * log.length)).sort((a, b) => a - b);
    const { kills } = await playWithKills(PLAN, stormy, times, startProcess);
    return [
      timeRow(seconds, whole, log.length),
      wrongRow('without a kill', whole.arrived.length, whole.violations),
      wrongRow(`after ${kills} kills`, whole.arrived.length, wrongOf(whole, audit(readLog(stormy)))),
    ];
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

function startProcess(day: DayToPlay): ChildProcess {
  const env = { ...process.env, CARUSO_DAY: JSON.stringify(day) };
  return fork(fileURLToPath(import.meta.url), { env, stdio: ['ignore', 'pipe', 2, 'ipc'] });
}

/** What the log of the killed processes violates, and in whom it differs from the day without a kill. */
function wrongOf(whole: Audit, killed: Audit): readonly string[] {
  const [expected, found] = [new Set(whole.arrived), new Set(killed.arrived)];
  const lost = whole.arrived.filter((contact) => !found.has(contact)).map((contact) => `${contact} was lost`);
  const invented = killed.arrived
    .filter((contact) => !expected.has(contact))
    .map((contact) => `${contact} is nobody's`);
  return [...killed.violations, ...lost, ...invented];
}

function timeRow(seconds: number, { arrived }: Audit, events: number): Comparison {
  return {
    case: `a day of ${PLAN.agents} agents, ${arrived.length} contacts, ${events} events stored`,
    unit: 's',
    ours: seconds,
    peer: LONGEST_SECONDS,
    peerName: 'promised at most',
    ratio: seconds / LONGEST_SECONDS,
    bar: 1,
    ok: seconds <= LONGEST_SECONDS,
    oursSpread: 0,
    peerSpread: 0,
  };
}

function wrongRow(when: string, contacts: number, wrong: readonly string[]): Comparison {
  for (const sentence of wrong.slice(0, 10)) console.error(sentence);
  return {
    case: `what is lost, doubled or does not add up, ${when}`,
    unit: 'findings',
    ours: wrong.length,
    peer: contacts,
    peerName: 'contacts',
    ratio: wrong.length / contacts,
    bar: 0,
    ok: wrong.length === 0,
    oursSpread: 0,
    peerSpread: 0,
  };
}
