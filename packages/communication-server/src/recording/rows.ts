import type { Diagnostics, Span } from '@caruso/language';
import { CsvError, parse } from 'csv-parse/sync';

/** A line of a CSV file that is not empty, with the places of its cells. */
export interface Row {
  readonly cells: readonly Cell[];
  readonly span: Span;
}

interface Cell {
  readonly text: string;
  readonly span: Span;
}

const SEPARATORS = [',', ';', '\t'];
const SEPARATOR = /[,;\t]/;

/**
 * The rows of a CSV file, separated by commas, semicolons or tabs, the heading first. Each must be on a line of its own, and
 * have as many cells as the heading: `bad-csv` says where it is not so, and the row is left out.
 */
export function rowsOf(diagnostics: Diagnostics): readonly Row[] {
  const { text } = diagnostics.source;
  const rows: Row[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const bare = line.replace(/\r$/, '');
    const span = { start, end: start + bare.length };
    start += line.length + 1;
    if (/^[\s,;]*$/.test(bare)) continue;
    const row = rowOf(bare, span, diagnostics);
    const wanted = rows[0]?.cells.length;
    if (row && wanted !== undefined && row.cells.length !== wanted) {
      const message = `The line has ${row.cells.length} cells, the heading has ${wanted}`;
      diagnostics.error('bad-csv', message, span);
    } else if (row) rows.push(row);
    else if (wanted === undefined) return [];
  }
  return rows;
}

function rowOf(line: string, span: Span, diagnostics: Diagnostics): Row | undefined {
  if (!line.includes('"')) return { span, cells: cellsOf(line.split(SEPARATOR), span.start) };
  try {
    const [texts = []] = parse(line, { delimiter: SEPARATORS, trim: true }) as string[][];
    // Where a quoted cell stands is not worth another reader: the line is.
    return { span, cells: texts.map((text) => ({ text, span })) };
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    diagnostics.error('bad-csv', 'A quote is not closed on its line, or stands inside a cell', span);
    return undefined;
  }
}

function cellsOf(parts: readonly string[], from: number): readonly Cell[] {
  let start = from;
  return parts.map((part) => {
    const at = start + part.length - part.trimStart().length;
    const text = part.trim();
    start += part.length + 1;
    return { text, span: { start: at, end: at + text.length } };
  });
}
