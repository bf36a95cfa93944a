import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { businessObjects, compileModel } from '@caruso/business-objects';
import { communicationServer } from '@caruso/communication-server';
import { Dialogs, scriptEngine } from '@caruso/script-engine';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';
import { writeRelease } from './support/write-release.js';

const MODEL = `<caruso model="shop" version="1.0.0">
 <objects><object name="Customer" key="number" title="{name}" history="true" erase="attributes">
  <attr name="number" type="integer"/><attr name="name" type="string" size="20" required="true" erase="pseudonym"/><attr name="since" type="date" erase="keep" keep-reason="tax law"/>
 </object></objects>
 <mapping company="x"><store name="system" schema="managed"/><map object="Customer" store="system" table="customer">
  <col attr="number" column="number"/><col attr="name" column="name"/><col attr="since" column="since"/>
 </map></mapping></caruso>`;

const SCRIPT = `<script id="ask" version="1" lang="en"><question id="name" type="text"><text>Name?</text></question>
  <end id="bye" outcome="ok"><text>Bye.</text></end></script>`;

let folder: string;
let config: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-data-'));
  config = join(folder, 'caruso.config.ts');
  const model = compileModel([{ file: 'shop.xml', text: MODEL }]);
  const stores = { system: `sqlite:${join(folder, 'caruso.db')}` };
  await writeRelease(folder, 'caruso.config.ts', {
    company: 'x',
    components: [storageManager({ stores }), businessObjects({ model })],
  });
});
afterAll(() => rm(folder, { recursive: true }));

describe('caruso data', () => {
  const file = () => join(folder, 'customers.csv');
  const run = (...args: string[]) => caruso(['data', ...args, '--config', config]);
  const imported = (...args: string[]) =>
    run('import', 'Customer', file(), '--column', 'Kunde=name', '--dates', 'dd.MM.yyyy', ...args);

  it('says what a file would do, and does it when told to', async () => {
    await writeFile(
      file(),
      Buffer.from('Number;Kunde;Since\n1;Jürgen;1.2.2026\n2;;3.2.2026\n3;Ann;tomorrow\n', 'latin1'),
    );
    const wrong = await imported();
    expect(wrong.err).toContain('it is not written in utf-8; say in which it is, e.g. latin1');
    const dry = await imported('--encoding', 'latin1');
    expect(dry.out).toBe(
      'line 3, Kunde: is required\nline 4, Since: "tomorrow" is no date\n3 rows: 1 would be created, 0 would be changed, 0 unchanged, 2 refused\nNothing was written. To write it, add --run.',
    );
    expect(dry.code).toBe(EXIT.failed);
    const done = await imported('--encoding', 'latin1', '--run', '--json');
    expect(JSON.parse(done.out)).toMatchObject({ created: 1, refused: 2 });
    expect((await run('export', 'Customer')).out).toBe('number,name,since\n1,Jürgen,2026-02-01');
  });

  it('says which values a run would change', async () => {
    await writeFile(file(), 'Number;Kunde\n1;Jörg\n');
    expect((await imported()).out).toContain('line 2 changes 1: name "Jürgen" -> "Jörg"');
  });

  it('goes on where an interrupted run stopped, and not when the file has changed since', async () => {
    await writeFile(file(), 'Number;Kunde\n1;Jörg\n');
    await writeFile(`${file()}.import`, JSON.stringify({ of: 'another file', line: 1 }));
    const { err, code } = await imported('--run');
    expect(err).toMatch(/customers\.csv\.import says how far .*up to line 1.* another file/);
    expect(code).toBe(EXIT.failed);
    await rm(`${file()}.import`);
    expect((await imported('--run')).out).toBe('1 rows: 0 created, 1 changed, 0 unchanged, 0 refused');
    expect(existsSync(`${file()}.import`)).toBe(false);
  });

  it('exports into a file, as CSV or as lines of JSON', async () => {
    const out = join(folder, 'out.csv');
    await run('export', 'Customer', '--attributes', 'name', '--where', 'number=1', '--out', out);
    expect(await readFile(out, 'utf8')).toBe('\uFEFFname\r\nJörg\r\n');
    expect(existsSync(`${out}.part`)).toBe(false);
    expect((await run('export', 'Customer', '--json')).out).toBe('{"number":1,"name":"Jörg","since":"2026-02-01"}');
    expect((await run('export', 'Custmer')).err).toContain("(did you mean 'Customer'?)");
  });

  it('says which file cannot be read or written, and leaves nothing behind', async () => {
    const there = join(folder, 'no-such-folder', 'out.csv');
    const exported = await run('export', 'Customer', '--out', there);
    expect(exported.err).toContain(`CRS-CLI-030: The file ${there} cannot be written: ENOENT`);
    expect(exported.code).toBe(EXIT.failed);
    const onFolder = await run('export', 'Customer', '--out', folder);
    expect(onFolder.err).toContain(`CRS-CLI-030: The file ${folder} cannot be written`);
    expect(existsSync(`${folder}.part`)).toBe(false);
    expect((await run('import', 'Customer', there, '--run')).err).toContain(
      `CRS-CLI-004: The file ${there} cannot be read: ENOENT`,
    );
    expect((await run('import', 'Customer', folder)).err).toContain('cannot be read: it is a folder');
  });

  it('says how a value of an attribute and the attribute of a column are written', async () => {
    const exported = await run('export', 'Customer', '--where', 'number');
    expect(exported.err).toContain('Write it as attribute=value.');
    expect(exported.code).toBe(EXIT.usage);
    expect((await imported('--column', 'Since')).err).toContain('Write it as HEADING=attribute.');
  });

  it('says who changed what of an object', async () => {
    const { out, code } = await run('history', 'Customer', '1');
    const lines = out.split('\n').map((line) => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, 'then').split(/ {2,}/));
    expect(lines).toEqual([
      ['when (UTC)', 'who', 'what', 'attribute', 'from', 'to'],
      ['then', '(assembly)', 'update', 'name', 'Jürgen', 'Jörg'],
      ['then', '(assembly)', 'create', 'number', '1'],
      ['', 'name', 'Jürgen'],
      ['', 'since', '2026-02-01'],
    ]);
    expect(code).toBe(EXIT.ok);
    const json = JSON.parse(
      (await run('history', 'Customer', '1', '--attribute', 'name', '--limit', '1', '--json')).out,
    );
    expect(json).toMatchObject([{ operation: 'update', changes: [{ attribute: 'name', from: 'Jürgen', to: 'Jörg' }] }]);
    expect((await run('history', 'Customer', '9')).out).toBe('Nothing has been kept of Customer 9.');
    expect((await run('history', 'Customer', '1', '--attribute', 'nmae')).out).toBe(
      'Nothing has been kept of "nmae" of Customer 1. All that was kept is shown without --attribute.',
    );
    expect((await run('history', 'Customer', '1', '--limit', 'x')).err).toContain('whole number');
    expect((await run('history', 'Custmer', '1')).err).toContain("(did you mean 'Customer'?)");
  });

  it('erases a person, after it was said what that means, and shows the receipt', async () => {
    const dry = await run('erase', 'Customer', '1', '--dry-run');
    expect(dry.out.split('\n').slice(1)).toEqual([
      'what    store   object    key  attributes  in history',
      'change  system  Customer  1    name                 2',
      'kept    Customer 1 (number): it is the key',
      'kept    Customer 1 (since): tax law',
      'Nothing was erased yet. To do it, leave out --dry-run; it cannot be undone.',
    ]);
    expect(dry.code).toBe(EXIT.ok);
    expect((await run('erase', 'Customer', '1', '--receipts')).out).toBe('Nothing was erased of Customer 1.');
    const done = await run('erase', 'Customer', '1', '--reason', 'letter', '--json');
    expect(JSON.parse(done.out)).toMatchObject({ state: 'done', reason: 'letter', left: [] });
    expect((await run('export', 'Customer')).out).toMatch(/\n1,erased-[0-9a-f]{8},2026-02-01$/);
    expect((await run('erase', 'Customer', '1', '--receipts')).out).toContain(': letter\n');
    expect((await run('erase', 'Customer', '1')).out).toContain('There is nothing to erase.');
    expect((await run('history', 'Customer', '1')).out).not.toContain('rgen');
    expect((await run('erase', 'Custmer', '1')).err).toContain("(did you mean 'Customer'?)");
  });

  it('tells of the dialogs that were led with a customer, and erases them when asked to', async () => {
    const scripts = join(folder, 'scripts');
    await mkdir(scripts);
    await writeFile(join(scripts, 'ask.xml'), SCRIPT);
    const model = compileModel([{ file: 'shop.xml', text: MODEL }]);
    const stores = { system: `sqlite:${join(folder, 'caruso.db')}` };
    const components = [storageManager({ stores }), businessObjects({ model }), scriptEngine({ scripts })];
    const led = join(folder, 'dialogs.config.ts');
    await writeRelease(folder, 'dialogs.config.ts', { company: 'x', components });
    const running = await startAssembly({ company: 'x', components }, { log: silentLog });
    const dialogs = running.get(Dialogs);
    const ids: string[] = [];
    for (const customer of ['1', '2']) {
      const { dialog, step } = await dialogs.begin({ script: 'ask', channel: 'agent', owner: 'ann', customer });
      await dialogs.answer({ dialog, step, who: 'ann', value: 'Ada' });
      ids.push(dialog);
    }
    await running.stop();
    const erase = (...args: string[]) => caruso(['data', 'erase', 'Customer', '1', ...args, '--config', led]);
    const hint = 'dialogs 1 dialog with the customer 1: what was said in them is still there; --dialogs erases it too';
    expect((await erase('--dry-run', '--dialogs')).out).toContain(hint);
    expect((await erase()).out).toContain(hint);
    expect((await erase('--dialogs')).out).toContain('dialogs 1 dialog with the customer 1: what was said in them');
    expect(JSON.parse((await erase('--json')).out)).toMatchObject({ dialogs: { erased: [], left: [] } });
    expect((await erase()).out).not.toContain('caruso contact');
    const centre = communicationServer({ agents: [], queues: [], gateways: [] });
    await writeRelease(folder, 'contacts.config.ts', { company: 'x', components: [...components, centre] });
    const contacts = await caruso(['data', 'erase', 'Customer', '1', '--config', join(folder, 'contacts.config.ts')]);
    expect(contacts.out).toContain('caruso contact erase --customer 1 erases them too');
    const history = async (dialog = '') => (await caruso(['script', 'history', dialog, '--config', led])).out;
    expect(await history(ids[0])).not.toContain('Ada');
    expect(await history(ids[1])).toContain('Ada');
  });
});
