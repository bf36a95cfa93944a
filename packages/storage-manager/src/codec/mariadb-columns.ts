import type { Column, LogicalType, StoredType } from '../contract.js';
import { spelledBoolean } from './boolean-words.js';
import type { Codec } from './codec.js';
import { binaryOf, doubleOf, textOf } from './decoders.js';
import { asChar, cast } from './mariadb-terms.js';
import { Misfit } from './misfit.js';
import { floatOf, refuseLongFloats } from './short-floats.js';
import { uuidBytes } from './uuid-bytes.js';

/** The codec of a column that takes or gives values in a form of its own. */
export function inColumn(codec: Codec, { type }: Column, stored: StoredType): Codec {
  if (type === 'boolean' && stored.kind === 'text')
    return { ...codec, compared: (column) => spelledBoolean(asChar(column), '1', '0') };
  if (type === 'uuid' && stored.kind === 'binary') return uuidBytes(binaryOf);
  if (type === 'double' && stored.kind === 'float' && stored.bits === 32)
    return {
      ...refuseLongFloats(codec),
      decode: (value) => floatOf(doubleOf(value)),
      comparedParameter: cast('FLOAT'),
    };
  // Compared as numbers: what is no year is equal to none.
  if (stored.kind === 'year' && (type === 'integer' || type === 'long'))
    return { ...codec, encode: yearOf, encodeCompared: codec.encode, compared: (own) => `${own} + 0` };
  if (stored.kind === 'bits') return bits(codec, type, stored.length ?? 1);
  if (stored.kind === 'set' && type === 'json') return set;
  const asText = (type === 'string' || type === 'text') && !TEXTUAL.has(stored.kind);
  return asText ? { ...codec, selected: asChar } : codec;
}

const TEXTUAL: ReadonlySet<StoredType['kind']> = new Set(['text', 'enum', 'set', 'json']);

/** All four digits of a year; of fewer the server would make one of 1970 to 2069. */
function yearOf(value: unknown): string {
  const year = Number(value);
  if (year !== 0 && !(year >= 1901 && year <= 2155)) throw new Misfit(`${year} is no year from 1901 to 2155, nor 0`);
  return String(year).padStart(4, '0');
}

/** A BIT comes as bytes, and takes text for the bytes of its characters. */
function bits(codec: Codec, type: LogicalType, length: number): Codec {
  const number = (value: unknown) => BigInt(`0x${Buffer.from(binaryOf(value)).toString('hex')}`);
  if (type === 'boolean') return codec;
  if (type === 'integer' || type === 'long')
    return { ...codec, decode: (value) => codec.decode(String(number(value))), parameter: cast('UNSIGNED') };
  return {
    encode(value) {
      const text = String(value);
      if (!/^[01]+$/.test(text) || text.length > length) throw new Misfit(`"${text}" is not up to ${length} bits`);
      return String(BigInt(`0b${text}`));
    },
    decode: (value) => number(value).toString(2).padStart(length, '0'),
    parameter: cast('UNSIGNED'),
    comparedParameter: cast('UNSIGNED'),
    equated: (column) => `${column} + 0`,
  };
}

/** The values of a SET as a list. */
const set: Codec = {
  encode(value) {
    if (!Array.isArray(value)) throw new Misfit('a list of texts is expected');
    return value.map(String).join(',');
  },
  decode: (stored) =>
    textOf(stored)
      .split(',')
      .filter((value) => value !== ''),
};
