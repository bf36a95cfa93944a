import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { businessObjects, compileModel } from '@caruso/business-objects';
import { communicationServer } from '@caruso/communication-server';
import { frontOffice } from '@caruso/front-office';
import { FrontOffice } from '@caruso/front-office/contract';
import { reporting } from '@caruso/reporting';
import { scriptEngine } from '@caruso/script-engine';
import { defineAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { chromium, type Page } from 'playwright-core';
import { type Comparison, compare } from './harness.js';

/** Frames per second in a browser while somebody moves about in the graph of a script of more than 500 elements. */
export const name = 'studio';

const ELEMENTS = 600;
const MOVES = 90;
const PASSWORD = 'correct horse battery';

const MODEL = `<caruso model="bench" version="1.0.0"><objects><object name="Customer" key="number" title="{number}">
 <attr name="number" type="string" size="10"/><attr name="phone" type="phone"/></object></objects>
 <mapping company="bench"><store name="system" schema="managed"/><map object="Customer" store="system" table="customer">
 <col attr="number" column="number"/><col attr="phone" column="phone"/></map></mapping></caruso>`;

/** Each seventh element leads past others, so that there are lines of every kind. */
const SCRIPT = `<script id="long" version="1" lang="en" title="Long" on="agent">
${Array.from({ length: ELEMENTS }, (_, at) => {
  const go = at % 7 === 0 ? `<go when="answers.q${at} == 1" to="q${Math.min(ELEMENTS - 1, at + 5)}"/>` : '';
  return `<question id="q${at}" type="number"><text>Question ${at}?</text>${go}</question>`;
}).join('\n')}
<end id="done" outcome="done"><text>Done.</text></end></script>`;

/** What people do with the mouse and the keys, one small step after the other. */
const WAYS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  pan: async (page) => {
    for (let at = 0; at < MOVES; at += 1) await page.mouse.wheel(at % 3 === 0 ? 20 : 0, 60);
  },
  drag: async (page) => {
    await page.mouse.move(300, 700);
    await page.mouse.down();
    for (let at = 0; at < MOVES; at += 1) await page.mouse.move(300 + (at % 10), 700 - at * 5);
    await page.mouse.up();
  },
  zoom: async (page) => {
    await page.keyboard.down('Control');
    for (let at = 0; at < MOVES; at += 1) await page.mouse.wheel(0, at < MOVES / 2 ? 25 : -25);
    await page.keyboard.up('Control');
  },
  'walk by arrow keys': async (page) => {
    // The picture was dragged last; keys are taken by its list of elements.
    const elements = page.getByRole('listbox', { name: 'Elements of the script' });
    if ((await elements.count()) > 0) await elements.focus();
    for (let at = 0; at < MOVES; at += 1) await page.keyboard.press('ArrowDown');
  },
};

export async function run(): Promise<readonly Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-bench-'));
  writeFileSync(join(folder, 'long.xml'), SCRIPT);
  const running = await startAssembly(defineAssembly({ company: 'bench', components: componentsIn(folder) }), {
    log: silentLog,
  });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  try {
    const { url } = await running.get(FrontOffice).address({});
    const [studio, empty] = [await studioAt(await browser.newPage(), url), await browser.newPage()];
    await empty.setContent('<body tabindex="0" style="height: 40000px"></body>');
    const comparisons: Comparison[] = [];
    for (const [way, go] of Object.entries(WAYS)) {
      const rows = await compare({
        case: `${way}, ${ELEMENTS} elements`,
        unit: 'frames/s',
        better: 'higher',
        bar: 0.95,
        rounds: 3,
        ours: () => (way === 'zoom' ? framesDuring(studio, go) : framesOfMove(studio, go)),
        peers: { 'empty page': () => framesDuring(empty, go) },
      });
      comparisons.push(...rows);
    }
    return comparisons;
  } finally {
    await browser.close();
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function componentsIn(folder: string) {
  return [
    storageManager({ stores: { system: 'sqlite::memory:' } }),
    businessObjects({ model: compileModel([{ file: 'bench.xml', text: MODEL }]) }),
    scriptEngine({ scripts: folder, zone: 'UTC', studio: {} }),
    reporting({ zone: 'UTC' }),
    communicationServer({ agents: [], queues: [], notReadyReasons: [], gateways: [] }),
    frontOffice({
      port: 0,
      company: 'Bench',
      customer: { object: 'Customer' },
      users: [{ login: 'ada', name: 'Ada', role: 'administrator', password: PASSWORD }],
    }),
  ];
}

/** The script in the studio, with the mouse over its graph. */
async function studioAt(page: Page, url: string): Promise<Page> {
  await page.setViewportSize({ width: 1600, height: 1000 });
  await page.goto(`${url}/login`);
  await page.getByLabel('Log-in name').fill('ada');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL((at) => !at.pathname.includes('login'));
  await page.goto(`${url}/studio/scripts?script=long.xml`);
  await page.locator('[data-node="q0"]').click();
  await page.mouse.move(300, 500);
  return page;
}

/** Frames per second of what moves the picture; one that stands still would be no measure. */
async function framesOfMove(page: Page, work: (page: Page) => Promise<void>): Promise<number> {
  const view = () => page.evaluate("document.querySelector('.react-flow__viewport').style.transform");
  const before = await view();
  const frames = await framesDuring(page, work);
  if ((await view()) === before) throw new Error('the graph has not moved');
  return frames;
}

/** Frames per second that a page draws while something is done with it. */
async function framesDuring(page: Page, work: (page: Page) => Promise<void>): Promise<number> {
  await page.bringToFront();
  await page.evaluate(`(() => {
    const times = [];
    const tick = (now) => { times.push(now); window.benchFrame = requestAnimationFrame(tick); };
    window.benchTimes = times;
    window.benchFrame = requestAnimationFrame(tick);
  })()`);
  await work(page);
  const times = (await page.evaluate(
    '(() => { cancelAnimationFrame(window.benchFrame); return window.benchTimes; })()',
  )) as number[];
  return ((times.length - 1) * 1_000) / ((times.at(-1) ?? 0) - (times[0] ?? 0));
}
