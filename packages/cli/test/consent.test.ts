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
  <object name="Customer" key="number" title="{name}" person="true"><attr name="number" type="integer"/><attr name="name" type="string" size="20"/></object>
  <object name="Order" key="number" title="{number}"><attr name="number" type="integer"/></object>
 </objects>
 <consent><purpose name="offers" channels="mail phone" confirm="mail" text="We may tell you about offers." version="2026-01"/></consent>
 <mapping company="x"><store name="system" schema="managed"/>
  <map object="Customer" store="system" table="customer"><col attr="number" column="number"/><col attr="name" column="name"/></map>
  <map object="Order" store="system" table="orders"><col attr="number" column="number"/></map>
 </mapping></caruso>`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-consent-'));
  const model = compileModel([{ file: 'shop.xml', text: MODEL }]);
  const stores = { system: `sqlite:${join(folder, 'caruso.db')}` };
  const components = [storageManager({ stores }), businessObjects({ model })];
  await writeRelease(folder, 'caruso.config.ts', { company: 'x', components });
  await writeFile(join(folder, 'customers.csv'), 'number,name\n1,Ann\n');
  await run('data', 'import', 'Customer', join(folder, 'customers.csv'), '--run');
});
afterAll(() => rm(folder, { recursive: true }));

const run = (...args: string[]) => caruso([...args, '--config', join(folder, 'caruso.config.ts')]);
const list = (...args: string[]) => run('data', 'consent', 'list', ...args);
const set = (to: string, ...more: string[]) =>
  run('data', 'consent', 'set', 'Customer', '1', '--to', to, '--purpose', 'offers', ...more);
const cells = (text: string) =>
  text.split('\n').map((line) => line.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'then').split(/ {2,}/));

describe('caruso data consent', () => {
  it('says to what a person agrees who has said nothing', async () => {
    const { out, code } = await list('Customer', '1');
    expect(cells(out)).toEqual([
      ['purpose', 'channel', 'allowed', 'last', 'since (UTC)', 'text'],
      ['offers', 'mail', 'no', 'said nothing'],
      ['offers', 'phone', 'no', 'said nothing'],
      [''],
      ['Nothing was said yet.'],
    ]);
    expect(code).toBe(EXIT.ok);
  });

  it('writes down that a person agrees, with how it is known, and prints what has to be confirmed', async () => {
    const given = await set('given', '--channel', 'mail', 'phone', '--source', 'letter of 1 March');
    expect(given.out).toMatch(
      /^asked {2}offers by mail\ngiven {2}offers by phone\nNot yet allowed by mail: send this token to the person, .*: [\w-]{43}$/,
    );
    const states = cells((await list('Customer', '1')).out);
    expect(states[1]).toEqual(['offers', 'mail', 'no', 'asked', 'then', '2026-01']);
    expect(states[2]).toEqual(['offers', 'phone', 'yes', 'given', 'then', '2026-01']);
    expect(states[4]).toEqual(['when (UTC)', 'who', 'what', 'purpose', 'channel', 'text', 'how it is known']);
    expect(states[5]).toEqual(['then', '(assembly)', 'given', 'offers', 'phone', '2026-01', 'letter of 1 March']);
  });

  it('writes down that a person withdraws, once, and keeps what was said before', async () => {
    const withdraw = () => set('withdrawn', '--channel', 'phone', '--source', 'telephone');
    expect((await withdraw()).out).toBe('withdrawn  offers by phone');
    expect((await withdraw()).out).toBe('offers by phone was withdrawn before; nothing to write.');
    const found = JSON.parse((await list('Customer', '1', '--json')).out);
    expect(found.states).toMatchObject([
      { channel: 'mail', allowed: false, statement: 'asked' },
      { channel: 'phone', allowed: false, statement: 'withdrawn' },
    ]);
    expect(found.statements).toHaveLength(3);
    expect(found.statements[0]).toMatchObject({ statement: 'withdrawn', source: 'telephone', caller: 'assembly' });
  });

  it('prints as JSON what was written', async () => {
    const { out } = await set('given', '--channel', 'phone', '--source', 'form', '--json');
    expect(JSON.parse(out)).toMatchObject({ statements: [{ statement: 'given', channel: 'phone' }], confirm: [] });
  });

  it('writes down that a person has confirmed, by the token, once', async () => {
    const { confirm } = JSON.parse((await set('given', '--channel', 'mail', '--source', 'form', '--json')).out);
    const reply = ['data', 'consent', 'confirm', '--source', 'reply of 2 March', '--token'];
    expect((await run(...reply, confirm[0].token)).out).toBe('given  offers by mail');
    const { states, statements } = JSON.parse((await list('Customer', '1', '--json')).out);
    expect(states[0]).toMatchObject({ channel: 'mail', allowed: true });
    expect(statements[0]).toMatchObject({ source: 'reply of 2 March' });
    expect((await run(...reply, 'no-such-token')).code).toBe(EXIT.failed);
  });

  it('refuses names that the model does not know, and writes nothing', async () => {
    const before = (await list('Customer', '1', '--json')).out;
    const source = ['--source', 'form'];
    const fax = await set('given', '--channel', 'phone', 'fax', ...source);
    expect(fax.err).toContain('The purpose "offers" has no channel "fax". Its channels are: mail, phone.');
    expect(fax.code).toBe(EXIT.failed);
    expect((await set('given', '--channel', 'phone', ...source, '--purpose', 'ofers')).err).toContain(
      "(did you mean 'offers'?)",
    );
    expect((await set('maybe', '--channel', 'phone', ...source)).code).toBe(EXIT.usage);
    expect((await set('given', '--channel', 'phone')).err).toContain('--source');
    expect((await list('Customer', '1', '--json')).out).toBe(before);
  });

  it('says when there is no such person, or when the object is none', async () => {
    const nobody = await list('Customer', '9');
    expect(nobody.err).toMatch(/Customer.*9/);
    expect(nobody.code).toBe(EXIT.failed);
    expect((await list('Order', '1')).err).toContain('"Order" is no person, so it has no consents.');
    expect((await list('Custmer', '1')).err).toContain("(did you mean 'Customer'?)");
  });
});
