import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusinessObjects, businessObjects, compileModel } from '@caruso/business-objects';
import { type RunningAssembly, serviceControl, silentLog, startAssembly } from '@caruso/service-manager';
import { openStore, storageManager } from '@caruso/storage-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';
import { writeRelease } from './support/write-release.js';

const MODEL = `<caruso model="shop" version="1.0.0"><objects>
<object name="Customer" key="number" title="{name}">
<attr name="number" type="string" size="10" required="true"/>
<attr name="name" type="string" size="40" required="true"/>
<attr name="fax" type="phone"/>
</object></objects>
<mapping company="c"><store name="system" schema="managed"/>
<map object="Customer" store="system" table="customer">
<col attr="number" column="number"/><col attr="name" column="name"/><col attr="fax" column="fax"/>
</map></mapping></caruso>`;

const changed = (...changes: readonly (readonly [string, string])[]) =>
  changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, MODEL);
const TIER = changed(
  ['version="1.0.0"', 'version="1.1.0"'],
  ['<attr name="fax"', '<attr name="tier" type="string" size="5" required="true" default="base"/><attr name="fax"'],
  ['<col attr="fax"', '<col attr="tier" column="tier"/><col attr="fax"'],
);
const ASKING = TIER.replace(' default="base"', '');
const RENAMED = TIER.replace('column="name"', 'column="full_name" was="name"');
const WITHOUT_FAX = changed(
  ['version="1.0.0"', 'version="1.1.0"'],
  ['<attr name="fax" type="phone"/>', ''],
  ['<col attr="fax" column="fax"/>', ''],
);

let folder: string;
let configs = 0;
let socket: string;
const component = (text: string) => businessObjects({ model: compileModel([{ file: 'm.xml', text }]) });
const parts = (text: string) => [
  storageManager({ stores: { system: `sqlite:${join(folder, 'system.db')}` } }),
  component(text),
  serviceControl({ socket, releases: join(folder, 'releases') }),
];
const start = (text: string) => startAssembly({ company: 'c', components: parts(text) }, { log: silentLog });
/** Writes the assembly with a model, and what the command says to it. */
async function apply(text: string, options: readonly string[], typed: readonly string[] = []) {
  configs += 1;
  const name = `${configs}.config.ts`;
  await writeRelease(folder, name, { company: 'c', components: parts(text) });
  return caruso(['model', 'apply', '--config', join(folder, name), ...options], typed);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-apply-'));
  socket = join(folder, 'control', 'socket');
  await mkdir(join(folder, 'releases'));
  await writeFile(join(folder, 'before.xml'), MODEL);
  const running = await start(MODEL);
  const objects = running.get(BusinessObjects);
  await objects.create({ object: 'Customer', values: { number: '1', name: 'Ann', fax: '+43 1 58801' } });
  await objects.create({ object: 'Customer', values: { number: '2', name: 'Bob' } });
  await running.stop();
});
afterEach(() => rm(folder, { recursive: true }));

describe('caruso model apply', () => {
  it('shows what it would do, and does it when it is told to', async () => {
    const shown = await apply(TIER, ['--dry-run']);
    expect(shown.out.split('\n')).toEqual([
      'expand    add:Customer.tier: it lies in the new column customer.tier, and 2 rows get "base"',
      'shop 1.1.0: 1 step to do, 0 not asked for, 0 in the way',
    ]);
    expect(shown.code).toBe(EXIT.ok);
    const unasked = await apply(TIER, []);
    expect(unasked.code).toBe(EXIT.failed);
    expect(unasked.err).toContain('Nothing was done: 1 step waits. To carry them out, say yes, or --yes');
    expect((await apply(TIER, [], ['no'])).err).toContain('Nothing was done');
    const done = await apply(TIER, [], ['yes']);
    expect(done.code).toBe(EXIT.ok);
    expect(done.out).toMatch(
      /done {6}add:Customer\.tier \(\d+ ms\)\nshop 1\.1\.0 is applied: 1 step, 0 values lost as allowed$/,
    );
    expect((await apply(TIER, ['--dry-run'])).out).toBe('shop 1.1.0: 0 steps to do, 0 not asked for, 0 in the way');
    expect(JSON.parse((await apply(TIER, ['--json', '--yes'])).out)).toEqual({
      model: 'shop',
      version: '1.1.0',
      done: [],
      left: [],
    });
  });

  it('asks for what required attributes lack, and says how to give it where nobody is asked', async () => {
    const refused = await apply(ASKING, ['--yes']);
    expect(refused.code).toBe(EXIT.failed);
    expect(refused.out).toContain('blocked   add:Customer.tier: it is required, and 2 of 2 rows have no value');
    expect(refused.err).toContain('say --default Customer.tier=VALUE');
    const asked = await apply(ASKING, [], ['gold', 'yes']);
    expect(asked.err).toContain('Customer.tier is required, and objects have no value. What do they get?');
    expect(asked.code).toBe(EXIT.ok);
    const misfit = await apply(ASKING, ['--yes', '--default', 'Customer.tier=platinum']);
    expect(misfit.err).toContain(
      '"platinum" cannot be given to rows without Customer.tier: it must not be longer than 5, it has 8.',
    );
    expect((await apply(ASKING, ['--default', 'tier'])).code).toBe(EXIT.usage);
  });

  it('drops only what is named, and names what is misspelt', async () => {
    const kept = await apply(WITHOUT_FAX, ['--yes', '--allow', 'drop:Customer.fx']);
    expect(kept.code).toBe(EXIT.ok);
    expect(kept.err).toContain("there is no step drop:Customer.fx (did you mean 'drop:Customer.fax'?)");
    expect(kept.out).toContain(
      'stays     drop:Customer.fax: nothing is mapped to customer.fax, where 1 of 2 rows have a value (--allow drop:Customer.fax)',
    );
    const limited = await apply(WITHOUT_FAX, ['--yes', '--allow', 'drop:Customer.fax=0', '--json']);
    expect(limited.err).toBe(
      '--allow drop:Customer.fax=0 is too few: 1 would go; if they may, say --allow drop:Customer.fax=1',
    );
    expect(JSON.parse(limited.out)).toMatchObject({ done: [], left: [{ name: 'drop:Customer.fax', state: 'stays' }] });
    const done = await apply(WITHOUT_FAX, ['--yes', '--allow', 'drop:Customer.fax']);
    expect(done.out).toContain('1 step, 1 value lost as allowed');
    expect((await apply(WITHOUT_FAX, ['--allow', 'fax'])).err).toContain('Write the name of a step as the plan does');
  });

  it('keeps what was done, and a mere export with the model before brings nothing back', async () => {
    await apply(WITHOUT_FAX, ['--yes', '--allow', 'drop:Customer.fax']);
    const run = (...command: readonly string[]) =>
      caruso([...command, '--config', join(folder, `${configs}.config.ts`)]);
    const applied = await run('model', 'applied');
    expect(applied.out.split('\n')).toEqual([
      expect.stringMatching(/^when \(UTC\) +who +model +store +step +what$/),
      expect.stringMatching(
        /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}\S+@\S+ {2}shop 1\.1\.0 {2}system {2}drop:Customer\.fax {2}nothing/,
      ),
    ]);
    expect((await run('data', 'export', 'Customer')).out).toContain('1,Ann');
    const shown = async () => (await run('store', 'show', 'system', '--json')).out;
    const before = await shown();
    configs += 1;
    await writeRelease(folder, `${configs}.config.ts`, { company: 'c', components: parts(MODEL) });
    for (const command of [
      ['data', 'export', 'Customer'],
      ['data', 'import', 'Customer', join(folder, 'before.xml')],
    ]) {
      const refused = await run(...command);
      expect(refused.code).toBe(EXIT.failed);
      expect(refused.err).toContain(
        "The column 'fax' of 'customer' in 'system' was dropped when shop 1.1.0 was applied",
      );
    }
    expect(await shown()).toBe(before);
    expect((await run('model', 'check', join(folder, 'before.xml'))).out).toContain(
      "'fax' of 'customer' in 'system' was dropped",
    );
  });

  it('prints the SQL, and refuses a store whose owner has to do it', async () => {
    const sql = await apply(TIER, ['--sql']);
    expect(sql.out.split('\n')).toEqual([
      '-- system: add:Customer.tier: it lies in the new column customer.tier, and 2 rows get "base"',
      expect.stringMatching(
        /^ALTER TABLE "customer" ADD COLUMN "tier" TEXT\(5\) NOT NULL DEFAULT 'base' CONSTRAINT .*;$/,
      ),
    ]);
    const legacy = await openStore('legacy', { url: `sqlite:${join(folder, 'legacy.db')}`, schema: 'managed' });
    await legacy.define([
      {
        name: 'customer',
        columns: [
          { name: 'number', type: 'string' },
          { name: 'name', type: 'string' },
          { name: 'fax', type: 'string' },
        ],
        key: ['number'],
      },
    ]);
    await legacy.close();
    const text = TIER.replace('<store name="system" schema="managed"/>', '<store name="old"/>').replace(
      'store="system"',
      'store="old"',
    );
    const stores = { system: 'sqlite::memory:', old: `sqlite:${join(folder, 'legacy.db')}` };
    await writeRelease(folder, 'legacy.config.ts', {
      company: 'c',
      components: [storageManager({ stores }), component(text)],
    });
    const refused = await caruso(['model', 'apply', '--config', join(folder, 'legacy.config.ts'), '--yes']);
    expect(refused.code).toBe(EXIT.failed);
    expect(refused.out).toContain(
      'blocked   add:Customer.tier: it lies in the new column customer.tier; the owner of the readonly store old has to do it',
    );
    const asked = await caruso(['model', 'apply', '--config', join(folder, 'legacy.config.ts'), '--sql']);
    expect(asked.out).toContain('ALTER TABLE "customer" ADD COLUMN "tier"');
  });

  describe('while the assembly runs', () => {
    let running: RunningAssembly;
    let ended = false;
    let load: Promise<void>[];
    let made = 0;
    let failures: unknown[];
    beforeEach(async () => {
      running = await start(MODEL);
      [ended, made, failures] = [false, 0, []];
      load = Array.from({ length: 4 }, async (_, lane) => {
        for (let index = 0; !ended; index += 1) {
          const values = { number: `${lane}-${index}`, name: 'x' };
          await running
            .get(BusinessObjects)
            .create({ object: 'Customer', values })
            .catch((thrown: unknown) => failures.push(thrown));
          made += 1;
          await new Promise((resolve) => setImmediate(resolve));
        }
      });
    });
    const settle = async () => {
      ended = true;
      await Promise.all(load);
    };
    afterEach(async () => {
      await settle();
      await running.stop();
    });
    const release = async (text: string) => writeRelease(join(folder, 'releases'), 'next.mjs', component(text));

    it('brings it to the new model without losing a call, also when a column is called otherwise', async () => {
      await release(RENAMED);
      const options = ['--yes', '--json', '--release', 'next.mjs', '--inline', '--from', join(folder, 'before.xml')];
      const applied = await apply(RENAMED, options);
      expect(applied.err).toBe('');
      expect(JSON.parse(applied.out)).toMatchObject({
        done: [{ name: 'add:Customer.tier' }, { name: 'rename:Customer.name' }],
        replaced: { lost: 0, aborted: 0 },
        left: [],
      });
      const after = await running
        .get(BusinessObjects)
        .create({ object: 'Customer', values: { number: 'after', name: 'Eva' } });
      expect(after.values).toMatchObject({ name: 'Eva', tier: 'base' });
      await settle();
      expect(failures).toEqual([]);
      const found = running.get(BusinessObjects).stream({ object: 'Customer' });
      let count = 0;
      for await (const _ of found) count += 1;
      expect(count).toBe(made + 3);
    });

    it('does nothing that the model at work would not survive', async () => {
      expect((await apply(RENAMED, ['--yes'])).err).toContain('Nothing was done: the assembly is running with a model');
      await release(RENAMED);
      expect((await apply(RENAMED, ['--yes', '--release', 'next.mjs'])).err).toContain(
        'Name the model that runs with --from',
      );
      await release(WITHOUT_FAX);
      const breaking = [
        '--yes',
        '--release',
        'next.mjs',
        '--from',
        join(folder, 'before.xml'),
        '--allow',
        'drop:Customer.fax',
      ];
      const refused = await apply(WITHOUT_FAX, breaking);
      expect(refused.code).toBe(EXIT.failed);
      expect(refused.err).toMatch(
        /Nothing was done: who uses the objects of 1\.0\.0 could not work with those of 1\.1\.0: .*fax/,
      );
      await settle();
      expect(failures).toEqual([]);
    });
  });
});
