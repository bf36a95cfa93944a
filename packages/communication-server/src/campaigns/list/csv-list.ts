import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { ContactCentreErrors } from '../../errors.js';
import type { ListRow } from './check-list.js';

/** Which columns of a CSV file say what. */
export interface ListColumns {
  readonly id: string;
  /** The best first. */
  readonly numbers: readonly string[];
  readonly consent?: string | undefined;
}

const YES = new Set(['yes', 'y', 'true', '1', 'ja', 'j']);
const NO = new Set(['no', 'n', 'false', '0', 'nein']);

/**
 * Reads the rows of a CSV file with a heading, separated by commas, semicolons or tabs, in UTF-8.
 *
 * @throws ContactCentreErrors.UnreadableList with the line, or the columns that are missing
 */
export async function* readCsvList(file: string, columns: ListColumns): AsyncGenerator<ListRow> {
  const parser = createReadStream(file)
    .on('error', (thrown) => parser.destroy(thrown))
    .pipe(parse({ columns: true, bom: true, delimiter: [',', ';', '\t'], trim: true, skip_empty_lines: true }));
  let checked = false;
  try {
    for await (const row of parser as AsyncIterable<Readonly<Record<string, string>>>) {
      if (!checked) requireColumns(file, columns, Object.keys(row));
      checked = true;
      yield rowOf(row, columns);
    }
  } catch (cause) {
    if (ContactCentreErrors.UnreadableList.is(cause)) throw cause;
    throw new ContactCentreErrors.UnreadableList({ file, problem: reasonOf(cause) }, { cause });
  }
}

function requireColumns(file: string, { id, numbers, consent }: ListColumns, known: readonly string[]): void {
  const missing = [id, ...numbers, ...(consent === undefined ? [] : [consent])].filter((name) => !known.includes(name));
  if (missing.length === 0) return;
  const problem = `it has no column ${missing.join(', ')}; its columns are ${known.join(', ')}`;
  throw new ContactCentreErrors.UnreadableList({ file, problem });
}

function rowOf(row: Readonly<Record<string, string>>, columns: ListColumns): ListRow {
  const said = columns.consent === undefined ? undefined : row[columns.consent]?.toLowerCase();
  const consent = said === undefined ? undefined : YES.has(said) ? true : NO.has(said) ? false : undefined;
  const numbers = columns.numbers.flatMap((name) => (row[name] ? [row[name]] : []));
  return { id: row[columns.id] ?? '', numbers, ...(consent === undefined ? {} : { consent }) };
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
