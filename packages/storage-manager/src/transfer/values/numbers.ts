import { BadCell } from './cell.js';

const NOT_FINITE = new Set(['NaN', 'Infinity', '-Infinity']);
const WHOLE = /^-?\d+$/;
const PLAIN = /^(-?)(\d+)(?:\.(\d*))?$/;

/** A whole number that came as text. */
export function integerCell(text: string): string {
  if (!WHOLE.test(text)) throw new BadCell('it is no whole number');
  return text.length > 1 && (text.startsWith('0') || text.startsWith('-0')) ? String(BigInt(text)) : text;
}

/** A decimal number without zeros that say nothing. */
export function decimalCell(text: string): string {
  if (NOT_FINITE.has(text)) return text;
  const [, sign = '', whole, fraction = ''] = PLAIN.exec(text) ?? [];
  if (whole === undefined) throw new BadCell('it is no decimal number');
  const kept = fraction.replace(/0+$/, '');
  const digits = whole.replace(/^0+(?=\d)/, '') + (kept === '' ? '' : `.${kept}`);
  return digits === '0' ? digits : sign + digits;
}

/** A floating point number in the shortest form that gives it back. */
export function floatCell(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

export const isNumber = (cell: string) => !NOT_FINITE.has(cell);

const TRUE = new Set(['1', 't', 'true', 'y', 'yes', 'on']);
const FALSE = new Set(['0', 'f', 'false', 'n', 'no', 'off']);

/** Truth in any of its usual spellings. */
export function booleanCell(text: string): string {
  const word = text.toLowerCase();
  if (TRUE.has(word)) return '1';
  if (FALSE.has(word)) return '0';
  throw new BadCell('it is neither true nor false');
}
