import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dialogs, scriptEngine } from '@caruso/script-engine';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';
import { writeRelease } from './support/write-release.js';

const SCRIPT = `<script id="pay" version="2" lang="en">
  <question id="name" type="text"><text>Name?</text></question>
  <question id="pin" type="digits" private="yes"><text>PIN?</text></question>
  <info id="sum"><text>Thank you.</text></info>
  <end id="done" outcome="paid"><text>Goodbye.</text></end>
</script>`;

const componentsOf = (folder: string) => [
  storageManager({ stores: { system: `sqlite:${join(folder, 'caruso.db')}` } }),
  scriptEngine({ scripts: join(folder, 'scripts'), zone: 'UTC' }),
];

let folder: string;
let dialog: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-records-'));
  const scripts = join(folder, 'scripts');
  await mkdir(scripts);
  await writeFile(join(scripts, 'pay.xml'), SCRIPT);
  const assembly = { company: 'x', components: componentsOf(folder) };
  await writeRelease(folder, 'caruso.config.ts', assembly);
  const running = await startAssembly(assembly, { log: silentLog });
  const dialogs = running.get(Dialogs);
  const begun = await dialogs.begin({ script: 'pay', channel: 'agent', owner: 'ann', customer: 'c-1' });
  dialog = begun.dialog;
  const asked = await dialogs.answer({ dialog, step: begun.step, who: 'ann', value: 'Ada' });
  await dialogs.answer({ dialog, step: asked.step, who: 'ann', value: '4711' });
  await running.stop();
});
afterAll(() => rm(folder, { recursive: true }));

const run = (...args: string[]) => caruso(['script', ...args, '--config', join(folder, 'caruso.config.ts')]);

describe('caruso script history', () => {
  it('tells who did what, and masks private answers', async () => {
    const { out, code } = await run('history', dialog);
    expect(code).toBe(EXIT.ok);
    expect(out).toMatch(/ann +agent +en +2 +answer +name +Ada/);
    expect(out).toMatch(/answer +pin +\(private\)/);
    expect(JSON.parse((await run('history', dialog, '--json')).out)).toHaveLength(3);
  });

  it('says that there is no such dialog', async () => {
    const { err, code } = await run('history', 'nobody');
    expect(code).toBe(EXIT.failed);
    expect(err).toContain('There is no dialog "nobody"');
  });
});

describe('caruso script migrate', () => {
  it('tells where open dialogs would stand, and moves them when told to', async () => {
    const next = join(folder, 'next.xml');
    const more = '<question id="sure" type="yesno"><text>Sure?</text></question>';
    const text = SCRIPT.replace('version="2"', 'version="3"').replace('<info id="sum">', `${more}<info id="sum">`);
    await writeFile(next, text);
    const tried = await run('migrate', 'pay', '--dry-run', '--file', next);
    expect(tried.code).toBe(EXIT.ok);
    expect(tried.out).toMatch(new RegExp(`${dialog} +2 +3 +asks-again +sure`));
    expect((await run('migrate', 'pay', '--file', next)).err).toContain('--dry-run');
    await writeFile(next, text.replace('<end', '<input name="x"/><end'));
    const refused = await run('migrate', 'pay', '--dry-run', '--file', next, '--json');
    expect(refused.code).toBe(EXIT.failed);
    expect(JSON.parse(refused.out)).toMatchObject([{ dialog, result: 'impossible' }]);
    expect((await run('migrate', 'pay')).out).toBe('All open dialogs of "pay" are on its latest version.');
    await writeFile(join(folder, 'scripts', 'pay.xml'), text);
    await writeRelease(folder, 'later.config.ts', { company: 'x', components: componentsOf(folder) });
    const later = ['--config', join(folder, 'later.config.ts')];
    expect((await caruso(['script', 'migrate', 'pay', ...later])).out).toMatch(/2 +3 +asks-again +sure/);
    expect((await caruso(['script', 'history', dialog, ...later])).out).toMatch(/ 3 +migrate/);
  });
});

describe('caruso script erase', () => {
  it('asks what is to be erased', async () => {
    expect((await run('erase')).err).toContain('--customer');
  });

  it('erases the answers of all dialogs of a customer', async () => {
    expect((await run('erase', '--customer', 'c-1')).out).toBe(`One dialog has been erased.\n${dialog}`);
    const { out } = await run('history', dialog);
    expect(out).not.toMatch(/Ada|\b4711\b/);
    expect(out).toMatch(/answer +name +\(erased\)/);
  });
});
