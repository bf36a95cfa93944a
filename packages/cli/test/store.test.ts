import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, storageManager } from '@caruso/storage-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { barOf } from '../src/store/progress-bar.js';
import { caruso } from './support/terminal.js';
import { writeRelease } from './support/write-release.js';

let folder: string;
let config: string;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-store-'));
  config = join(folder, 'caruso.config.ts');
  url = `sqlite:${join(folder, 'crm.db')}`;
  const store = await openStore('crm', { url, schema: 'managed' });
  const name = { name: 'name', type: 'string', size: 80, required: true } as const;
  const id = { name: 'id', type: 'integer', generated: true } as const;
  await store.define([
    { name: 'customer', columns: [id, name], key: ['id'], unique: [['name']] },
    { name: '"price.list"', columns: [{ name: 'id', type: 'integer' }], key: ['id'] },
  ]);
  await store.close();
  const old = `sqlite:${join(folder, 'absent.db')}`;
  const components = [storageManager({ stores: { system: url, old } })];
  await writeRelease(folder, 'caruso.config.ts', { company: 'demo', components });
});
afterAll(() => rm(folder, { recursive: true }));

describe('caruso store list', () => {
  it('lists stores with what they hold, and says why one does not answer', async () => {
    const { code, out } = await caruso(['store', 'list', '--config', config]);
    expect(out).toMatch(/^store +engine +schema +holds$/m);
    expect(out).toMatch(/^system +sqlite +managed +2 tables, 0 views$/m);
    expect(out).toMatch(/^old +sqlite +readonly +CRS-STO-004: .*there is no such file/m);
    expect(code).toBe(EXIT.failed);
  });

  it('prints JSON', async () => {
    const { out } = await caruso(['store', 'list', '--config', config, '--json']);
    expect(JSON.parse(out)).toMatchObject([
      { name: 'system', engine: 'sqlite', tables: 2, views: 0 },
      { name: 'old', error: { code: 'CRS-STO-004' } },
    ]);
  });
});

describe('caruso store show', () => {
  it('lists the tables of a store, or of any database by its address', async () => {
    const { code, out } = await caruso(['store', 'show', 'system', '--config', config]);
    expect(code).toBe(EXIT.ok);
    expect(out).toMatch(/^table +kind +columns +key +leads to$/m);
    expect(out).toMatch(/^customer +table +2 +id$/m);
    expect((await caruso(['store', 'show', '--url', url])).out).toBe(out);
  });

  it('shows all that is known of a table', async () => {
    const { out } = await caruso(['store', 'show', 'customer', '--url', url]);
    expect(out).toMatch(/^id +INTEGER +required +counts up, next 1$/m);
    expect(out).toMatch(/^name +TEXT\(80\) +required$/m);
    expect(out).toMatch(/^key +id$/m);
    expect(out).toMatch(/^check +fits_customer_name: length\("name"\) <= 80$/m);
    expect(out).toMatch(/^index +uq_customer_name: name; unique$/m);
    const { out: json } = await caruso(['store', 'show', 'customer', '--url', url, '--json']);
    expect(JSON.parse(json)).toMatchObject({ name: 'customer', key: ['id'] });
  });

  it('says what is wrong with a name, and what was meant', async () => {
    const unknown = await caruso(['store', 'show', 'system', 'custmer', '--config', config]);
    expect(unknown.code).toBe(EXIT.failed);
    expect(unknown.err).toContain('has no table or view "custmer" (did you mean \'customer\'?)');
    const store = await caruso(['store', 'show', 'sistem', '--config', config]);
    expect(store.err).toContain('The stores of this assembly are: system, old.');
    expect((await caruso(['store', 'show'])).code).toBe(EXIT.usage);
    expect((await caruso(['store', 'show', 'a', 'b', 'c', '--config', config])).err).toContain('too much is named: c');
  });

  it('makes no file where there is none, and knows addresses from anything else', async () => {
    const typo = join(folder, 'typo.db');
    expect((await caruso(['store', 'show', '--url', `sqlite:${typo}`])).err).toContain('there is no such file');
    expect(existsSync(typo)).toBe(false);
    const nowhere = await caruso(['store', 'show', '--url', 'postgres://u:secret@127.0.0.1:1/x']);
    expect(nowhere.err).toContain('The store "postgres://127.0.0.1:1/x" at 127.0.0.1:1/x cannot be reached');
    expect((await caruso(['store', 'show', '--url', 'oracle://x/y'])).err).toContain('is no engine that is known');
  });
});

describe('caruso store transfer and verify', () => {
  const at = (name: string) => join(folder, name);

  it('moves a store of the assembly, says what was moved, and writes a report for programs and one for people', async () => {
    const target = `sqlite:${at('moved.db')}`;
    const args = ['--from', 'system', '--to', target, '--config', config];
    const moved = await caruso(['store', 'transfer', ...args, '--report', at('report')]);
    expect(moved.err).toBe('');
    expect(moved.code).toBe(EXIT.ok);
    expect(moved.out).toMatch(/^customer +0 +0 +yes/m);
    expect(moved.out).toMatch(/^Moved, and proved to be the same: 0 rows in 2 tables/m);
    expect(JSON.parse(await readFile(at('report/report.json'), 'utf8'))).toMatchObject({ outcome: 'moved' });
    expect(await readFile(at('report/report.md'), 'utf8')).toContain('| customer | 0 | 0 | yes |');
    const verified = await caruso(['store', 'verify', ...args, '--json']);
    expect(JSON.parse(verified.out)).toMatchObject({ outcome: 'equal', from: { store: 'system' } });
    expect(verified.code).toBe(EXIT.ok);
  });

  it('exits with 1 when the target cannot hold everything, and says why', async () => {
    const moved = await openStore('moved', `sqlite:${at('moved.db')}`);
    const cells = [{ column: { name: 'name', type: 'string' }, value: 'A' }] as const;
    await moved.write([{ insert: { table: 'customer', cells: [...cells] } }]);
    await moved.close();
    const args = ['--from', url, '--to', url.replace('crm.db', 'moved.db'), '--report', at('refused')];
    const { code, out } = await caruso(['store', 'transfer', ...args]);
    expect(code).toBe(EXIT.failed);
    expect(out).toContain('problem  customer: the target has a table "customer" already, and it has rows');
    expect(out).toContain('Nothing was written');
  });

  it('says which rows differ, as many of each kind as asked for', async () => {
    const [first, second] = await Promise.all(
      ['first', 'second'].map(async (name) => {
        const store = await openStore(name, { url: `sqlite:${at(`${name}.db`)}`, schema: 'managed' });
        const [id, text] = [
          { name: 'id', type: 'integer' } as const,
          { name: 'text', type: 'string', size: 9 } as const,
        ];
        await store.define([{ name: 'note', columns: [id, text], key: ['id'] }]);
        const row = (key: number, value: string) => [
          { column: id, value: key },
          { column: text, value },
        ];
        const rows = [row(1, name), row(2, name), ...(name === 'first' ? [row(3, 'left')] : [])];
        await store.write(rows.map((cells) => ({ insert: { table: 'note', cells } })));
        await store.close();
        return `sqlite:${at(`${name}.db`)}`;
      }),
    );
    const args = ['store', 'verify', '--from', String(first), '--to', String(second)];
    const { code, out } = await caruso([...args, '--examples', '1']);
    expect(code).toBe(EXIT.failed);
    expect(out).toContain('differs  note: 1 rows only there, 0 only here, 2 changed (rows are told by id)');
    expect(out).toContain('  only there  id = 3');
    expect(out.split('\n').filter((line) => line.startsWith('  changed'))).toEqual([
      '  changed  id = 1: text "first" there, "second" here',
    ]);
    const { out: json } = await caruso([...args, '--json']);
    expect(JSON.parse(json).tables[0].differences).toMatchObject({ onlyInSource: 1, onlyInTarget: 0, changed: 2 });
    expect((await caruso([...args, '--examples', 'many'])).err).toContain('a whole number from 0 to 100');
  });

  it('says which stores there are, and does not show the password of an address', async () => {
    const unknown = await caruso(['store', 'verify', '--from', 'sistem', '--to', url, '--config', config]);
    expect(unknown.err).toContain('Its stores are: system, old.');
    const away = await caruso(['store', 'verify', '--from', 'mariadb://me:secret@127.0.0.1:9/x', '--to', url]);
    expect(away.err).toContain('CRS-STO-004');
    expect(away.err).not.toContain('secret');
    expect((await caruso(['store', 'transfer', '--from', url])).code).toBe(EXIT.usage);
  });

  it('draws a bar where somebody sees it', () => {
    expect(barOf({ phase: 'copying', table: 'customer', rows: 50, of: 100 })).toBe(
      `copying ${'█'.repeat(12)}${'░'.repeat(12)} 50 % of 100 rows, customer`,
    );
  });
});
