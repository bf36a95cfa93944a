import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { businessObjects } from '@caruso/business-objects';
import { openStore, storageManager } from '@caruso/storage-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';
import { writeRelease } from './support/write-release.js';

const MODEL = `<caruso model="shop" version="1.0.0">
 <objects>
  <object name="Customer" key="no" title="{name}, {city}" check="city != name">
   <attr name="no" type="string"/>
   <attr name="name" type="string"/>
   <attr name="city" type="string"/>
  </object>
 </objects>
 <mapping company="b"><store name="crm"/><map object="Customer" store="crm" table="cust">
  <col attr="no" column="no"/><col attr="name" column="nm"/><col attr="city" column="town"/></map></mapping>
 <presentation><list object="Customer" columns="no city" filters="city"/></presentation>
</caruso>`;
const SCRIPT = `<script id="greet" version="1" lang="en" title="Greeting" on="agent">
  <input name="no" type="text"/>
  <lookup id="load" service="objects.Customer.get" into="customer">
    <with name="key" value="input.no"/>
    <failed><go to="bye"/></failed>
  </lookup>
  <info id="hello"><text>{customer.name} of {customer.city}</text></info>
  <end id="bye" outcome="done"><text>Bye</text></end>
</script>`;

describe('caruso model check, when a database has changed', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-drift-'));
    const text = (name: string) => ({ name, type: 'string', size: 20 }) as const;
    const url = `sqlite:${join(folder, 'crm.db')}`;
    const store = await openStore('crm', { url, schema: 'managed' });
    await store.define([{ name: 'cust', columns: [text('no'), text('nm')], key: ['no'] }]);
    await store.close();
    await writeFile(join(folder, 'model.xml'), MODEL);
    await writeFile(join(folder, 'greet.xml'), SCRIPT);
    const stores = { system: 'sqlite::memory:', crm: url };
    const components = [storageManager({ stores }), businessObjects({ model: join(folder, 'model.xml') })];
    await writeRelease(folder, 'caruso.config.ts', { company: 'demo', components });
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('names the column, and every title, check, list and script line that needs it', async () => {
    const paths = ['--config', join(folder, 'caruso.config.ts'), '--scripts', folder];
    const { code, out } = await caruso(['model', 'check', join(folder, 'model.xml'), ...paths, '--json']);
    expect(code).toBe(EXIT.failed);
    const { diagnostics } = JSON.parse(out) as {
      diagnostics: { file: string; line: number; column: number; code: string }[];
    };
    const places = diagnostics.map(({ file, line, code }) => `${file.split('/').at(-1)}:${line} ${code}`);
    expect(places).toEqual(
      expect.arrayContaining([
        'model.xml:10 missing-column',
        'model.xml:3 unknown-name',
        'model.xml:11 unknown-attribute',
        'greet.xml:7 unknown-name',
      ]),
    );
  });

  it('says how many rows were read, and which of them cannot be', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cli-rows-'));
    const url = `sqlite:${join(folder, 'crm.db')}`;
    const text = (name: string) => ({ name, type: 'string' }) as const;
    const store = await openStore('crm', { url, schema: 'managed' });
    await store.define([{ name: 'cust', columns: [text('no'), text('nm'), text('town')], key: ['no'] }]);
    const cells = (no: string, town: string) =>
      Object.entries({ no, nm: 'Ann', town }).map(([name, value]) => ({ column: text(name), value }));
    await store.write(
      ['1', '2', '3'].map((no) => ({ insert: { table: 'cust', cells: cells(no, no === '2' ? '?' : 'W') } })),
    );
    await store.close();
    await writeFile(
      join(folder, 'model.xml'),
      MODEL.replace('column="town"', 'column="town" convert="code(W=Wien,G=Graz)"'),
    );
    const components = [
      storageManager({ stores: { system: 'sqlite::memory:', crm: url } }),
      businessObjects({ model: join(folder, 'model.xml') }),
    ];
    await writeRelease(folder, 'caruso.config.ts', { company: 'demo', components });
    const check = (...options: readonly string[]) =>
      caruso(['model', 'check', join(folder, 'model.xml'), '--config', join(folder, 'caruso.config.ts'), ...options]);
    const { code, out } = await check();
    expect(code).toBe(EXIT.failed);
    expect(out).toContain(`cannot be read in 1 of 3 rows: the column 'town' of 'cust' in 'crm' holds "?" (Customer 2)`);
    expect(out).toContain('3 rows of 1 object were read (at most 1000 of each; --rows)');
    const none = await check('--rows', '0');
    expect(none.code).toBe(EXIT.ok);
    expect((await check('--rows', 'all')).out).toContain('(all; --rows)');
    expect((await check('--rows', 'some')).code).toBe(EXIT.usage);
    await rm(folder, { recursive: true });
  });
});
