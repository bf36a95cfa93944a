import type { Stub } from '@caruso/core';
import type { Condition, Row, Statement, Storage } from '@caruso/storage-manager/contract';
import { cellsOf } from '../cells-of.js';
import { FILES, fileColumns, PIECES, pieceColumns } from '../chat-tables.js';
import type { FileContent, SentFile } from './sent-file.js';

const STORE = 'system';
const PIECE_BYTES = 262_144;

/** A file and the message it came with. */
export interface FileOfMessage extends SentFile {
  readonly message: string;
}

/** Files of chats in the store `system`, in pieces that every database takes. */
export class ChatFileStore {
  readonly #storage: Stub<typeof Storage>;

  constructor(storage: Stub<typeof Storage>) {
    this.#storage = storage;
  }

  /** What stores the files of a message, to be written together with it. */
  adding(chat: string, message: string, files: readonly FileContent[]): Statement[] {
    return files.flatMap(({ content, ...file }, number) => [
      { insert: { table: FILES, cells: cellsOf(fileColumns, { ...file, chat, message, number }) } },
      ...piecesOf(chat, file.file, content),
    ]);
  }

  /** What removes the files of a message. */
  removing(chat: string, files: readonly SentFile[]): Statement[] {
    return [[FILES, fileColumns] as const, [PIECES, pieceColumns] as const].flatMap(([table, columns]) =>
      files.map(({ file }) => ({
        delete: { table, where: { all: [is(columns.chat, chat), is(columns.file, file)] } },
      })),
    );
  }

  /** The files of a chat, in the order in which each message has them. */
  async of(chat: string): Promise<readonly FileOfMessage[]> {
    const rows = await this.#storage.select({
      ...{ store: STORE, table: FILES, columns: Object.values(fileColumns), where: is(fileColumns.chat, chat) },
      order: [{ column: fileColumns.number }],
    });
    return rows.map(storedFile);
  }

  /** What is in a file, piece by piece. */
  async *content(chat: string, file: string): AsyncGenerator<Uint8Array> {
    for (let number = 0; ; number += 1) {
      const at: Condition = { column: pieceColumns.number, op: 'eq', value: number };
      const [row] = await this.#storage.select({
        ...{ store: STORE, table: PIECES, columns: [pieceColumns.content], limit: 1 },
        where: { all: [is(pieceColumns.file, file), is(pieceColumns.chat, chat), at] },
      });
      if (!(row?.content instanceof Uint8Array)) return;
      yield row.content;
    }
  }
}

function piecesOf(chat: string, file: string, whole: Uint8Array): Statement[] {
  const count = Math.ceil(whole.length / PIECE_BYTES);
  return Array.from({ length: count }, (_, number) => {
    const content = whole.subarray(number * PIECE_BYTES, (number + 1) * PIECE_BYTES);
    return { insert: { table: PIECES, cells: cellsOf(pieceColumns, { file, chat, number, content }) } };
  });
}

function is(column: (typeof pieceColumns)['file' | 'chat'] | (typeof fileColumns)['chat'], value: string): Condition {
  return { column, op: 'eq', value };
}

function storedFile(row: Row): FileOfMessage {
  const text = ({ name }: { readonly name: string }) => String(row[name] ?? '');
  return {
    file: text(fileColumns.file),
    message: text(fileColumns.message),
    name: text(fileColumns.name),
    mediaType: text(fileColumns.mediaType),
    bytes: Number(text(fileColumns.bytes)),
  };
}
