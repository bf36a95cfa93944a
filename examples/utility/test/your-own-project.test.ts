import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { importCsv } from '@caruso/business-objects';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { EXIT, runCommand } from '@caruso/cli';
import { communicationServer, simulated } from '@caruso/communication-server';
import { ContactCentre } from '@caruso/communication-server/contract';
import { FrontOffice } from '@caruso/front-office/contract';
import { Reporting } from '@caruso/reporting/contract';
import { checkScript } from '@caruso/script-engine';
import { type Assembly, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const page = readFileSync(join(root, 'docs', 'your-own-project.md'), 'utf8');
const PASSWORD = 'a password of some length';

/** The files of the page: the name in backticks that was written last before a block, and the block. */
const files = new Map(
  [
    ...page.matchAll(/`([\w./-]+\.\w+)`(?:(?!`[\w./-]+\.\w+`|```)[\s\S])*\n```(?:json|xml|ts|csv)\n([\s\S]*?)^```/gm),
  ].map(([, name = '', text = '']) => [name, text]),
);

const standing = process.cwd();
let folder: string;
let running: RunningAssembly;
/** What commands have printed. */
const said: string[] = [];
const write = (text: string) => said.push(text);
const terminal = { out: write, err: write, lines: async function* () {}, styled: false };

beforeAll(async () => {
  // Within a workspace folder that depends on all packages, so that the assembly finds them.
  folder = await mkdtemp(join(root, 'examples', 'utility', 'test', '.project-'));
  for (const [name, text] of files) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    // The first caller need not be waited for.
    await writeFile(file, name === 'scenario.xml' ? text.replace('at="20s"', 'at="10ms"') : text);
  }
  vi.stubEnv('PORT', '0');
  vi.stubEnv('SYSTEM_STORE', 'sqlite::memory:');
  vi.stubEnv('FIRST_PASSWORD', PASSWORD);
  // The page says to stand in the folder of the project.
  process.chdir(folder);
  const config = pathToFileURL(join(folder, 'caruso.config.ts')).href;
  const { default: assembly } = await (import(config) as Promise<{ default: Assembly }>);
  running = await startAssembly(assembly, { log: silentLog });
});
afterAll(async () => {
  await running?.stop();
  vi.unstubAllEnvs();
  process.chdir(standing);
  await rm(folder, { recursive: true, force: true });
});

describe('the project of docs/your-own-project.md', () => {
  it('takes every package that its assembly imports from the clone, where it is', () => {
    const { dependencies } = JSON.parse(files.get('package.json') ?? '') as { dependencies: Record<string, string> };
    const imported = [...(files.get('caruso.config.ts') ?? '').matchAll(/from '(@caruso\/[\w-]+)'/g)];
    expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(imported.map(([, name]) => name)));
    for (const [name, link] of Object.entries(dependencies)) {
      const manifest = join(root, link.replace('link:../caruso/', ''), 'package.json');
      expect(existsSync(manifest), link).toBe(true);
      expect(JSON.parse(readFileSync(manifest, 'utf8')).name).toBe(name);
    }
  });

  it('has a script without mistakes', () => {
    expect(checkScript(files.get('scripts/lost-parcel.xml') ?? '', 'lost-parcel.xml')).toEqual([]);
  });

  it('has a document of the contact centre without mistakes, which leads to what the project has', async () => {
    const document = join(folder, 'contact-centre.xml');
    expect(await runCommand(['contact-centre', 'check', document], terminal)).toBe(EXIT.ok);
    expect(said.at(-1)).toBe('0 errors, 0 warnings');
    communicationServer({ configuration: document, gateways: [simulated({ scenario: join(folder, 'scenario.xml') })] });
  });

  it('is reached by the command line from its folder', async () => {
    expect(await runCommand(['queue', 'list', '--socket', 'control/socket'], terminal)).toBe(EXIT.ok);
    expect(said.join('\n')).toContain('Customer service');
  });

  it('takes in its first customers, and lets its first users in', async () => {
    const rows = createReadStream(join(folder, 'customers.csv'));
    const report = await importCsv(running.get(BusinessObjects), rows, { object: 'Customer', dryRun: false });
    expect(report).toMatchObject({ created: 2, refused: 0 });

    const { url } = await running.get(FrontOffice).address({});
    for (const login of ['supervisor', 'administrator', 'agent1']) {
      const before = await fetch(`${url}/api/session`);
      const { csrf } = (await before.json()) as { csrf: string };
      const cookie = before.headers.get('set-cookie')?.split(';')[0] ?? '';
      const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf, cookie };
      const body = JSON.stringify({ login, password: PASSWORD });
      const answer = await fetch(`${url}/api/session`, { method: 'POST', headers, body });
      expect(await answer.json()).toMatchObject({ user: { login } });
    }
  });

  it('answers the first call, and counts it in the report', async () => {
    const centre = running.get(ContactCentre);
    await centre.logIn({ agent: 'agent1' });
    await centre.setReady({ agent: 'agent1' });
    for await (const { offer, contact } of centre.watchAgent({ agent: 'agent1' })) {
      if (offer) await centre.accept({ agent: 'agent1', reservation: offer.reservation });
      if (contact?.state === 'connected') break;
    }
    await vi.waitFor(async () => {
      const today = new Date().toLocaleDateString('sv', { timeZone: 'Europe/London' });
      const { rows } = await running.get(Reporting).run({ report: 'calls', from: today, to: today, groupBy: 'queue' });
      // Queue, calls, answered: others may have called meanwhile.
      expect(rows[0]?.[2]).toBe(1);
    }, 10_000);
  });
});
