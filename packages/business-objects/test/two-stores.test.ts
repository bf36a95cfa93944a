import type { Stub } from '@caruso/core';
import { diagnosticLine, LanguageErrors } from '@caruso/language';
import { type RunningAssembly, ServiceErrors, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusinessObjects, businessObjects, checkModel, compileModel, Repository } from '../src/index.js';
import { UTILITY } from './utility.js';

/** Customers in the first store, contracts and readings in the second. */
const TEXT = UTILITY.replace('<store name="system" schema="managed"/>', '$&<store name="meters" schema="managed"/>')
  .replace('map object="Contract" store="system"', 'map object="Contract" store="meters"')
  .replace('map object="Reading" store="system"', 'map object="Reading" store="meters"');

describe('objects in two stores', () => {
  const model = compileModel([{ file: 'utility.xml', text: TEXT }]);
  let running: RunningAssembly;
  let objects: Stub<typeof BusinessObjects>;

  beforeAll(async () => {
    const stores = { system: 'sqlite::memory:', meters: { url: 'sqlite::memory:', schema: 'managed' as const } };
    const components = [storageManager({ stores }), businessObjects({ model })];
    running = await startAssembly({ company: 'example', components }, { log: silentLog });
    objects = running.get(BusinessObjects);
    for (let number = 1; number <= 30; number++) {
      await objects.create({ object: 'Customer', values: { number: String(number), name: `C${number}` } });
      for (const from of ['2026-01-01', '2026-02-01']) {
        await objects.create({ object: 'Contract', values: { from, customer: String(number) } });
      }
    }
  });
  afterAll(() => running?.stop());

  it('are linked by one look-up for each link, not one for each object', async () => {
    const storage = running.get(Storage);
    let calls = 0;
    const counted: Pick<Stub<typeof Storage>, 'select' | 'write'> = {
      write: (input) => storage.write(input),
      select: (input) => {
        calls++;
        return storage.select(input);
      },
    };
    const clock = { now: () => 0, at: () => ({ cancel: () => {} }) };
    const repository = new Repository(model, { storage: counted, clock, zone: 'UTC' });
    const search = { sort: [], limit: 50, include: ['contracts.readings', 'contracts.customer'] };
    const { items } = await repository.find('Customer', search);
    expect(items.map(({ links }) => links.contracts?.length)).toEqual(items.map(() => 2));
    expect(items[4]?.links.contracts?.[1]?.links.customer?.[0]?.key).toBe('5');
    expect(calls).toBe(4);
  });

  it('can be filtered by their links', async () => {
    const where = { attribute: 'customer', op: 'in', values: ['3', '30', '31'] } as const;
    const { items } = await objects.find({ object: 'Contract', where });
    expect(items.map(({ values }) => values.customer)).toEqual(['3', '3', '30', '30']);
  });
});

describe('a model and the stores of its assembly', () => {
  const start = (text: string) => {
    const model = compileModel([{ file: 'utility.xml', text }]);
    const components = [storageManager({ stores: { system: 'sqlite::memory:' } }), businessObjects({ model })];
    return startAssembly({ company: 'example', components }, { log: silentLog });
  };

  it('do not start when a store is missing, and say where it is named', async () => {
    const thrown: unknown = await start(TEXT).catch((error: unknown) => error);
    expect(ServiceErrors.StartFailed.is(thrown)).toBe(true);
    const cause = thrown instanceof Error ? thrown.cause : undefined;
    const found = LanguageErrors.InvalidDocument.is(cause) ? cause.data.diagnostics.map(diagnosticLine) : [];
    expect(found[0]).toBe("utility.xml:40:33: error unknown-store: The assembly has no store 'meters' (it has system)");
  });

  it('are compared table by table and column by column', async () => {
    const running = await start(UTILITY);
    const legacy = UTILITY.replace(' schema="managed"', '')
      .replace('table="VERTRAG"', 'table="VERTRG"')
      .replace('column="NAME1"', 'column="NAME2"')
      .replace('<where test="LOEKZ != \'X\'"/>', '');
    const model = compileModel([{ file: 'utility.xml', text: legacy }]);
    const found = (await checkModel(model, running.get(Storage))).map(diagnosticLine);
    expect(found).toEqual([
      "utility.xml:31:48: warning unmapped-column: The column 'NAME1' of 'KDSTAMM' needs a value, and nothing is mapped to it (new objects fail, because it has no default)",
      "utility.xml:33:29: error missing-column: The table 'KDSTAMM' has no column 'NAME2' (did you mean 'NAME1'?)",
      "utility.xml:40:48: error missing-table: The store 'system' has no table 'VERTRG' (did you mean 'VERTRAG'?)",
    ]);
    await running.stop();
  });
});
