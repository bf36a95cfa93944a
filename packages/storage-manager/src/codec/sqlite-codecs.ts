import type { Column, LogicalType, StoredType } from '../contract.js';
import { booleanOf, spelledBoolean } from './boolean-words.js';
import type { Codec, Codecs } from './codec.js';
import { canonicalDecimal, decimalKey, storedDecimal } from './decimal.js';
import { binaryOf, doubleOf, integerOf, jsonOf, longOf, textOf } from './decoders.js';
import {
  canonicalDate,
  canonicalInstant,
  canonicalLocalDateTime,
  canonicalTime,
  fromSortableInstant,
  sortableInstant,
} from './iso.js';
import { Misfit } from './misfit.js';
import { uuidBytes } from './uuid-bytes.js';
import type { Zone } from './zone.js';

/** Functions that the connection has to offer to SQL. */
export const sqliteFunctions = {
  fold: 'caruso_fold',
  decimalKey: 'caruso_decimal_key',
  instant: 'caruso_instant',
  date: 'caruso_date',
  localDateTime: 'caruso_local_date_time',
} as const;

const text: Codec = { encode: (value) => value as string, decode: textOf };

const managed: Readonly<Record<Exclude<LogicalType, 'decimal'>, Codec>> = {
  string: text,
  text,
  uuid: { ...text, decode: (stored) => textOf(stored).toLowerCase() },
  integer: { encode: (value) => whole(value as number), decode: integerOf },
  long: { encode: longToStore, decode: longOf, encodeCompared: longToCompare },
  double: { encode: (value) => value as number, decode: doubleOf },
  boolean: { encode: (value) => (value ? 1 : 0), decode: booleanOf },
  date: { ...text, decode: (stored) => dateOf(stored) },
  time: { ...text, decode: (stored) => canonicalTime(textOf(stored)) },
  instant: {
    encode: (value) => sortableInstant(value as string),
    decode: (stored) => fromSortableInstant(textOf(stored)),
  },
  localDateTime: { ...text, decode: (stored) => localDateTimeOf(stored) },
  binary: { encode: (value) => Buffer.from(value as Uint8Array), decode: binaryOf },
  json: { encode: (value) => JSON.stringify(value), decode: jsonOf },
};

/** The bytes of a text, whatever charset they are in. */
const textAsBytes: Codec = {
  ...managed.binary,
  selected: (column) => `CAST(${column} AS BLOB)`,
  compared: (column) => `CAST(${column} AS BLOB)`,
  parameter: (placeholder) => `CAST(${placeholder} AS TEXT)`,
};

const LONGEST = 2n ** 63n - 1n;

/** Whatever a double holds with so many digits it holds exactly. */
const EXACT_LENGTH = 15;

function longToStore(value: unknown): number | bigint {
  const text = String(value);
  if (text.length <= EXACT_LENGTH) return whole(Number(text));
  const number = BigInt(text);
  if (number > LONGEST) throw new Misfit(`${number} is more than SQLite keeps exactly, which is ${LONGEST}`);
  return number;
}

/** Greater than all that there can be, and equal to none of it. */
function longToCompare(value: unknown): bigint | number {
  const number = BigInt(String(value));
  return number > LONGEST ? Number(number) : number;
}

/** How values live in tables that CARUSO has defined itself: in forms that sort and compare as the values do. */
export const sqliteCodecs: Codecs = (column) =>
  column.type === 'decimal' ? exactDecimal(column) : managed[column.type];

/**
 * How values live in tables of others. SQLite lets every column hold anything, so what is read is taken in all usual
 * spellings, and comparisons go through functions that know them.
 */
export function legacySqliteCodecs(zone: Zone): Codecs {
  const collated: Codec = { ...text, compared: (column) => `${column} COLLATE BINARY` };
  const legacy: Readonly<Record<Exclude<LogicalType, 'decimal'>, Codec>> = {
    ...managed,
    string: collated,
    text: collated,
    uuid: { ...managed.uuid, compared: (column) => `lower(${column})` },
    instant: {
      encode: (value) => zone.toLocal(value as string).replace('T', ' '),
      decode: (stored) => legacyInstant(stored, zone),
      encodeCompared: (value) => sortableInstant(value as string),
      compared: (column) => `${sqliteFunctions.instant}(${column})`,
    },
    boolean: { ...managed.boolean, compared: (column) => spelledBoolean(`trim(${column})`, '1', '0') },
    localDateTime: {
      ...managed.localDateTime,
      encode: (value) => (value as string).replace('T', ' '),
      encodeCompared: (value) => value as string,
      compared: (column) => `${sqliteFunctions.localDateTime}(${column})`,
    },
    date: { ...managed.date, compared: (column) => `${sqliteFunctions.date}(${column})` },
  };
  return (column, stored) => {
    if (column.type === 'decimal')
      return stored?.kind === 'text' ? exactDecimal(column) : legacyDecimal(column, stored);
    if (column.type === 'binary' && stored?.kind === 'text') return textAsBytes;
    return column.type === 'uuid' && stored?.kind === 'binary' ? uuidBytes(binaryOf) : legacy[column.type];
  };
}

/** An instant as {@link sqliteFunctions.instant} gives it, or nothing for what is none. */
export function sortableLegacyInstant(stored: unknown, zone: Zone): string | null {
  try {
    return stored === null ? null : sortableInstant(legacyInstant(stored, zone));
  } catch {
    return null;
  }
}

/** A date or a date and time in its one form, however it is spelt, or nothing for what is none. */
export function comparable(read: 'date' | 'localDateTime', stored: unknown): string | null {
  try {
    return stored === null ? null : read === 'date' ? dateOf(stored) : localDateTimeOf(stored);
  } catch {
    return null;
  }
}

const HAS_ZONE = /(?:Z|[+-]\d\d:?\d\d)$/;

function legacyInstant(stored: unknown, zone: Zone): string {
  const written = textOf(stored);
  if (HAS_ZONE.test(written.slice(10))) return canonicalInstant(written);
  return zone.toInstant(written.length === 10 ? `${written}T00:00` : written);
}

/** SQLite has no exact decimals: they are kept as text, and compared by a key that sorts as the numbers do. */
function exactDecimal({ scale }: Column): Codec {
  return {
    encode: (value) => value as string,
    decode: (stored) => decimalOf(stored, scale),
    encodeCompared: (value) => decimalKey(value as string),
    compared: (column) => `${sqliteFunctions.decimalKey}(${column}, ${scale ?? 'NULL'})`,
  };
}

function legacyDecimal(column: Column, stored: StoredType | undefined): Codec {
  const wholeIsExact = stored?.kind !== 'float';
  return { ...exactDecimal(column), encode: (value) => representable(value as string, wholeIsExact) };
}

/** Columns of numeric affinity turn text into a 64-bit integer or a floating point number of 15 reliable digits. */
function representable(decimal: string, wholeIsExact: boolean): string {
  const plain = canonicalDecimal(decimal);
  const digits = plain.replace(/[-.]/g, '').replace(/^0+/, '');
  const isWhole = wholeIsExact && !plain.includes('.') && digits.length <= 18;
  if (digits.length > 15 && !isWhole)
    throw new Misfit(`${decimal} has more than the 15 digits that a numeric column of SQLite keeps reliably`);
  return decimal;
}

function decimalOf(stored: unknown, scale?: number): string {
  if (typeof stored === 'string' || typeof stored === 'number' || typeof stored === 'bigint')
    return storedDecimal(stored, scale);
  throw new Misfit('no decimal number');
}

const whole = (value: number) => ((value | 0) === value ? value : BigInt(value));

function dateOf(stored: unknown): string {
  const written = textOf(stored);
  return canonicalDate(/^.{10}[T ]00:00(?::00(?:\.0+)?)?$/.test(written) ? written.slice(0, 10) : written);
}

function localDateTimeOf(stored: unknown): string {
  const written = textOf(stored);
  return canonicalLocalDateTime(written.length === 10 ? `${written}T00:00` : written);
}
