import type { Readable } from 'node:stream';
import type { Stub } from '@caruso/core';
import type { Condition, Storage } from '@caruso/storage-manager/contract';
import { PIECES, pieceColumns } from './mail-tables.js';

const STORE = 'system';
const PIECE_BYTES = 262_144;

/** The content of attachments in the store `system`, read and written piece by piece. */
export class AttachmentPieces {
  readonly #storage: Stub<typeof Storage>;

  constructor(storage: Stub<typeof Storage>) {
    this.#storage = storage;
  }

  /** Stores a content; what was stored of it before a crash is replaced. Returns its bytes. */
  async write(attachment: string, content: Readable): Promise<number> {
    await this.#storage.write({
      store: STORE,
      statements: [{ delete: { table: PIECES, where: ofAttachment(attachment) } }],
    });
    let number = 0;
    let bytes = 0;
    let pending: Buffer[] = [];
    let pendingBytes = 0;
    const flush = async () => {
      await this.#writeOne(attachment, number, Buffer.concat(pending));
      number += 1;
      pending = [];
      pendingBytes = 0;
    };
    for await (const piece of content as AsyncIterable<Buffer>) {
      pending.push(piece);
      pendingBytes += piece.length;
      bytes += piece.length;
      if (pendingBytes >= PIECE_BYTES) await flush();
    }
    if (pendingBytes > 0) await flush();
    return bytes;
  }

  async *read(attachment: string): AsyncGenerator<Uint8Array> {
    for (let number = 0; ; number += 1) {
      const [row] = await this.#storage.select({
        store: STORE,
        table: PIECES,
        columns: [pieceColumns.content],
        where: { all: [ofAttachment(attachment), { column: pieceColumns.number, op: 'eq', value: number }] },
        limit: 1,
      });
      if (!(row?.content instanceof Uint8Array)) return;
      yield row.content;
    }
  }

  async #writeOne(attachment: string, number: number, content: Uint8Array): Promise<void> {
    const cells = [
      { column: pieceColumns.attachment, value: attachment },
      { column: pieceColumns.number, value: number },
      { column: pieceColumns.content, value: content },
    ];
    await this.#storage.write({ store: STORE, statements: [{ insert: { table: PIECES, cells } }] });
  }
}

function ofAttachment(attachment: string): Condition {
  return { column: pieceColumns.attachment, op: 'eq', value: attachment };
}
