import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@caruso/storage-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

let folder: string;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-introspect-'));
  url = `sqlite:${join(folder, 'crm.db')}`;
  const store = await openStore('crm', { url, schema: 'managed' });
  const text = (name: string) => ({ name, type: 'string', size: 20, required: true }) as const;
  await store.define([
    { name: 'KUNDEN', columns: [text('KD_NR'), text('NAME1')], key: ['KD_NR'] },
    { name: 'ORDERS', columns: [text('ORDER_ID'), text('KD_NR')], key: ['ORDER_ID'] },
  ]);
  const cell = (name: string, value: string) => ({ column: { name, type: 'string' as const }, value });
  await store.write([
    { insert: { table: 'KUNDEN', cells: [cell('KD_NR', 'K1'), cell('NAME1', 'Ann')] } },
    { insert: { table: 'ORDERS', cells: [cell('ORDER_ID', 'O1'), cell('KD_NR', 'K1')] } },
  ]);
  await store.close();
  await writeFile(join(folder, 'words.json'), '{ "KD": "Customer" }');
});
afterAll(() => rm(folder, { recursive: true }));

describe('caruso model introspect', () => {
  it('writes documents that pass the check, with a relation that only data shows', async () => {
    const out = join(folder, 'model');
    const words = join(folder, 'words.json');
    const drafted = await caruso([
      'model',
      'introspect',
      'crm',
      '--url',
      url,
      '--out',
      out,
      '--company',
      'acme',
      '--words',
      words,
    ]);
    expect(drafted.out).toContain('2 objects, 3 attributes, 1 link (1 suggested by data), 0 code lists');
    expect(drafted.code).toBe(EXIT.ok);
    const objects = await readFile(join(out, 'objects.xml'), 'utf8');
    expect(objects).toContain('<!-- no foreign key says so, but 1 of 1 values of KD_NR are keys of KUNDEN -->');
    expect(objects).toContain(
      '<attr name="kdNr" label="Customer Nummer" type="string" size="20" required="true" search="true"/>',
    );
    expect(await readFile(join(out, 'mapping.xml'), 'utf8')).toContain('<mapping company="acme">');
    expect((await caruso(['model', 'check', out])).code).toBe(EXIT.ok);
  });

  it('draws what was drafted', async () => {
    const out = join(folder, 'drawn');
    await caruso(['model', 'introspect', 'crm', '--url', url, '--out', out]);
    const picture = join(folder, 'model.svg');
    expect((await caruso(['model', 'diagram', out, '--out', picture])).out).toBe(`${picture}: 2 objects, 1 link`);
    expect(await readFile(picture, 'utf8')).toContain('>Kunden</text>');
    expect((await caruso(['model', 'diagram', out, '--mermaid'])).out).toContain('Kunden ||--o{ Order : kunden');
  });

  it('writes over nothing unasked', async () => {
    const out = join(folder, 'again');
    const command = ['model', 'introspect', 'crm', '--url', url, '--out', out];
    expect((await caruso(command)).code).toBe(EXIT.ok);
    const again = await caruso(command);
    expect([again.code, again.err + again.out]).toEqual([
      EXIT.failed,
      expect.stringContaining('objects.xml cannot be written: it is there already'),
    ]);
    expect((await caruso([...command, '--force'])).code).toBe(EXIT.ok);
  });

  it('takes only the tables that are named, and says which are not there', async () => {
    const { out } = await caruso(['model', 'introspect', 'crm', '--url', url, '--tables', 'kund*']);
    expect(out).toContain('<object name="Kunden"');
    expect(out).not.toContain('ORDERS');
    const missing = await caruso(['model', 'introspect', 'crm', '--url', url, '--tables', 'ORDRS']);
    expect([missing.code, missing.err + missing.out]).toEqual([
      EXIT.failed,
      expect.stringContaining('no table or view "ORDRS" (did you mean'),
    ]);
  });
});
