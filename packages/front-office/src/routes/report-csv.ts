import { csvField, guardFormula } from '@caruso/core';
import type { Report } from '@caruso/reporting/contract';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A report as CSV (RFC 4180) with its headings and its total; "no data" is an empty field. The byte order mark makes
 * spreadsheets read it as UTF-8.
 */
export function reportCsv({ columns, rows, total }: Pick<Report, 'columns' | 'rows' | 'total'>): string {
  const lines = [columns.map(({ label }) => label), ...rows, ...(total.length ? [total] : [])];
  return BYTE_ORDER_MARK + lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  return csvField(guardFormula(value));
}
