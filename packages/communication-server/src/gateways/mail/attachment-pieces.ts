import type { Readable } from 'node:stream';
import type { Stub } from '@caruso/core';
import type { Cell, Condition, Statement, Storage } from '@caruso/storage-manager/contract';
import { ATTACHMENTS, attachmentColumns, PIECES, pieceColumns } from './mail-tables.js';

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
    const earlier: Statement = { delete: { table: PIECES, where: ofAttachment(attachment) } };
    let number = 0;
    let bytes = 0;
    let pending: Buffer[] = [];
    let pendingBytes = 0;
    const flush = async () => {
      const piece = { insert: { table: PIECES, cells: cellsOf(attachment, number, Buffer.concat(pending)) } };
      await this.#storage.write({ store: STORE, statements: number === 0 ? [earlier, piece] : [piece] });
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
    else if (number === 0) await this.#storage.write({ store: STORE, statements: [earlier] });
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

  /**
   * Removes contents that nobody will ask for: a crash came before what was to be known of them. Called while nothing is being stored.
   *
   * @param most - contents that are removed; what is left is for another time
   * @returns how many were
   */
  async sweep(most: number): Promise<number> {
    const known: Condition = {
      ...{ columns: [pieceColumns.attachment], op: 'among' },
      of: { table: ATTACHMENTS, columns: [attachmentColumns.id] },
    };
    const rows = await this.#storage.select({
      store: STORE,
      table: PIECES,
      columns: [pieceColumns.attachment],
      where: { all: [{ column: pieceColumns.number, op: 'eq', value: 0 }, { not: known }] },
      limit: most,
    });
    await this.remove(rows.map(({ attachment }) => String(attachment)));
    return rows.length;
  }

  async remove(attachments: readonly string[]): Promise<void> {
    if (attachments.length === 0) return;
    const where = { column: pieceColumns.attachment, op: 'in', values: [...attachments] } as const;
    await this.#storage.write({ store: STORE, statements: [{ delete: { table: PIECES, where } }] });
  }
}

function cellsOf(attachment: string, number: number, content: Uint8Array): Cell[] {
  return [
    { column: pieceColumns.attachment, value: attachment },
    { column: pieceColumns.number, value: number },
    { column: pieceColumns.content, value: content },
  ];
}

function ofAttachment(attachment: string): Condition {
  return { column: pieceColumns.attachment, op: 'eq', value: attachment };
}
