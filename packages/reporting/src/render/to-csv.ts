import { csvField, guardFormula } from '@caruso/core';
import type { Report } from '../contract.js';

/**
 * A report as CSV (RFC 4180): a line of labels, the rows, the total; an empty field is "no data". Texts that a spreadsheet
 * would take for a formula get an apostrophe in front.
 */
export function toCsv({ columns, rows, total }: Report): string {
  const lines = [columns.map(({ label }) => label), ...rows, total];
  return lines.map((cells) => `${cells.map(field).join(',')}\r\n`).join('');
}

function field(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(Number(cell.toFixed(6)));
  return csvField(guardFormula(cell));
}
