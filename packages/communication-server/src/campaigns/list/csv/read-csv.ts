import { parse } from 'csv-parse/sync';
import { ContactCentreErrors } from '../../../errors.js';
import { type Line, linesOf } from './lines-of.js';

/** A line of a list that cannot be read, and why. */
export interface BrokenLine {
  readonly line: number;
  readonly problem: string;
}

/** A row by the names of its columns. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** So many lines a quoted cell may have. */
const LONGEST_CELL = 20;
const SEPARATORS = [',', ';', '\t'];

/**
 * Reads the rows of a CSV file with a heading, separated by commas, semicolons or tabs, in UTF-8. A line that is broken is told,
 * and the next one is read.
 *
 * @param needed columns that must be there
 * @throws ContactCentreErrors.UnreadableList when there is no such file, or not these columns
 */
export async function* readCsv(
  file: string,
  needed: readonly string[],
  broken: (line: BrokenLine) => void,
): AsyncGenerator<CsvRow> {
  let heading: readonly string[] | undefined;
  for await (const read of recordsOf(file)) {
    if ('problem' in read && heading) broken(read);
    else if ('problem' in read) throw unreadable(file, `its heading in line ${read.line}: ${read.problem}`);
    else if (!heading) heading = checkedHeading(file, read.cells, needed);
    else if (read.cells.length === heading.length) yield { line: read.line, cells: named(heading, read.cells) };
    else broken({ line: read.line, problem: `it has ${cellsIn(read.cells)}, the heading has ${heading.length}` });
  }
  if (!heading) throw unreadable(file, 'it is empty');
}

type Read = { readonly line: number; readonly cells: readonly string[] } | BrokenLine;

/** Rows that are not empty; one may go over several lines, where a cell is quoted. */
async function* recordsOf(file: string): AsyncGenerator<Read> {
  const open: Line[] = [];
  try {
    for await (const line of linesOf(file)) yield* goOn(open, [line]);
  } catch (cause) {
    throw unreadable(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
  while (open.length > 0) {
    const [read, later] = close(open, recordOf(open, true));
    if (read) yield read;
    yield* goOn(open, later);
  }
}

/** Takes lines to those of a row that is not whole yet. */
function* goOn(open: Line[], lines: readonly Line[]): Generator<Read> {
  const coming = [...lines];
  for (let line = coming.shift(); line; line = coming.shift()) {
    open.push(line);
    const [read, later] = close(open, recordOf(open));
    if (read) yield read;
    coming.unshift(...later);
  }
}

/** The row, unless it is empty or not whole; of a broken one the lines behind its first, which are read by themselves. */
function close(open: Line[], read: Read | 'more'): readonly [read: Read | undefined, later: readonly Line[]] {
  if (read === 'more') return [undefined, []];
  const later = 'problem' in read ? open.slice(1) : [];
  open.length = 0;
  return ['problem' in read || read.cells.some((cell) => cell !== '') ? read : undefined, later];
}

function recordOf(lines: readonly Line[], ended = false): Read | 'more' {
  const line = lines[0]?.line ?? 0;
  const last = lines.at(-1);
  if (last?.text === undefined)
    return lines.length === 1 ? { line, problem: 'it is too long' } : { line, problem: 'its quote is not closed' };
  const text = lines.map((each) => each.text).join('\n');
  if (!text.includes('"')) return { line, cells: text.split(/[,;\t]/).map((cell) => cell.trim()) };
  if (text.split('"').length % 2 === 0)
    return ended || lines.length >= LONGEST_CELL ? { line, problem: 'its quote is not closed' } : 'more';
  try {
    const [cells = []] = parse(text, { delimiter: SEPARATORS, trim: true }) as string[][];
    return { line, cells };
  } catch (thrown) {
    return { line, problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function checkedHeading(file: string, columns: readonly string[], needed: readonly string[]): readonly string[] {
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length === 0) return columns;
  throw unreadable(file, `it has no column ${missing.join(', ')}; its columns are ${columns.join(', ')}`);
}

function cellsIn({ length }: readonly string[]): string {
  return length === 1 ? '1 cell' : `${length} cells`;
}

function named(heading: readonly string[], cells: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(heading.map((name, place) => [name, cells[place] ?? '']));
}

function unreadable(file: string, problem: string, cause?: unknown): Error {
  if (ContactCentreErrors.UnreadableList.is(cause)) return cause;
  return new ContactCentreErrors.UnreadableList({ file, problem }, { cause });
}
