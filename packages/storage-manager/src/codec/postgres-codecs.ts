import type { Column, LogicalType } from '../contract.js';
import { booleanOf } from './boolean-words.js';
import type { Bound, Codec, Codecs } from './codec.js';
import { storedDecimal } from './decimal.js';
import { doubleOf, integerOf, jsonOf, longOf, textOf } from './decoders.js';
import { canonicalDate, canonicalInstant, canonicalLocalDateTime, canonicalTime } from './iso.js';
import { Misfit } from './misfit.js';
import { inColumn } from './postgres-columns.js';
import { bytesOf, cast } from './postgres-terms.js';
import { refined } from './refine.js';
import type { Zone } from './zone.js';

const asString = (value: unknown) => String(value);

const text: Codec = { encode: (value) => withoutNul(value as string), decode: textOf };

const LONGEST = 2n ** 63n;
const castWhole = (placeholder: string, bound: Bound) =>
  `${placeholder}::${BigInt(String(bound)) >= LONGEST ? 'numeric' : 'int8'}`;

/**
 * How values live on PostgreSQL. The driver hands over every value as the text that the server sends, so that none is
 * rounded or moved to another zone on the way. The session's time zone is the store's.
 */
export function postgresCodecs(managed: boolean, zone: Zone): Codecs {
  const codecs = codecsOf(managed, zone);
  return (column, stored) => {
    const base = codecs(column);
    return stored === undefined ? base : inColumn(refined(base, column.type, stored), column, stored);
  };
}

function codecsOf(managed: boolean, zone: Zone): (column: Column) => Codec {
  const exact = managed ? text : { ...text, compared: (column: string) => `(${column})::text COLLATE "C"` };
  const codecs: Readonly<Record<Exclude<LogicalType, 'decimal'>, Codec>> = {
    string: exact,
    text: exact,
    uuid: { encode: asString, decode: (stored) => textOf(stored).toLowerCase() },
    integer: { encode: asString, decode: integerOf, comparedParameter: cast('int8') },
    long: { encode: asString, decode: longOf, comparedParameter: castWhole },
    double: { encode: asString, decode: doubleOf, comparedParameter: cast('float8') },
    boolean: { encode: (value) => (value ? 'true' : 'false'), decode: booleanOf },
    date: { encode: asString, decode: (stored) => canonicalDate(textOf(stored)), comparedParameter: cast('date') },
    time: { encode: asString, decode: (stored) => canonicalTime(textOf(stored)), comparedParameter: cast('time') },
    instant: {
      encode: asString,
      decode: (stored) => instantOf(textOf(stored), zone),
      parameter: cast('timestamptz'),
      comparedParameter: cast('timestamptz'),
    },
    localDateTime: {
      encode: asString,
      decode: (stored) => canonicalLocalDateTime(textOf(stored)),
      comparedParameter: cast('timestamp'),
    },
    binary: { encode: (value) => Buffer.from(value as Uint8Array), decode: (stored) => bytesOf(textOf(stored)) },
    json: { encode: (value) => JSON.stringify(value), decode: jsonOf },
  };
  return (column) => (column.type === 'decimal' ? decimal(column) : codecs[column.type]);
}

function decimal({ scale }: Column): Codec {
  return {
    encode: asString,
    decode: (stored) => storedDecimal(textOf(stored), scale),
    comparedParameter: cast('numeric'),
  };
}

const HAS_ZONE = /[+-]\d\d(?::\d\d)*$/;

/** A `timestamptz` tells its offset; a `timestamp` is taken as wall-clock time of the store's zone. */
function instantOf(stored: string, zone: Zone): string {
  return HAS_ZONE.test(stored.slice(10)) ? canonicalInstant(stored) : zone.toInstant(stored);
}

function withoutNul(value: string): string {
  if (value.includes('\0')) throw new Misfit('it holds the character NUL, which PostgreSQL cannot keep in text');
  return value;
}
