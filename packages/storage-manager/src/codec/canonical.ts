import type { Column, LogicalType, Value } from '../contract.js';
import { canonicalDecimal } from './decimal.js';
import { canonicalDate, canonicalInstant, canonicalLocalDateTime, canonicalTime } from './iso.js';
import { Misfit } from './misfit.js';

const LEAST = -(2n ** 63n);
const MOST = 2n ** 64n - 1n;
/** So short that it needs no comparison with the limits, and written as it travels on. */
const SHORT_LONG = /^(?:0|-?[1-9]\d{0,17})$/;
const LONG = /^[+-]?\d{1,20}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** For each logical type the check of a value that is given, and the one form in which it travels on. */
const canonicalForms: Readonly<Record<LogicalType, (value: Value, column: Column) => Value>> = {
  string: wellFormed,
  text: wellFormed,
  uuid(value) {
    const text = asText(value);
    if (!UUID.test(text)) throw new Misfit(`"${text}" is no UUID`);
    return text.toLowerCase();
  },
  integer(value) {
    if (Number.isSafeInteger(value)) return Object.is(value, -0) ? 0 : value;
    throw new Misfit(`${describe(value)} is no whole number up to ${Number.MAX_SAFE_INTEGER}; use the type long`);
  },
  long(value) {
    const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : asText(value);
    if (SHORT_LONG.test(text)) return text;
    if (!LONG.test(text)) throw new Misfit(`"${text}" is no whole number`);
    const number = BigInt(text.startsWith('+') ? text.slice(1) : text);
    if (number < LEAST || number > MOST) throw new Misfit(`${text} has more than 64 bits; use the type decimal`);
    return String(number);
  },
  decimal: (value, column) => canonicalDecimal(asText(value), column.scale),
  double(value) {
    if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
    throw new Misfit(`${describe(value)} is no finite number`);
  },
  boolean(value) {
    if (typeof value === 'boolean') return value;
    throw new Misfit(`${describe(value)} is neither true nor false`);
  },
  date: (value) => canonicalDate(asText(value)),
  time: (value) => canonicalTime(asText(value)),
  instant: (value) => canonicalInstant(asText(value)),
  localDateTime: (value) => canonicalLocalDateTime(asText(value)),
  binary(value) {
    if (value instanceof Uint8Array) return value;
    throw new Misfit(`${describe(value)} is no Uint8Array`);
  },
  json: (value) => value,
};

/**
 * A value that is given, in the form in which it travels on; `null` stays `null`.
 *
 * @throws Misfit when it is none of the column's type
 */
export function canonical(value: Value, column: Column): Value {
  return value === null ? null : canonicalForms[column.type](value, column);
}

function wellFormed(value: Value): string {
  const text = asText(value);
  if (!text.isWellFormed()) throw new Misfit('it holds half of a surrogate pair, which is no text');
  return text;
}

function asText(value: Value): string {
  if (typeof value === 'string') return value;
  throw new Misfit(`${describe(value)} is no text`);
}

function describe(value: unknown): string {
  return typeof value === 'object' ? `a value of kind ${value?.constructor?.name ?? 'object'}` : `"${String(value)}"`;
}
