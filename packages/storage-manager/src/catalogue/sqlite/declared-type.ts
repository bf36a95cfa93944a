import type { StoredType } from '../stored-type.js';

const LIMITS = /^([^(]*?)\s*(?:\(\s*([+-]?\d+)?\s*(?:,\s*([+-]?\d+))?.*)?$/s;

const FLOAT: StoredType = { kind: 'float', bits: 64 };
const INTEGER: StoredType = { kind: 'integer', bits: 64, unsigned: false };

/** Types whose name says more than SQLite's rules make of it. */
const NAMED: readonly (readonly [RegExp, (first?: number, second?: number) => StoredType])[] = [
  [/^(?:BOOL|BOOLEAN|BIT|LOGICAL|YESNO)$/, () => ({ kind: 'boolean' })],
  [/^DATE$/, () => ({ kind: 'date' })],
  [/^TIME$/, () => ({ kind: 'time', fraction: 6, zoned: false })],
  [
    /^(?:TIMESTAMPTZ|TIMESTAMP WITH TIME ZONE|DATETIMEOFFSET)$/,
    () => ({ kind: 'timestamp', fraction: 6, zoned: true }),
  ],
  [
    /^(?:DATETIME|DATETIME2|SMALLDATETIME|TIMESTAMP|TIMESTAMP WITHOUT TIME ZONE)$/,
    () => ({ kind: 'timestamp', fraction: 6, zoned: false }),
  ],
  [/^(?:DECIMAL|DEC|NUMERIC|NUMBER|DECIMALTEXT)$/, decimal],
  [/^(?:MONEY|CURRENCY|SMALLMONEY)$/, () => decimal()],
  [/^(?:UUID|GUID|UNIQUEIDENTIFIER)$/, () => ({ kind: 'uuid' })],
  // JSONTEXT, DURATIONTEXT, BITTEXT, VARBITTEXT and DOUBLEBLOB are what transfers write: their ends keep SQLite from
  // changing values.
  [/^JSON(?:B|TEXT)?$/, () => ({ kind: 'json' })],
  [/^DURATIONTEXT$/, () => ({ kind: 'interval', fraction: 6 })],
  [/^BITTEXT$/, (length) => ({ kind: 'bits', ...limit(length), fixed: length !== undefined })],
  [/^VARBITTEXT$/, (length) => ({ kind: 'bits', ...limit(length), fixed: false })],
  [/^DOUBLEBLOB$/, () => FLOAT],
  [/^(?:NCHAR|CHAR|CHARACTER|NATIVE CHARACTER|BPCHAR)$/, (length) => ({ kind: 'text', ...limit(length), fixed: true })],
  [/^(?:STRING|ENUM)$/, (length) => ({ kind: 'text', ...limit(length), fixed: false })],
  [/^(?:BINARY|VARBINARY|BYTEA|IMAGE)$/, (length) => ({ kind: 'binary', ...limit(length), fixed: false })],
];

/** Its rules of affinity, in the order in which it applies them. */
const AFFINITIES: typeof NAMED = [
  [/INT/, () => INTEGER],
  [/CHAR|CLOB|TEXT/, (length) => ({ kind: 'text', ...limit(length), fixed: false })],
  [/BLOB/, (length) => ({ kind: 'binary', ...limit(length), fixed: false })],
  [/REAL|FLOA|DOUB/, () => FLOAT],
];

/**
 * What a column of SQLite is meant to hold. SQLite takes any words as a type and, except in STRICT tables, any value in any
 * column; integers have 64 bits whatever they are called.
 */
export function declaredType(declared: string): StoredType {
  const [, words = '', first, second] = LIMITS.exec(declared.trim()) ?? [];
  const name = words.toUpperCase().replace(/\s+/g, ' ');
  const [, made] = [...NAMED, ...AFFINITIES].find(([pattern]) => pattern.test(name)) ?? [];
  return made?.(numberOf(first), numberOf(second)) ?? { kind: 'any' };
}

const numberOf = (digits: string | undefined) => (digits === undefined ? undefined : Number(digits));
const limit = (length: number | undefined) => (length !== undefined && length > 0 ? { length } : {});

function decimal(precision?: number, scale?: number): StoredType {
  if (precision === undefined || precision <= 0) return { kind: 'decimal', unsigned: false };
  return { kind: 'decimal', precision, scale: scale ?? 0, unsigned: false };
}
