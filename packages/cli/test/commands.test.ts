import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { businessObjects } from '@caruso/business-objects';
import { storageManager } from '@caruso/storage-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

const SCRIPT = `<?xml version="1.0"?>
<script id="keys" version="1" lang="en" title="Lost keys" on="agent web">
  <question id="lost" type="choice">
    <text>What has been lost?</text>
    <option value="key">The key</option>
    <option value="box">The whole letterbox</option>
    <go when="answers.lost == 'box'" to="police"/>
  </question>
  <question id="where" type="address"><text>Where?</text></question>
  <question id="count" type="number">
    <text>How many keys?</text>
    <check test="value gt 0"><text>At least one.</text></check>
  </question>
  <info id="thanks"><text>{answers.count} keys for {answers.where.city}</text></info>
  <end id="done" outcome="ordered"><text>Done.</text></end>
  <end id="police" outcome="referred"><text>Please report that to the police.</text></end>
</script>`;

describe('the command line', () => {
  it('shows its commands, and each its options', async () => {
    const all = await caruso(['--help']);
    expect(all.code).toBe(EXIT.ok);
    for (const command of ['start', 'plan', 'service', 'script', 'model', 'store', 'report'])
      expect(all.out).toContain(command);
    expect((await caruso(['report', 'run', '--help'])).out).toContain('--group-by');
  });

  it('refuses what it does not know with a suggestion and exit code 2', async () => {
    const { code, err } = await caruso(['strat']);
    expect(code).toBe(EXIT.usage);
    expect(err).toContain('Did you mean start?');
    expect((await caruso(['script', 'run', 'x.xml', '--channel', 'fax'])).code).toBe(EXIT.usage);
  });
});

describe('caruso start', () => {
  it('says where it looked for an assembly, and what to do', async () => {
    const { code, err } = await caruso(['start', '--config', at('nowhere.ts')]);
    expect(code).toBe(EXIT.failed);
    expect(err).toContain(`There is no assembly at ${at('nowhere.ts')}`);
  });

  it('names the line of a mistake in an assembly, and takes its paths from where it lies', async () => {
    const deep = at('deep');
    await mkdir(join(deep, 'model'), { recursive: true });
    await writeFile(join(deep, 'syntax.ts'), "export default {\n  company: 'c'\n  components: [],\n};\n");
    const syntax = await caruso(['store', 'list', '--config', join(deep, 'syntax.ts')]);
    expect(syntax.err).toContain(`cannot be loaded: ${join(deep, 'syntax.ts')}:3:2: Unexpected token, expected ","`);
    await writeFile(
      join(deep, 'throws.ts'),
      "const company = 'c';\nexport default { company: company.nme.first, components: [] };\n",
    );
    const throws = await caruso(['store', 'list', '--config', join(deep, 'throws.ts')]);
    expect(throws.err).toMatch(/cannot be loaded: \S*throws\.ts:2:\d+: Cannot read properties of undefined/);
    await writeFile(
      join(deep, 'model', 'm.xml'),
      '<caruso model="m" version="1.0.0"><objects><object name="A" key="id" title="{id}"><attr name="id" type="integer"/></object></objects>' +
        '<mapping company="c"><store name="system" schema="managed"/><map object="A" store="system" table="a"><col attr="id" column="id"/></map></mapping></caruso>',
    );
    // Made when the file is loaded, as an assembly of its own would make them.
    Object.assign(globalThis, {
      componentsOfTest: () => [
        storageManager({ stores: { system: 'sqlite::memory:' } }),
        businessObjects({ model: './model' }),
      ],
    });
    await writeFile(
      join(deep, 'caruso.config.ts'),
      "export default { company: 'c', components: globalThis.componentsOfTest() };\n",
    );
    const list = await caruso(['store', 'show', 'sytem', '--config', join(deep, 'caruso.config.ts')]);
    expect(list.err).toContain(`There is no store "sytem" (did you mean 'system'?)`);
  });

  it('names the file and the reason when an assembly cannot be loaded, without a stack', async () => {
    await writeFile(at('broken.ts'), 'export default {');
    const broken = await caruso(['start', '--config', at('broken.ts')]);
    expect(broken.err).toContain(`The assembly ${at('broken.ts')} cannot be loaded`);
    expect(broken.err).not.toContain('    at ');
    await writeFile(at('other.ts'), 'export default 7;');
    expect((await caruso(['start', '--config', at('other.ts')])).err).toContain('must export an assembly');
  });
});

describe('an assembly that was started', () => {
  const assembly = (greeting: string) => `export default { company: 'demo', components: [], greeting: ${greeting} };`;
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

  it('runs until it is told to stop, also when nothing else keeps the process alive', async () => {
    await writeFile(at('idle.ts'), assembly('() => "hello"'));
    const before = timers();
    const { code, out } = await caruso(['start', '--config', at('idle.ts')], [], (text) => {
      if (!text.includes('hello')) return;
      expect(timers()).toBe(before + 1);
      setImmediate(() => process.emit('SIGTERM'));
    });
    expect([code, out]).toEqual([EXIT.ok, '\nhello\n']);
    expect(timers()).toBe(before);
  });

  it('stops at the first signal, also while its greeting waits for something', async () => {
    await writeFile(at('speechless.ts'), assembly('() => new Promise(() => {})'));
    const { code, err } = await caruso(['start', '--config', at('speechless.ts')], [], (text) => {
      if (text.includes('is up: 0 services')) setImmediate(() => process.emit('SIGTERM'));
    });
    expect(code).toBe(EXIT.ok);
    expect(err).toContain('stopped');
  });
});

describe('caruso script check', () => {
  it('is content with a script in order', async () => {
    await writeFile(at('keys.xml'), SCRIPT);
    expect(await caruso(['script', 'check', at('keys.xml')])).toEqual({
      code: EXIT.ok,
      out: '0 errors, 0 warnings',
      err: '',
    });
  });

  it('shows every mistake at its place, with the line and what was meant', async () => {
    const wrong = SCRIPT.replace("answers.lost == 'box'", "answers.lst == 'box'").replace('to="police"', 'to="polce"');
    await writeFile(at('wrong.xml'), wrong);
    const { code, out } = await caruso(['script', 'check', at('wrong.xml')]);
    expect(code).toBe(EXIT.failed);
    expect(out).toMatch(/wrong\.xml:7:\d+: error unknown-name: .*lst.*\n.*<go when.*\n\s+\^+/);
    expect(out).toContain("did you mean 'lost'?");
    expect(out).toContain("did you mean 'police'?");
  });

  it('gives the same as JSON', async () => {
    const { out } = await caruso(['script', 'check', at('wrong.xml'), '--json']);
    const { errors, diagnostics } = JSON.parse(out) as { errors: number; diagnostics: { line: number }[] };
    expect(errors).toBe(diagnostics.length);
    expect(diagnostics.every(({ line }) => line === 7)).toBe(true);
  });

  it('proves that a script can run on a channel in a language, or says what is missing', async () => {
    const proved = await caruso(['script', 'check', at('keys.xml'), '--channel', 'web', '--lang', 'en']);
    expect(proved.code).toBe(EXIT.ok);
    expect(proved.out).toContain(`keys.xml: web in en: complete, 9 parts`);
    const missing = await caruso(['script', 'check', at('keys.xml'), '--channel', 'web', '--lang', 'de']);
    expect(missing.code).toBe(EXIT.failed);
    expect(missing.out).toMatch(/web in de: 9 of 9 parts without wording\n {2}.*keys\.xml:3:3: 'lost'/);
    const fax = await caruso(['script', 'check', at('keys.xml'), '--channel', 'ivr', '--lang', 'en']);
    expect(fax.out).toContain('the script is not meant for it');
    const { out } = await caruso(['script', 'check', at('keys.xml'), '--json']);
    expect(JSON.parse(out)).toMatchObject({ proofs: [{ channel: 'agent', language: 'en', complete: true }, {}] });
  });

  it('finds a file that is not UTF-8, beside the mistakes of others', async () => {
    await writeFile(at('latin.xml'), SCRIPT.replace('Lost keys', 'Schlüssel'), 'latin1');
    const { code, out } = await caruso(['script', 'check', at('latin.xml'), at('wrong.xml')]);
    expect(code).toBe(EXIT.failed);
    expect(out).toMatch(/latin\.xml:2:\d+: error wrong-encoding: .*\(save the file as UTF-8\)/);
    expect(out).toContain('wrong.xml:7');
  });

  it('names a file that is not there', async () => {
    const { code, err } = await caruso(['script', 'check', at('absent.xml')]);
    expect(code).toBe(EXIT.failed);
    expect(err).toContain(`The file ${at('absent.xml')} cannot be read`);
  });
});

describe('caruso script run', () => {
  it('leads a dialog: wrong answers are refused, an address takes a line for each field', async () => {
    const typed = ['cup', 'key', 'Main Street', '5', '12345', 'Town', '0', '2', ''];
    const { code, out } = await caruso(['script', 'run', at('keys.xml')], typed);
    expect(code).toBe(EXIT.ok);
    expect(out).toContain('At least one.');
    expect(out).toContain('2 keys for Town');
    expect(out.trimEnd()).toMatch(/= ordered$/);
  });

  it('goes back on /back and gives up on /cancel', async () => {
    const { code, out } = await caruso(['script', 'run', at('keys.xml')], ['key', '/back', 'box']);
    expect(out).toContain('= referred');
    expect(code).toBe(EXIT.ok);
    expect((await caruso(['script', 'run', at('keys.xml')], ['/cancel'])).code).toBe(EXIT.failed);
  });

  it('prints the last screen as JSON', async () => {
    const { out } = await caruso(['script', 'run', at('keys.xml'), '--json'], ['box']);
    expect(JSON.parse(out)).toMatchObject({ state: 'ended', outcome: 'referred' });
  });
});

describe('caruso model check', () => {
  it('finds mistakes in a model', async () => {
    const model = `<caruso model="shop" version="1.0.0"><objects>
      <object name="Customer" key="numbr" title="{name}"><attr name="number" type="string"/></object>
    </objects></caruso>`;
    await writeFile(at('model.xml'), model);
    const { code, out } = await caruso(['model', 'check', at('model.xml')]);
    expect(code).toBe(EXIT.failed);
    expect(out).toContain("did you mean 'number'?");
  });

  it('says what the mapping of a company lacks, with its place, and as JSON', async () => {
    const objects = `<caruso model="shop" version="1.1.0"><objects>
      <object name="Customer" key="number" title="{number}"><attr name="number" type="string"/>
        <attr name="email" type="email"/></object>
      <object name="Order" key="number" title="{number}"><attr name="number" type="string"/></object>
    </objects></caruso>`;
    const mapping = `<caruso model="shop" version="1.1.0"><mapping company="b"><store name="system"/>
      <map object="Customer" store="system" table="C"><col attr="number" column="NO"/></map></mapping></caruso>`;
    const folder = at('shop');
    await mkdir(folder);
    await writeFile(join(folder, 'objects.xml'), objects);
    await writeFile(join(folder, 'b.xml'), mapping);
    const { code, out } = await caruso(['model', 'check', folder, '--company', 'b']);
    expect(code).toBe(EXIT.failed);
    expect(out).toMatch(/b\.xml:1:38: error unmapped-object: The mapping of 'b' has no <map object="Order">/);
    expect(out).toMatch(/b\.xml:2:\d+: warning unmapped-attribute: 'Customer.email' has no column/);
    expect(out).toContain('shop 1.1.0 for b: 1 of 2 objects, 1 of 3 attributes, 0 of 0 links to one mapped');
    expect(out).toMatch(/1 error, 1 warning$/);
    const json = await caruso(['model', 'check', folder, '--company', 'b', '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ company: 'b', objects: { mapped: 1, of: 2 }, errors: 1, warnings: 1 });
    const complete = await caruso(['model', 'check', join(folder, 'objects.xml')]);
    expect(complete.code).toBe(EXIT.ok);
  });
});

describe('caruso model types', () => {
  it('writes the types of the objects into a file, or prints them', async () => {
    const objects = at('shop/objects.xml');
    const printed = await caruso(['model', 'types', objects]);
    expect(printed.out).toContain('export interface ShopObjects {');
    const written = await caruso(['model', 'types', objects, '--out', at('model.ts')]);
    expect(written).toEqual({ code: EXIT.ok, out: `${at('model.ts')}: 2 object types of shop 1.1.0`, err: '' });
    expect((await readFile(at('model.ts'), 'utf8')).trimEnd()).toBe(printed.out);
  });

  it('names a file that cannot be written', async () => {
    const { code, err } = await caruso(['model', 'types', at('shop/objects.xml'), '--out', at('no/model.ts')]);
    expect(code).toBe(EXIT.failed);
    expect(err).toContain(`The file ${at('no/model.ts')} cannot be written`);
  });
});

describe('caruso model plan', () => {
  it('says what a change does to data, screens and scripts, and fails when something is lost', async () => {
    const objects = (more: string, version: string) => `<caruso model="shop" version="${version}"><objects>
      <object name="Customer" key="number" title="{number}"><attr name="number" type="string"/>${more}</object>
    </objects><presentation><list object="Customer" columns="number"/></presentation></caruso>`;
    await writeFile(
      at('old.xml'),
      objects('<attr name="email" type="email"/>', '1.0.0').replace('columns="number"', 'columns="number email"'),
    );
    await writeFile(at('new.xml'), objects('<attr name="tier" type="string"/>', '1.1.0'));
    const script = `<script id="s" version="1" lang="en" title="S" on="agent"><input name="customer" type="text"/>
      <lookup id="load" service="objects.Customer.get" into="customer"><with name="key" value="input.customer"/>
        <failed><go to="done"/></failed></lookup>
      <info id="mail"><text>{customer.email}</text></info>
      <end id="done" outcome="done"><text>Done.</text></end></script>`;
    await writeFile(at('mail.xml'), script);
    const args = ['model', 'plan', '--from', at('old.xml'), '--to', at('new.xml'), '--scripts', at('mail.xml')];
    const { code, out } = await caruso(args);
    expect(code).toBe(EXIT.failed);
    expect(out).toContain('drops    attr:Customer.email: Customer.email is gone');
    expect(out).toContain('shown in list:Customer');
    expect(out).toContain('keeps    attr:Customer.tier: Customer.tier joins');
    expect(out).toMatch(/mail\.xml:4:\d+: error unknown-name/);
    expect(out).toContain('shop 1.0.0 to 1.1.0: 2 steps, 1 of them lose or refuse something; 1 findings in scripts');
    const json = JSON.parse((await caruso([...args, '--json'])).out) as { steps: unknown[]; scripts: unknown[] };
    expect([json.steps.length, json.scripts.length]).toEqual([2, 1]);
    const same = await caruso(['model', 'plan', '--from', at('old.xml'), '--to', at('old.xml')]);
    expect(same.code).toBe(EXIT.ok);
  });
});
