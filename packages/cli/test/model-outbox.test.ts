import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusinessObjects, businessObjects } from '@caruso/business-objects';
import { defineAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { openStore, storageManager } from '@caruso/storage-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';
import { writeRelease } from './support/write-release.js';

const MODEL = `<caruso model="m" version="1.0.0"><objects>
<object name="A" key="id" title="{id}"><attr name="id" type="integer"/></object>
<object name="B" key="id" title="{id}"><attr name="id" type="integer"/></object>
</objects><mapping company="c"><store name="system" schema="managed"/><store name="old"/>
<map object="A" store="system" table="a"><col attr="id" column="id"/></map>
<map object="B" store="old" table="b"><col attr="id" column="id"/></map></mapping></caruso>`;

describe('caruso model outbox', () => {
  let folder: string;
  let config: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-outbox-'));
    config = join(folder, 'caruso.config.ts');
    await writeFile(join(folder, 'model.xml'), MODEL);
    const old = await openStore('old', { url: `sqlite:${join(folder, 'old.db')}`, schema: 'managed' });
    const id = { name: 'id', type: 'integer' } as const;
    await old.define([{ name: 'b', columns: [id, { name: 'must', type: 'integer', required: true }], key: ['id'] }]);
    await old.close();
    const stores = { system: `sqlite:${join(folder, 'system.db')}`, old: `sqlite:${join(folder, 'old.db')}` };
    const components = [storageManager({ stores }), businessObjects({ model: join(folder, 'model.xml') })];
    await writeRelease(folder, 'caruso.config.ts', { company: 'c', components });
    const running = await startAssembly(defineAssembly({ company: 'c', components }), { log: silentLog });
    const create = (object: string) => ({ create: { object, values: { id: 1 } } });
    await running.get(BusinessObjects).change({ changes: [create('A'), create('B')] });
    await running.stop();
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('shows what failed and why, and tries it again', async () => {
    const shown = await caruso(['model', 'outbox', '--config', config]);
    expect(shown.code).toBe(EXIT.failed);
    expect(shown.out).toMatch(/failed {2}old {4}\s*1 .*create B 1 .*needs a value/);
    const old = await openStore('old', { url: `sqlite:${join(folder, 'old.db')}`, schema: 'managed' });
    const must = { name: 'must', type: 'integer' } as const;
    // Somebody has entered the row by hand meanwhile.
    await old.write([
      {
        insert: {
          table: 'b',
          cells: [
            { column: { name: 'id', type: 'integer' }, value: 1 },
            { column: must, value: 1 },
          ],
        },
      },
    ]);
    await old.close();
    const again = await caruso(['model', 'outbox', '--config', config, '--retry', '--json']);
    expect(again.code).toBe(EXIT.ok);
    expect(JSON.parse(again.out)).toMatchObject([{ state: 'done', attempts: 2 }]);
    expect((await caruso(['model', 'outbox', '--config', config, '--state', 'pending'])).out).toContain(
      'Nothing is in the outbox.',
    );
  });
});
