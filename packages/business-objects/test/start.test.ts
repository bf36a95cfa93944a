import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnosticLine, LanguageErrors } from '@caruso/language';
import { type Log, silentLog, startAssembly } from '@caruso/service-manager';
import { openStore, storageManager } from '@caruso/storage-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusinessObjects, businessObjects, compileModel } from '../src/index.js';
import { UTILITY } from './utility.js';

type Stores = Parameters<typeof storageManager>[0]['stores'];

const start = (text: string, stores: Stores, log: Log = silentLog) => {
  const model = compileModel([{ file: 'utility.xml', text }]);
  const components = [storageManager({ stores }), businessObjects({ model })];
  return startAssembly({ company: 'example', components }, { log });
};

async function errors(starting: Promise<unknown>): Promise<readonly string[]> {
  const thrown: unknown = await starting.catch((error: unknown) => error);
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return LanguageErrors.InvalidDocument.is(cause)
    ? cause.data.diagnostics.filter(({ severity }) => severity === 'error').map(diagnosticLine)
    : [String(thrown)];
}

/** Customers lie in a legacy store. */
const LEGACY = UTILITY.replace('<store name="system" schema="managed"/>', '$&<store name="crm"/>').replace(
  'map object="Customer" store="system"',
  'map object="Customer" store="crm"',
);

describe('the start of business objects', () => {
  let folder: string;
  const file = (name: string) => `sqlite:${join(folder, name)}`;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'start-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('refuses a table and a column that a legacy store lacks, where the mapping names them', async () => {
    const crm = await openStore('crm', { url: file('crm.db'), schema: 'managed' });
    await crm.define([
      {
        name: 'KDSTAMM',
        columns: ['KD_NR', 'NAME2', 'ORT', 'EMAIL', 'WERBG', 'LOEKZ'].map((name) => ({
          name,
          type: 'string' as const,
        })),
        key: ['KD_NR'],
      },
    ]);
    await crm.close();
    const stores = { system: 'sqlite::memory:', crm: { url: file('crm.db'), schema: 'readonly' as const } };
    expect(await errors(start(LEGACY, stores))).toEqual([
      "utility.xml:33:29: error missing-column: The table 'KDSTAMM' has no column 'NAME1' (did you mean 'NAME2'?)",
    ]);
    expect(await errors(start(LEGACY.replace('table="KDSTAMM"', 'table="KDSTAM"'), stores))).toEqual([
      "utility.xml:31:45: error missing-table: The store 'crm' has no table 'KDSTAM' (did you mean 'KDSTAMM'?)",
    ]);
    await (await start(LEGACY.replace('column="NAME1"', 'column="NAME2"'), stores)).stop();
  });

  it('goes on when a legacy store is down, and the log names it', async () => {
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (message: string) => void warnings.push(message) };
    const running = await start(LEGACY, { system: 'sqlite::memory:', crm: 'mariadb://nobody@127.0.0.1:1/crm' }, log);
    expect(await running.get(BusinessObjects).find({ object: 'Contract' })).toEqual({ items: [] });
    expect(warnings).toEqual([expect.stringContaining('The store "crm"')]);
    await running.stop();
  });

  describe('over a managed store with data', () => {
    const change = (from: string, to: string) => {
      expect(UTILITY).toContain(from);
      return start(UTILITY.replace(from, to), { system: file('caruso.db') });
    };
    beforeAll(async () => {
      const running = await start(UTILITY, { system: file('caruso.db') });
      await running.get(BusinessObjects).create({ object: 'Customer', values: { number: '42', name: 'Ann Example' } });
      await running.stop();
    });

    it('refuses another column for a key', async () => {
      expect(await errors(change('column="KD_NR"', 'column="KDNR"'))).toEqual([
        "utility.xml:32:31: error missing-key-column: The table 'KDSTAMM' of 'system' has no column 'KDNR', and the key of a table that exists cannot change (correct the column's name: did you mean 'KD_NR'?)",
      ]);
    });

    it('refuses a required attribute for which the rows have no value', async () => {
      expect(await errors(change('column="NAME1"', 'column="NAME"'))).toEqual([
        "utility.xml:33:29: error missing-required-column: The table 'KDSTAMM' of 'system' has no column 'NAME', and the required 'name' cannot be added to a table with rows (give it a default, make it optional, or correct the column's name: did you mean 'NAME1'?)",
      ]);
    });

    it('adds an optional one, and a required one with its default in each row', async () => {
      const added = UTILITY.replace(
        '<attr name="email" type="email"/>',
        '$&<attr name="tier" type="string" required="true" default="base"/><attr name="fax" type="phone"/>',
      ).replace(
        '<col attr="email" column="EMAIL"/>',
        '$&<col attr="tier" column="STUFE"/><col attr="fax" column="FAX"/>',
      );
      const running = await start(added, { system: file('caruso.db') });
      const ann = await running.get(BusinessObjects).get({ object: 'Customer', key: '42' });
      expect(ann?.values).toMatchObject({ name: 'Ann Example', tier: 'base', fax: null });
      await running.stop();
    });
  });
});
