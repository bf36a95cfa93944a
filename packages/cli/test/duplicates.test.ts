import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { businessObjects, compileModel } from '@caruso/business-objects';
import { storageManager } from '@caruso/storage-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';
import { writeRelease } from './support/write-release.js';

const MODEL = `<caruso model="shop" version="1.0.0">
 <objects>
  <object name="Customer" key="number" title="{name}">
   <attr name="number" type="integer"/><attr name="name" type="string" size="20" required="true"/><attr name="email" type="email"/>
   <dedupe on="email"/><dedupe on="name" fuzzy="0.9"/>
  </object>
  <object name="Order" key="number" title="{number}"><attr name="number" type="integer"/><link name="customer" to="Customer"/></object>
 </objects>
 <mapping company="x"><store name="system" schema="managed"/>
  <map object="Customer" store="system" table="customer"><col attr="number" column="number"/><col attr="name" column="name"/><col attr="email" column="email"/></map>
  <map object="Order" store="system" table="orders"><col attr="number" column="number"/><join link="customer" columns="customer"/></map>
 </mapping></caruso>`;

const lines = ({ out }: { readonly out: string }) => out.replaceAll('\r', '');

describe('caruso data', () => {
  let folder: string;
  const run = (...args: string[]) => caruso(['data', ...args, '--config', join(folder, 'caruso.config.ts')]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-duplicates-'));
    const model = compileModel([{ file: 'shop.xml', text: MODEL }]);
    const components = [
      storageManager({ stores: { system: `sqlite:${join(folder, 'caruso.db')}` } }),
      businessObjects({ model }),
    ];
    await writeRelease(folder, 'caruso.config.ts', { company: 'x', components });
    const customers = join(folder, 'customers.csv');
    await writeFile(
      customers,
      'number,name,email\n1,Ann Example,\n2,Ann Exampel,ann@example.org\n3,Kim,ANN@example.org\n4,Lou,\n',
    );
    await run('import', 'Customer', customers, '--run');
    const orders = join(folder, 'orders.csv');
    await writeFile(orders, `number,customer\n${Array.from({ length: 22 }, (_, at) => `${at},2`).join('\n')}\n`);
    await run('import', 'Order', orders, '--run');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('duplicates: lists groups, with how likely each is and why', async () => {
    const { out, code } = await run('duplicates', 'Customer');
    expect(out.split('\n').map((line) => line.trimEnd())).toEqual([
      '0.982  1  Ann Example  like 2 by name',
      '1.000  2  Ann Exampel  like 3 by email',
      '1.000  3  Kim          like 2 by email',
      '',
      '3 Customer in 1 group may be the same. To see what a merge would do: caruso data merge Customer KEEP LOSE… --dry-run',
    ]);
    expect(code).toBe(EXIT.ok);
    expect(JSON.parse((await run('duplicates', 'Customer', '--json')).out)).toMatchObject({
      score: 0.982,
      members: [{ key: '1' }, {}, {}],
    });
    expect((await run('duplicates', 'Order')).err).toContain(
      'Nothing says when two "Order" are the same. Add <dedupe on="…"/>',
    );
    expect((await run('duplicates', 'Ordr')).err).toContain("(did you mean 'Order'?)");
  });

  it('merge: says what it would do, does it, and says what it did', async () => {
    const dry = await run('merge', 'Customer', '1', '2', '3', '--choose', 'name=3', '--dry-run');
    const said = dry.out.split('\n');
    expect([...said.slice(0, 6), ...said.slice(-2)]).toEqual([
      'Customer 1 (Ann Example) would stay',
      'Customer 2 (Ann Exampel) would be deleted',
      'Customer 3 (Kim) would be deleted',
      'name: "Ann Example" -> "Kim" (of 3)',
      'email: nothing -> "ann@example.org" (of 2)',
      'Order 0: customer -> 1',
      'Order: and 2 more',
      'Nothing was written. To write it, leave out --dry-run.',
    ]);
    expect(lines(await run('export', 'Customer', '--attributes', 'number'))).toBe('number\n1\n2\n3\n4');
    const wrong = await run('merge', 'Customer', '1', '2', '--choose', 'nam=2');
    expect(wrong.err).toContain("nam is unknown (did you mean 'name'?)");
    expect(wrong.code).toBe(EXIT.failed);
    expect((await run('merge', 'Customer', '1', '2', '--choose', 'name')).code).toBe(EXIT.usage);
    const done = await run('merge', 'Customer', '1', '2', '3', '--longest', '--json');
    expect(JSON.parse(done.out)).toMatchObject({ state: 'done', gone: [{ key: '2', how: 'deleted' }, { key: '3' }] });
    expect(lines(await run('export', 'Customer'))).toBe('number,name,email\n1,Ann Example,ann@example.org\n4,Lou,');
    expect((await run('duplicates', 'Customer')).out).toBe('No Customer is taken for the same as another.');
    expect((await run('merge', 'Customer', '1', '2')).err).toContain('There is no Customer with the key 2.');
  });
});
