import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { newId } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AttachmentPieces } from './attachment-pieces.js';
import { MailStore } from './mail-store.js';
import { slicesOf } from './slices-of.js';

let running: Awaited<ReturnType<typeof startAssembly>>;
let pieces: AttachmentPieces;
beforeEach(async () => {
  const stores = { system: 'sqlite::memory:' };
  running = await startAssembly({ company: newId(), components: [storageManager({ stores })] }, { log: silentLog });
  pieces = new AttachmentPieces(running.get(Storage));
  const store = new MailStore(running.get(Storage), 'mail');
  await store.define();
  await store.add([], [{ id: 'known', mail: 'm', number: 1, name: 'a.pdf', type: 'application/pdf', bytes: 600_000 }]);
});
afterEach(() => running.stop());

const write = (id: string, bytes: number) => pieces.write(id, Readable.from(slicesOf(Buffer.alloc(bytes, id))));
const read = (id: string) => buffer(Readable.from(pieces.read(id)));

describe('contents of attachments', () => {
  it('come back as they were, in one piece or several, and replace what a crash has left of them', async () => {
    expect(await write('known', 900_000)).toBe(900_000);
    expect(await write('known', 600_000)).toBe(600_000);
    expect((await read('known')).equals(Buffer.alloc(600_000, 'known'))).toBe(true);
    expect(await write('known', 10)).toBe(10);
    expect((await read('known')).byteLength).toBe(10);
    expect(await write('known', 0)).toBe(0);
    expect((await read('known')).byteLength).toBe(0);
  });

  it('that nothing is known of are swept, so many at a time, with all their pieces', async () => {
    await write('known', 600_000);
    for (const orphan of ['x', 'y', 'z']) await write(orphan, 600_000);
    expect(await pieces.sweep(2)).toBe(2);
    expect(await pieces.sweep(2)).toBe(1);
    expect(await pieces.sweep(2)).toBe(0);
    for (const orphan of ['x', 'y', 'z']) expect((await read(orphan)).byteLength).toBe(0);
    expect((await read('known')).byteLength).toBe(600_000);
    const query = {
      store: 'system',
      table: 'com_mail_piece',
      columns: [{ name: 'attachment', type: 'string' }],
    } as const;
    expect(await running.get(Storage).select({ ...query, columns: [...query.columns], distinct: true })).toHaveLength(
      1,
    );
  });
});
