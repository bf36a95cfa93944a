import type { Column, LogicalType } from '../contract.js';
import type { Codec, Codecs } from './codec.js';
import { storedDecimal } from './decimal.js';
import { binaryOf, booleanOf, doubleOf, integerOf, jsonOf, longOf, textOf } from './decoders.js';
import { canonicalDate, canonicalLocalDateTime, canonicalTime } from './iso.js';
import type { Zone } from './zone.js';

/** The column as text that is compared character by character, with upper and lower case and blanks at the end. */
export const exactText = (column: string) => `CONVERT(${column} USING utf8mb4) COLLATE utf8mb4_nopad_bin`;

const asChar = (column: string) => `CAST(${column} AS CHAR)`;
const cast = (type: string) => (placeholder: string) => `CAST(${placeholder} AS ${type})`;
const asString = (value: unknown) => String(value);

const text: Codec = { encode: asString, decode: textOf };

/**
 * How values live on MariaDB. Dates and times are read as the text that the server makes of them, because the driver
 * would take them through the clock of this process. Instants are kept as wall-clock time of the store's zone.
 */
export function mariadbCodecs(managed: boolean, zone: Zone): Codecs {
  const exact = managed ? text : { ...text, compared: exactText };
  const codecs: Readonly<Record<Exclude<LogicalType, 'decimal'>, Codec>> = {
    string: exact,
    text: exact,
    uuid: {
      encode: asString,
      decode: (stored) => textOf(stored).toLowerCase(),
      ...(managed ? {} : { compared: (column: string) => `LOWER(${exactText(column)})` }),
    },
    integer: { encode: asString, decode: integerOf, comparedParameter: cast('SIGNED') },
    long: { encode: asString, decode: longOf, comparedParameter: cast('SIGNED') },
    double: { encode: (value) => value as number, decode: doubleOf },
    boolean: { encode: (value) => (value ? 1 : 0), decode: booleanOf },
    date: {
      encode: asString,
      decode: (stored) => canonicalDate(textOf(stored)),
      selected: asChar,
      comparedParameter: cast('DATE'),
    },
    time: {
      encode: asString,
      decode: (stored) => canonicalTime(textOf(stored)),
      selected: asChar,
      comparedParameter: cast('TIME(6)'),
    },
    instant: {
      encode: (value) => zone.toLocal(value as string).replace('T', ' '),
      decode: (stored) => zone.toInstant(textOf(stored)),
      selected: asChar,
      comparedParameter: cast('DATETIME(6)'),
    },
    localDateTime: {
      encode: (value) => (value as string).replace('T', ' '),
      decode: (stored) => canonicalLocalDateTime(textOf(stored)),
      selected: asChar,
      comparedParameter: cast('DATETIME(6)'),
    },
    binary: { encode: (value) => Buffer.from(value as Uint8Array), decode: binaryOf },
    json: { encode: (value) => JSON.stringify(value), decode: jsonOf },
  };
  return (column) => (column.type === 'decimal' ? decimal(column) : codecs[column.type]);
}

function decimal({ scale }: Column): Codec {
  return {
    encode: asString,
    decode: (stored) => storedDecimal(textOf(stored), scale),
    selected: asChar,
    comparedParameter: cast('DECIMAL(65, 30)'),
  };
}
