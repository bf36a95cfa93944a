import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Component, type Log, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { engines } from '@caruso/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Dialogs, ScriptStudio } from '../src/contract.js';
import { scriptEngine } from '../src/index.js';
import { startUtility } from './support/utility-company.js';

const runSource = fileURLToPath(new URL('./support/run-source.mjs', import.meta.url));
const publishingProcess = fileURLToPath(new URL('./support/publishing-process.ts', import.meta.url));
const sample = new URL('./scripts/meter-and-move.xml', import.meta.url);
const actor = { id: 'ada', roles: ['administrator'] };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caruso-published-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a server beside which another process publishes', () => {
  it('begins new dialogs on the new version without a restart, and leaves those that run on theirs', async () => {
    const [database, scripts] = [join(folder, 'caruso.db'), join(folder, 'scripts')];
    mkdirSync(scripts);
    await copyFile(sample, join(scripts, 'meter-and-move.xml'));
    const running = await startUtility(database, { note: () => {} }, scripts);
    try {
      const dialogs = running.get(Dialogs);
      const begin = () =>
        dialogs.begin({ script: 'meter-and-move', channel: 'agent', owner: 'a', input: { customerId: 'c-1' } });
      const before = await begin();
      await promisify(execFile)(process.execPath, [runSource, publishingProcess, database, scripts]);
      expect((await begin()).script.version).toBe('8');
      expect((await dialogs.show({ dialog: before.dialog })).script.version).toBe('7');
      expect((await dialogs.scripts({})).map(({ version }) => version)).toEqual(['8']);
      expect(await dialogs.migrations({ script: 'meter-and-move' })).toMatchObject([{ from: '7', to: '8' }]);
      const studio = running.get(ScriptStudio);
      expect(await studio.versions({ name: 'meter-and-move.xml' }, { actor })).toMatchObject([
        { version: '8', who: 'bob', live: true },
        { version: '7', live: false },
      ]);
      const opened = await studio.open({ name: 'meter-and-move.xml' }, { actor });
      const next = opened.text.replace('version="8"', 'version="9"');
      await studio.publish({ name: opened.name, text: next, hash: opened.hash }, { actor });
      expect((await begin()).script.version).toBe('9');
    } finally {
      await running.stop();
    }
  });
});

const greeting = (version: number, words = 'Hello.') =>
  `<script id="greeting" version="${version}" lang="en" on="web"><end id="bye" outcome="v${version}"><text>${words}</text></end></script>`;
const caller = `<script id="caller" version="1" lang="en" on="web">
  <call id="greet" script="greeting" into="greet"/>
  <end id="bye" outcome="done"><text>{greet.outcome}</text></end>
</script>`;

describe.each(engines)('two servers with folders of their own on one store ($name)', ({ name, missing, create }) => {
  describe.skipIf(missing)(missing ? `skipped: ${missing}` : name, () => {
    let database: Awaited<ReturnType<typeof create>>;
    let running: RunningAssembly[];
    let logged: string[];
    const log: Log = {
      ...silentLog,
      warn: (message) => logged.push(message),
      error: (message, thrown) => logged.push(`${message}: ${String(thrown)}`),
    };
    beforeEach(async () => {
      database = await create();
      [running, logged] = [[], []];
    });
    afterEach(async () => {
      for (const assembly of running) await assembly.stop();
      await database.drop();
    });

    async function serve(where: string, ...more: Component[]) {
      const scripts = join(folder, where);
      const components = [
        storageManager({ stores: { system: database.url } }),
        scriptEngine({ scripts, zone: 'UTC', studio: {} }),
        ...more,
      ];
      const assembly = await startAssembly({ company: 'x', components }, { log });
      running.push(assembly);
      const [dialogs, studio] = [assembly.get(Dialogs), assembly.get(ScriptStudio)];
      return {
        stop: () => assembly.stop(),
        greets: async (script = 'greeting') => {
          const { script: begun, node } = await dialogs.begin({ script, channel: 'web', owner: 'c' });
          return `${begun.version} ${node.text.map(({ text }) => text).join('')}`;
        },
        publish: async (text: string, file = 'greeting.xml') => {
          const { hash } = await studio.open({ name: file }, { actor });
          await studio.publish({ name: file, text, hash }, { actor });
        },
        rollBackTo: async (version: string) => {
          const file = 'greeting.xml';
          const versions = await studio.versions({ name: file }, { actor });
          const { hash } = versions.find((each) => each.version === version) ?? { hash: '' };
          const { live } = await studio.open({ name: file }, { actor });
          await studio.rollBack({ name: file, hash: live?.hash ?? '', version: hash }, { actor });
        },
      };
    }

    function fill(where: string, version = 1) {
      mkdirSync(join(folder, where), { recursive: true });
      writeFileSync(join(folder, where, 'greeting.xml'), greeting(version));
      writeFileSync(join(folder, where, 'caller.xml'), caller);
    }

    it('follow each other: what one publishes or rolls back, the other begins dialogs on', async () => {
      fill('one');
      fill('two');
      const [one, two] = [await serve('one'), await serve('two')];
      await one.publish(greeting(2, 'Good day.'));
      expect(await two.greets()).toBe('2 Good day.');
      expect(await two.greets('caller')).toBe('1 v2');
      await two.publish(greeting(3, 'Good evening.'));
      expect(await Promise.all([one.greets(), one.greets(), one.greets()])).toEqual(Array(3).fill('3 Good evening.'));
      await two.rollBackTo('1');
      expect(await one.greets()).toBe('1 Hello.');
      await expect(one.publish(greeting(2, 'Other words.'))).rejects.toMatchObject({ code: 'CRS-SCR-019' });
      expect(logged).toEqual([]);
    });

    it('say at the start where a folder is not what was published last', async () => {
      fill('one');
      fill('two');
      const one = await serve('one');
      await one.publish(greeting(2));
      const two = await serve('two');
      expect(await two.greets()).toBe('1 Hello.');
      expect(logged).toEqual([expect.stringContaining('begin on version 1 from')]);
      expect(logged[0]).toContain('version 2 was published last');
    });

    it('go on with what they have when they cannot lead dialogs by what was published, and say so', async () => {
      fill('one');
      fill('two');
      writeFileSync(join(folder, 'two', 'caller.xml'), caller.replace('{greet.outcome}', '{greet.answers.name}'));
      const first = greeting(1).replace('<end', '<question id="name" type="text"><text>Name?</text></question><end');
      writeFileSync(join(folder, 'two', 'greeting.xml'), first);
      const [one, two] = [await serve('one'), await serve('two')];
      await one.publish(greeting(2));
      expect(await two.greets()).toBe('1 Name?');
      expect(await two.greets()).toBe('1 Name?');
      expect(logged).toEqual([expect.stringContaining('do not begin on what another process has published')]);
    });
  });
});
