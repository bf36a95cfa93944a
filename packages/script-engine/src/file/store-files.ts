import type { Stub } from '@caruso/core';
import type { Column, Condition, Row, Storage, TableDefinition, Value } from '@caruso/storage-manager/contract';
import { FileReference } from '../screen.js';
import { columnOf } from '../session/journal-rows.js';
import { type LogicalColumns, text } from '../session/journal-tables.js';
import type { DialogFiles, NewFile } from './dialog-files.js';

/** The columns of a file beside its bytes. */
const FILE = {
  file: text('file', 40),
  dialog: text('dialog', 40),
  name: text('name', 500),
  mediaType: text('media_type', 100),
  size: { name: 'size', type: 'integer', required: true },
  sha256: text('sha256', 64),
  at: { name: 'at', type: 'instant', required: true },
} as const satisfies LogicalColumns;

/** The columns of a part of a file. */
const PART = {
  file: text('file', 40),
  dialog: text('dialog', 40),
  part: { name: 'part', type: 'integer', required: true },
  bytes: { name: 'bytes', type: 'binary', required: true },
} as const satisfies LogicalColumns;

const FILES = 'caruso_dialog_file';
const PARTS = 'caruso_dialog_file_part';

/** The tables of files, as they are created where they are absent. */
export const FILE_TABLES: TableDefinition[] = [
  { name: FILES, columns: Object.values(FILE), key: ['file'], indexes: [['dialog']] },
  { name: PARTS, columns: Object.values(PART), key: ['file', 'part'], indexes: [['dialog']] },
];

/** What every database takes in one value. */
const PART_BYTES = 256 * 1024;

/** Files in the store of the assembly: tables `caruso_dialog_file`, `caruso_dialog_file_part`. */
export class StoreFiles implements DialogFiles {
  readonly #storage: Stub<typeof Storage>;
  readonly #store: string;

  constructor(storage: Stub<typeof Storage>, store: string) {
    this.#storage = storage;
    this.#store = store;
  }

  async add(dialog: string, { reference, content, at }: NewFile): Promise<void> {
    const values: Readonly<Record<string, Value>> = { ...reference, dialog, at: new Date(at).toISOString() };
    const cells = Object.entries(FILE).map(([name, column]) => ({
      column: columnOf(column),
      value: values[name] ?? null,
    }));
    const count = Math.ceil(content.length / PART_BYTES);
    const parts = Array.from({ length: count }, (_, part) => [
      ...[reference.file, dialog, part],
      content.slice(part * PART_BYTES, (part + 1) * PART_BYTES),
    ]);
    const columns = Object.values(PART).map(columnOf);
    const rows = parts.map((row) => ({ insertMany: { table: PARTS, columns, rows: [row] } }));
    await this.#storage.write({ store: this.#store, statements: [{ insert: { table: FILES, cells } }, ...rows] });
  }

  async of(dialog: string): Promise<readonly FileReference[]> {
    const columns = Object.values(FILE).map(columnOf);
    const rows = await this.#storage.select({
      ...{ store: this.#store, table: FILES, columns },
      where: equals(FILE.dialog, dialog),
    });
    return rows.map(readReference);
  }

  async content(dialog: string, file: string): Promise<Uint8Array | undefined> {
    const rows = await this.#storage.select({
      ...{ store: this.#store, table: PARTS, columns: [columnOf(PART.part), columnOf(PART.bytes)] },
      where: { all: [equals(PART.file, file), equals(PART.dialog, dialog)] },
      order: [{ column: columnOf(PART.part) }],
    });
    return rows.length === 0 ? undefined : Buffer.concat(rows.map(({ bytes }) => bytes as Uint8Array));
  }

  async keepOnly(dialog: string, files: readonly string[]): Promise<void> {
    const gone = (await this.of(dialog)).flatMap(({ file }) => (files.includes(file) ? [] : [file]));
    if (gone.length === 0) return;
    const statements = [FILES, PARTS].map((table) => ({
      delete: { table, where: { column: columnOf(FILE.file), op: 'in' as const, values: gone } },
    }));
    await this.#storage.write({ store: this.#store, statements });
  }
}

const equals = (column: Column, value: Value): Condition => ({ column: columnOf(column), op: 'eq', value });

function readReference(row: Row): FileReference {
  return FileReference.parse({
    ...{ file: row[FILE.file.name], name: row[FILE.name.name], mediaType: row[FILE.mediaType.name] },
    ...{ size: Number(row[FILE.size.name]), sha256: row[FILE.sha256.name] },
  });
}
