import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkScript,
  compileScript,
  type DialogState,
  Dialogs,
  type JournalEntry,
  replay,
  scriptEngine,
  step,
} from '@caruso/script-engine';
import { defineAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { type Comparison, compare, timePerCall } from './harness.js';

/** What scripts cost beside the single step: checking and compiling a large one, going on with a long dialog, many at once. */
export const name = 'scripts';

const ENTRIES = 400;
const AT_ONCE = 100;
const QUESTIONS = 20;
const SESSIONS = 10_000;
const ANSWERED = 3;

/** A question with its text, condition, choices, check and way: ten elements. */
function question(index: number): string {
  const when = index === 0 ? '' : ` when="answers.q${index - 1} != 'stop'"`;
  return `
  <question id="q${index}" type="choice"${when}>
    <text>How often did you use service ${index}?</text>
    <text lang="de">Wie oft haben Sie Dienst ${index} genutzt?</text>
    <hint>Often means every week.</hint>
    <option value="often">Often<text lang="de">Oft</text></option>
    <option value="stop">Never<text lang="de">Nie</text></option>
    <check test="value != 'stop' or ${index} lt 9999"><text>Please.</text><text lang="de">Bitte.</text></check>
    <go to="done" when="answers.q${index} == 'stop' and ${index} gt 9999"/>
  </question>`;
}

const scriptOf = (questions: number) => `<script id="long" version="1" lang="en" languages="en de" title="Services">
  <title lang="de">Dienste</title>${Array.from({ length: questions }, (_, index) => question(index)).join('')}
  <end id="done" outcome="ok"><text>Thank you.</text><text lang="de">Danke.</text></end>
</script>`;

/** Ten elements in each question. */
const THOUSAND_ELEMENTS = scriptOf(100);

function longJournal(): { readonly compiled: ReturnType<typeof compileScript>; readonly journal: JournalEntry[] } {
  const compiled = compileScript(scriptOf(ENTRIES), 'long.xml');
  const environment = { now: 0, who: 'bench' };
  const script = { id: 'long', version: '1', hash: '' };
  const facts = { id: 'd', owner: 'bench' };
  const start = { type: 'start', script, facts, input: {}, zone: 'UTC', channel: 'web', language: 'en' } as const;
  const begun = step(compiled, undefined, start, environment);
  const journal = [...begun.entries];
  let state: DialogState = begun.state;
  while (journal.length < ENTRIES) {
    const taken = step(compiled, state, { type: 'answer', step: '', value: 'often' }, environment);
    journal.push(...taken.entries);
    state = taken.state;
  }
  return { compiled, journal };
}

/** An assembly with its journal in a SQLite file. */
async function withDialogs<T>(work: (dialogs: ReturnType<typeof dialogsOf>) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-bench-'));
  const scripts = join(folder, 'scripts');
  mkdirSync(scripts);
  writeFileSync(join(scripts, 'long.xml'), scriptOf(QUESTIONS));
  const components = [
    storageManager({ stores: { system: `sqlite:${join(folder, 'caruso.db')}` } }),
    scriptEngine({ scripts }),
  ];
  const running = await startAssembly(defineAssembly({ company: 'bench', components }), { log: silentLog });
  try {
    return await work(dialogsOf(running));
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const dialogsOf = (running: Awaited<ReturnType<typeof startAssembly>>) => running.get(Dialogs);
type DialogsStub = ReturnType<typeof dialogsOf>;

async function walk(dialogs: DialogsStub, steps: number): Promise<void> {
  let screen = await dialogs.begin({ script: 'long', channel: 'web', owner: 'bench' });
  for (let at = 0; at < steps; at += 1) {
    screen = await dialogs.answer({ dialog: screen.dialog, step: screen.step, who: 'bench', value: 'often' });
  }
}

/** Dialogs that {@link AT_ONCE} customers lead at once, each step durable before the next screen. */
async function stepsPerSecond(dialogs: DialogsStub): Promise<number> {
  const since = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, () => walk(dialogs, QUESTIONS)));
  return (AT_ONCE * (QUESTIONS + 1)) / ((performance.now() - since) / 1_000);
}

/**
 * What open dialogs take beyond an assembly that has just started. Each round has an assembly of its own, so that none is
 * measured against what an earlier one left.
 */
function megabytesOfSessions(): Promise<number> {
  return withDialogs(async (dialogs) => {
    const before = await memory();
    for (let begun = 0; begun < SESSIONS; begun += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => walk(dialogs, ANSWERED)));
    }
    const { length } = await dialogs.list({ state: 'open', limit: 200 });
    if (length !== 200) throw new Error(`only ${length} dialogs are open`);
    return ((await memory()) - before) / 1e6;
  });
}

/** Bytes in use when nothing is left to collect: a second collection takes what the finalizers of the first let go. */
async function memory(): Promise<number> {
  for (let round = 0; round < 2; round += 1) {
    (globalThis as { gc?: () => void }).gc?.();
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const milliseconds = async (work: () => unknown) => (await timePerCall(1, work)) / 1_000;
const promised = (figure: number, unit: string) => ({ [`promised: ${figure} ${unit}`]: () => figure });

export async function run(): Promise<readonly Comparison[]> {
  const { compiled, journal } = longJournal();
  const lower = { unit: 'ms', better: 'lower', bar: 1 } as const;
  const pure = [
    await compare({
      ...lower,
      case: 'check a script of 1,000 elements',
      ours: () =>
        milliseconds(() => {
          const problems = checkScript(THOUSAND_ELEMENTS, 'long.xml').filter(({ severity }) => severity === 'error');
          if (problems.length > 0) throw new Error(problems[0]?.message);
        }),
      peers: promised(300, 'ms'),
    }),
    await compare({
      ...lower,
      case: 'compile it',
      ours: () => milliseconds(() => compileScript(THOUSAND_ELEMENTS, 'long.xml')),
      peers: promised(150, 'ms'),
    }),
    await compare({
      ...lower,
      case: `go on with a dialog of ${ENTRIES} entries`,
      ours: () => milliseconds(() => replay(compiled, journal)),
      peers: promised(50, 'ms'),
    }),
  ];
  const kept = await withDialogs(async (dialogs) => [
    await compare({
      case: `steps of ${AT_ONCE} dialogs at once, written to SQLite`,
      unit: '/s',
      better: 'higher',
      bar: 1,
      ours: () => stepsPerSecond(dialogs),
      peers: promised(5_000, '/s'),
    }),
  ]);
  const held = await compare({
    case: `${SESSIONS} open dialogs, memory`,
    unit: 'MB',
    better: 'lower',
    bar: 1,
    rounds: 1,
    ours: megabytesOfSessions,
    peers: promised(150, 'MB'),
  });
  return [...pure, ...kept, held].flat();
}
