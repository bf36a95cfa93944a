import type { ListRow } from '../check-list.js';
import { type BrokenLine, type CsvRow, readCsv } from './read-csv.js';

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
 * Reads the rows of a list from a CSV file with a heading, separated by commas, semicolons or tabs, in UTF-8. Whose consent cannot
 * be read has not agreed.
 *
 * @param broken is told of each line that is no row, which is left out, and of each whose consent cannot be read
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
    else {
      const said = saidOf(cells, consent);
      if (said !== undefined && consentOf(said) === undefined)
        broken({
          line,
          problem: `its column ${consent} says "${said.slice(0, LONGEST)}", neither yes nor no; it counts as no`,
        });
      yield said === undefined ? row : { ...row, consent: consentOf(said) ?? false };
    }
  }
}

function rowOf(cells: CsvRow['cells'], { id, numbers }: ListColumns): ListRow {
  return { id: cells[id] ?? '', numbers: numbers.flatMap((name) => (cells[name] ? [cells[name]] : [])) };
}

/** What a row says of the consent, if anything. */
function saidOf(cells: CsvRow['cells'], column: string | undefined): string | undefined {
  const said = column === undefined ? '' : cells[column];
  return said === '' ? undefined : said;
}

function consentOf(said: string): boolean | undefined {
  const word = said.toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : undefined;
}
