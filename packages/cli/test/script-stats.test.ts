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
  <end id="done" outcome="paid"><text>Goodbye.</text></end>
</script>`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-stats-'));
  const scripts = join(folder, 'scripts');
  await mkdir(scripts);
  await writeFile(join(scripts, 'pay.xml'), SCRIPT);
  const stores = { system: `sqlite:${join(folder, 'caruso.db')}` };
  const assembly = { company: 'x', components: [storageManager({ stores }), scriptEngine({ scripts, zone: 'UTC' })] };
  await writeRelease(folder, 'caruso.config.ts', assembly);
  const running = await startAssembly(assembly, { log: silentLog });
  const dialogs = running.get(Dialogs);
  for (const [channel, isAnswered] of [
    ['agent', true],
    ['web', true],
    ['web', false],
  ] as const) {
    const { dialog, step } = await dialogs.begin({ script: 'pay', channel, owner: 'ann' });
    if (isAnswered) await dialogs.answer({ dialog, step, who: 'ann', value: 'Ada' });
    else await dialogs.cancel({ dialog, who: 'ann' });
  }
  await running.stop();
});
afterAll(() => rm(folder, { recursive: true }));

const run = (...args: string[]) => caruso(['script', 'stats', ...args, '--config', join(folder, 'caruso.config.ts')]);

describe('caruso script stats', () => {
  it('tells where dialogs are left, for all and by version and channel', async () => {
    const { out, code } = await run('pay');
    expect(code).toBe(EXIT.ok);
    expect(out).toMatch(/^all: 3 dialogs, 2 ended, 1 left, 0 open\noutcomes: paid 2\nstep +shown +answered/);
    expect(out).toMatch(/^name +3 +2 +0 +0 +1 +33\.3 % +\d\S* s +\d\S* s$/m);
    expect(out).toMatch(/^version 2, web: 2 dialogs, 1 ended, 1 left, 0 open$/m);
  });

  it('counts only what is asked for', async () => {
    const { total, groups } = JSON.parse((await run('pay', '--channel', 'web', '--script-version', '2', '--json')).out);
    expect([total.dialogs, groups.length]).toEqual([2, 1]);
    expect((await run('pay', '--to', '2020-01-01')).out).toBe('all: 0 dialogs, 0 ended, 0 left, 0 open');
    expect((await run('pay', '--from', 'yesterday')).code).toBe(EXIT.usage);
  });
});
