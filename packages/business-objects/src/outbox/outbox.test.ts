import { VirtualClock } from '@caruso/core';
import { openStore, type Store } from '@caruso/storage-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Outbox } from './outbox.js';
import { insertPart, outboxTable } from './outbox-part.js';

const note = { name: 'note', type: 'string' } as const;

describe('the outbox', () => {
  let stores: ReadonlyMap<string, Store>;
  /** What the system store does before it writes. */
  let before: () => void = () => undefined;

  beforeEach(async () => {
    const names = ['system', 'other'];
    const opened = names.map((name) => openStore(name, { url: 'sqlite::memory:', schema: 'managed' }));
    stores = new Map((await Promise.all(opened)).map((store) => [store.name, store]));
    before = () => undefined;
    await of('system').define([outboxTable]);
    await of('other').define([{ name: 'job', columns: [note], key: ['note'] }]);
  });
  afterEach(async () => {
    for (const store of stores.values()) await store.close();
  });

  function of(name: string): Store {
    const store = stores.get(name);
    if (store === undefined) throw new Error(`there is no store ${name}`);
    return store;
  }

  const jobs = () => of('other').select({ table: 'job', columns: [note] });

  function outbox(clock: VirtualClock): Outbox {
    return new Outbox({
      storage: {
        select: async ({ store, ...selection }) => of(store).select(selection),
        write: async ({ store, statements }) => {
          if (store === 'system') before();
          return [...(await of(store).write(statements))];
        },
      },
      clock,
      log: { warn: () => undefined },
      isDone: async () => (await jobs()).length > 0,
    });
  }

  it('goes on when the system store was gone in the middle of a round', async () => {
    const at = '2024-03-01T12:00:00.000Z';
    await of('system').write([
      insertPart({
        id: '018f3b4c-0000-7000-8000-000000000001',
        change: '018f3b4c-0000-7000-8000-000000000002',
        store: 'other',
        state: 'pending',
        attempts: 0,
        createdAt: at,
        updatedAt: at,
        objects: [],
        statements: [{ insert: { table: 'job', cells: [{ column: note, value: 'x' }] } }],
      }),
    ]);
    const clock = new VirtualClock(Date.parse(at));
    const box = outbox(clock);
    await box.start();
    before = () => {
      throw new Error('the disk is away');
    };
    await expect(box.deliver('018f3b4c-0000-7000-8000-000000000002')).rejects.toThrow('the disk is away');
    expect(await jobs()).toHaveLength(1);
    before = () => undefined;
    expect(await box.deliver('018f3b4c-0000-7000-8000-000000000002')).toMatchObject([{ state: 'done' }]);
    await box.stop();
    expect(await jobs()).toHaveLength(1);
  });
});
