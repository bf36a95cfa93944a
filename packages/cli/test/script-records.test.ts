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

let folder: string;
let dialog: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-records-'));
  const scripts = join(folder, 'scripts');
  await mkdir(scripts);
  await writeFile(join(scripts, 'pay.xml'), SCRIPT);
  const stores = { system: `sqlite:${join(folder, 'caruso.db')}` };
  const assembly = { company: 'x', components: [storageManager({ stores }), scriptEngine({ scripts, zone: 'UTC' })] };
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

describe('caruso script erase', () => {
  it('asks what is to be erased', async () => {
    expect((await run('erase')).err).toContain('--customer');
  });

  it('erases the answers of all dialogs of a customer', async () => {
    expect((await run('erase', '--customer', 'c-1')).out).toBe(`One dialog has been erased.\n${dialog}`);
    const { out } = await run('history', dialog);
    expect(out).not.toMatch(/Ada|4711/);
    expect(out).toMatch(/answer +name +\(erased\)/);
  });
});
