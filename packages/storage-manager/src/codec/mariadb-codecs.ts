import type { Column, LogicalType } from '../contract.js';
import { booleanOf } from './boolean-words.js';
import type { Bound, Codec, Codecs } from './codec.js';
import { storedDecimal } from './decimal.js';
import { binaryOf, doubleOf, integerOf, jsonOf, longOf, textOf } from './decoders.js';
import { canonicalDate, canonicalLocalDateTime, canonicalTime } from './iso.js';
import { inColumn } from './mariadb-columns.js';
import { asChar, cast, exactText } from './mariadb-terms.js';
import { Misfit } from './misfit.js';
import { refined } from './refine.js';
import { type Zone, zoneOf } from './zone.js';

const asString = (value: unknown) => String(value);

const LONGEST = 2n ** 63n;
const castWhole = (placeholder: string, bound: Bound) =>
  `CAST(${placeholder} AS ${BigInt(String(bound)) >= LONGEST ? 'UNSIGNED' : 'SIGNED'})`;

const text: Codec = { encode: asString, decode: textOf };

/**
 * How values live on MariaDB. Dates and times are read as the text that the server makes of them, because the driver
 * would take them through the clock of this process. Instants are kept as wall-clock time of the store's zone.
 */
export function mariadbCodecs(managed: boolean, zone: Zone): Codecs {
  const codecs = codecsOf(managed, zone);
  if (managed) return codecs;
  const utc = codecsOf(managed, zoneOf('UTC'));
  return (column, stored) => {
    // A TIMESTAMP is an instant, whatever the zone; the session reads it in UTC.
    const base = stored?.kind === 'timestamp' && stored.zoned ? utc(column) : codecs(column);
    return stored === undefined ? base : inColumn(refined(base, column.type, stored), column, stored);
  };
}

function codecsOf(managed: boolean, zone: Zone): (column: Column) => Codec {
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
    long: { encode: asString, decode: longOf, comparedParameter: castWhole },
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
    comparedParameter: castDecimal,
  };
}

const MOST_DIGITS = 65;
const MOST_SCALE = 30;

/** As many digits on both sides of the point as the value has, because the server cuts off what is beyond. */
function castDecimal(placeholder: string, bound: Bound): string {
  const [whole = '', fraction = ''] = String(bound).replace('-', '').split('.');
  if (whole.length + fraction.length > MOST_DIGITS || fraction.length > MOST_SCALE)
    throw new Misfit(
      `it has more digits than MariaDB compares, which are ${MOST_DIGITS}, ${MOST_SCALE} of them behind the point`,
    );
  return `CAST(${placeholder} AS DECIMAL(${MOST_DIGITS}, ${Math.min(MOST_SCALE, MOST_DIGITS - whole.length)}))`;
}
