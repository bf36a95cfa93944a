import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import type { z } from 'zod';
import { MeteringErrors } from './errors.js';
import { folderTrouble } from './folder.js';

/** A kind of file of the metering system: its columns, and what a row of them means. */
export interface CsvFormat<Row> {
  readonly columns: readonly string[];
  /** Takes the cells by column name. */
  readonly row: z.ZodType<Row>;
}

const DELIMITER = ';';
/** An opening quote that is never closed would make one row of the whole file. */
const MAX_ROW_CHARACTERS = 10_000;

/**
 * A file with one row as the metering system reads it: ISO-8859-1, semicolons, a head, and a last line that counts the rows.
 *
 * @throws MeteringErrors.NotInCharset
 */
export function writeCsv(cells: Readonly<Record<string, string>>): Buffer {
  const rows = [Object.keys(cells), Object.values(cells), ['ENDE', '1']];
  for (const text of Object.values(cells)) {
    // `Buffer.from` would cut what does not fit into a byte, and say nothing.
    const character = [...text].find((candidate) => candidate > '\u00FF');
    if (character !== undefined) throw new MeteringErrors.NotInCharset({ character, text });
  }
  return Buffer.from(stringify(rows, { delimiter: DELIMITER, record_delimiter: '\r\n' }), 'latin1');
}

/** Whether a file has its last line: until then the metering system is still writing it. */
export async function isComplete(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, 64);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return /(?:^|\n)ENDE;\d+\r?\n$/.test(buffer.toString('latin1'));
  } finally {
    await file.close();
  }
}

/**
 * Reads the rows of a complete file one by one; the file is never in memory as a whole.
 *
 * @throws MeteringErrors.BadRow, MeteringErrors.RowsMissing, MeteringErrors.FolderUnusable
 */
export async function* readCsv<Row>(
  path: string,
  { columns, row }: CsvFormat<Row>,
  signal: AbortSignal,
): AsyncGenerator<Row> {
  const file = basename(path);
  const parser = parse({
    delimiter: DELIMITER,
    info: true,
    relax_column_count: true, // counted below, where the place is known
    skip_empty_lines: true,
    max_record_size: MAX_ROW_CHARACTERS,
  });
  // The callback is for errors, and those come out of the loop.
  pipeline(createReadStream(path, { signal }), decode, parser, () => {});
  let found = -1; // the head is no row
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const bad = (problem: string) => new MeteringErrors.BadRow({ file, line: info.lines, problem });
      if (found < 0) {
        if (record.join() !== columns.join())
          throw bad(`expected the columns ${columns.join()}, found ${record.join()}`);
        found = 0;
        continue;
      }
      if (record[0] === 'ENDE' && record.length === 2) {
        const announced = Number(record[1]);
        if (announced !== found) throw new MeteringErrors.RowsMissing({ file, announced, found });
        return;
      }
      if (record.length !== columns.length) throw bad(`expected ${columns.length} cells, found ${record.length}`);
      const read = row.safeParse(Object.fromEntries(columns.map((name, index) => [name, record[index]])));
      if (!read.success)
        throw bad(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
      found += 1;
      yield read.data;
    }
    throw new MeteringErrors.BadRow({ file, line: parser.info.lines, problem: 'the last line, ENDE;…, is missing' });
  } catch (thrown) {
    if (signal.aborted) throw signal.reason;
    if (!(thrown instanceof CsvError)) throw folderTrouble(dirname(path), thrown);
    const line = Number(thrown.lines);
    throw new MeteringErrors.BadRow({ file, line, problem: thrown.message }, { cause: thrown });
  }
}

async function* decode(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('iso-8859-1');
  // In a quoted cell the parser would count a line break of two characters as two lines.
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true }).replaceAll('\r', '');
}
