import { defineAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { describe, expect, it } from 'vitest';
import { Storage } from '../src/contract.js';
import { StorageErrors, storageManager } from '../src/index.js';

const start = (stores: Parameters<typeof storageManager>[0]['stores']) =>
  startAssembly(defineAssembly({ company: 'test', components: [storageManager({ stores })] }), { log: silentLog });
const column = { name: 'id', type: 'integer' } as const;

describe('the storage manager', () => {
  it('offers the stores of an assembly to its components', async () => {
    const running = await start({ system: 'sqlite::memory:', old: 'sqlite::memory:' });
    const storage = running.get(Storage);
    expect(await storage.stores({})).toEqual([
      { name: 'system', engine: 'sqlite', schema: 'managed' },
      { name: 'old', engine: 'sqlite', schema: 'readonly' },
    ]);
    await storage.define({ store: 'system', tables: [{ name: 't', columns: [column], key: ['id'] }] });
    await storage.write({ store: 'system', statements: [{ insert: { table: 't', cells: [{ column, value: 1 }] } }] });
    expect(await storage.select({ store: 'system', table: 't', columns: [column] })).toEqual([{ id: 1 }]);
    expect((await storage.catalogue({ store: 'system' })).map((table) => table.name)).toEqual(['t']);
    await running.stop();
  });

  it('says which stores there are when another one is asked for', async () => {
    const running = await start({ system: 'sqlite::memory:', old: 'sqlite::memory:' });
    const asked = running.get(Storage).catalogue({ store: 'sistem' });
    await expect(asked).rejects.toSatisfy(StorageErrors.UnknownStore.is);
    await expect(asked).rejects.toThrow('system, old');
    await running.stop();
  });

  it('starts without a legacy database that is down, and names it when asked for its health', async () => {
    const running = await start({ system: 'sqlite::memory:', billing: 'postgres://me:secret@127.0.0.1:1/cis' });
    const [entry] = await running.health();
    expect(entry).toMatchObject({ state: 'unhealthy' });
    expect(JSON.stringify(entry)).toContain('\\"billing\\" at 127.0.0.1:1/cis');
    expect(JSON.stringify(entry)).not.toContain('secret');
    await running.stop();
  });

  it('names options that it does not know, and what is of a wrong kind', () => {
    const legacy = { url: 'sqlite::memory:', scheme: 'readonly' };
    expect(() => storageManager({ stores: { system: 'sqlite::memory:', legacy } })).toThrow(
      "stores.legacy: there is no option 'scheme' (there are url, schema, zone)",
    );
    expect(() => storageManager({ store: {} } as never)).toThrow("there is no option 'store' (there are stores)");
    expect(() => storageManager({ stores: { system: 7 } } as never)).toThrow('stores.system: ');
    expect(() => storageManager(undefined as never)).toThrow(StorageErrors.InvalidOptions);
  });

  it('does not start without its own store', async () => {
    await expect(start({ system: 'postgres://me@127.0.0.1:1/caruso' })).rejects.toThrow(/"system" at 127.0.0.1:1/);
    expect(() => storageManager({ stores: { system: { url: 'sqlite::memory:', schema: 'readonly' } } })).toThrow(
      StorageErrors.BadSystemStore,
    );
    expect(() => storageManager({ stores: { system: 'oracle://x/y' } })).toThrow(/"oracle:" is no engine/);
  });
});
