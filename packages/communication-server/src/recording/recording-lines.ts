import { csvField, guardFormula } from '@caruso/core';
import { DateTime } from 'luxon';
import type { LoggedContact } from './logged-contact.js';
import { RECORDING_COLUMNS, type RecordingColumn } from './recording-columns.js';

const BYTE_ORDER_MARK = '\uFEFF';
const AT_ONCE = 500;

/**
 * Contacts as a recording: CSV (RFC 4180, UTF-8 with a byte order mark) with a heading, in the order in which they come. No cell is a
 * formula for a spreadsheet.
 *
 * @param zone by whose clock arrivals are written, such as `Europe/Berlin`
 */
export async function* recordingLines(contacts: AsyncIterable<LoggedContact>, zone: string): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${RECORDING_COLUMNS.join(',')}\r\n`;
  let lines: string[] = [];
  for await (const contact of contacts) {
    const cells = cellsOf(contact, zone);
    lines.push(`${RECORDING_COLUMNS.map((column) => quoted(cells[column])).join(',')}\r\n`);
    if (lines.length < AT_ONCE) continue;
    yield lines.join('');
    lines = [];
  }
  if (lines.length > 0) yield lines.join('');
}

function cellsOf(contact: LoggedContact, zone: string): Readonly<Record<RecordingColumn, string>> {
  const { at, queue, from = '', patience, wait, talk, wrapUp } = contact;
  const seconds = (value: number | undefined) => (value === undefined ? '' : String(value));
  return {
    arrived: DateTime.fromMillis(at, { zone }).toISO() ?? '',
    queue: guardFormula(queue),
    from: guardFormula(from),
    patience: seconds(patience),
    wait: seconds(wait),
    talk: seconds(talk),
    'wrap-up': seconds(wrapUp),
  };
}

/** A recording has one contact a line, and other separators than the comma. */
function quoted(cell: string): string {
  return csvField(cell.replace(/[\r\n]+/g, ' '), ',;\t');
}
