import type { ListRow } from '../check-list.js';
import { type BrokenLine, readCsv } from './read-csv.js';

/** Which columns of a CSV file say what. */
export interface ListColumns {
  readonly id: string;
  /** The best first. */
  readonly numbers: readonly string[];
  readonly consent?: string | undefined;
}

const YES = new Set(['yes', 'y', 'true', '1', 'ja', 'j']);
const NO = new Set(['no', 'n', 'false', '0', 'nein']);
/** Characters of an id or a number: what is longer is neither. */
const LONGEST = 100;

/**
 * Reads the rows of a list from a CSV file with a heading, separated by commas, semicolons or tabs, in UTF-8.
 *
 * @param broken is told of each line that is no row, which is left out
 * @throws ContactCentreErrors.UnreadableList when there is no such file, or not these columns
 */
export async function* readCsvList(
  file: string,
  columns: ListColumns,
  broken: (line: BrokenLine) => void,
): AsyncGenerator<ListRow> {
  const { id, numbers, consent } = columns;
  const needed = [id, ...numbers, ...(consent === undefined ? [] : [consent])];
  for await (const { line, cells } of readCsv(file, needed, broken)) {
    const row = rowOf(cells, columns);
    if (row.id === '') broken({ line, problem: `its column ${id} is empty` });
    else if ([row.id, ...row.numbers].some((text) => text.length > LONGEST))
      broken({ line, problem: `a cell has more than ${LONGEST} characters` });
    else yield row;
  }
}

function rowOf(row: Readonly<Record<string, string>>, columns: ListColumns): ListRow {
  const said = columns.consent === undefined ? undefined : row[columns.consent]?.toLowerCase();
  const consent = said === undefined ? undefined : YES.has(said) ? true : NO.has(said) ? false : undefined;
  const numbers = columns.numbers.flatMap((name) => (row[name] ? [row[name]] : []));
  return { id: row[columns.id] ?? '', numbers, ...(consent === undefined ? {} : { consent }) };
}
