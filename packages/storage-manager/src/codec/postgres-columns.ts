import type { Column, StoredType } from '../contract.js';
import { spelledBoolean } from './boolean-words.js';
import type { Codec } from './codec.js';
import { jsonOf, textOf } from './decoders.js';
import { Misfit } from './misfit.js';
import { bytesOf, cast } from './postgres-terms.js';
import { refuseLongFloats } from './short-floats.js';
import { uuidBytes } from './uuid-bytes.js';

/** The codec of a column that takes or gives values in a form of its own. */
export function inColumn(codec: Codec, { type }: Column, stored: StoredType): Codec {
  if (type === 'boolean' && stored.kind !== 'boolean') {
    const number = { ...codec, encode: (value: unknown) => (value ? '1' : '0') };
    if (stored.kind === 'bits') return number;
    return { ...number, compared: (column) => spelledBoolean(`(${column})::text`, "'1'", "'0'") };
  }
  if (type === 'uuid' && stored.kind === 'binary') return uuidBytes((value) => bytesOf(textOf(value)));
  if (type === 'uuid' && stored.kind === 'text') {
    const lower = (column: string) => `lower((${column})::text)`;
    return { ...codec, compared: lower, equated: lower };
  }
  if (type === 'double' && stored.kind === 'float' && stored.bits === 32)
    return { ...refuseLongFloats(codec), comparedParameter: cast('float4') };
  if (stored.kind === 'bits' && (type === 'integer' || type === 'long'))
    return bits(codec, stored.fixed ? stored.length : undefined);
  if (stored.kind === 'array' && type === 'json') return array;
  const isText = type === 'string' || type === 'text';
  const asText = (column: string) => `(${column})::text`;
  // What the server sends of an inet is not what it makes of it as text, and both are compared.
  if (isText && stored.kind === 'other') return { ...codec, equated: asText, selected: asText };
  if (isText && stored.kind !== 'text') return { ...codec, equated: asText };
  return codec;
}

/** Whole numbers in a string of bits. */
function bits(codec: Codec, length = 1): Codec {
  const written = (value: unknown) => BigInt(String(value)).toString(2).padStart(length, '0');
  return {
    encode: written,
    decode: (stored) => codec.decode(String(BigInt(`0b${textOf(stored)}`))),
    comparedParameter: cast('varbit'),
    compared: (column) => `${column}::varbit`,
  };
}

/** Arrays as lists of JSON. */
const array: Codec = {
  encode(value) {
    if (!Array.isArray(value)) throw new Misfit('a list is expected');
    return arrayText(value);
  },
  decode: jsonOf,
  selected: (column) => `array_to_json(${column})::text`,
};

function arrayText(items: readonly unknown[]): string {
  const texts = items.map((item) => {
    if (item === null) return 'NULL';
    if (Array.isArray(item)) return arrayText(item);
    const text = typeof item === 'object' ? JSON.stringify(item) : String(item);
    return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
  });
  return `{${texts.join(',')}}`;
}
