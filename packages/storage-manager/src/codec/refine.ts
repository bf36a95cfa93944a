import type { LogicalType, StoredType, Value } from '../contract.js';
import type { Codec } from './codec.js';
import { Misfit } from './misfit.js';

/** Changes to a codec that follow from what a column can hold; each refuses what the engine would change without a word. */

type Present = Exclude<Value, null>;

/** Refuses values before they are written; comparing with them is no harm. */
export function refusing(codec: Codec, check: (value: Present) => void): Codec {
  return {
    ...codec,
    encodeCompared: codec.encodeCompared ?? codec.encode,
    encode(value) {
      check(value);
      return codec.encode(value);
    },
  };
}

const TIMED: ReadonlySet<LogicalType> = new Set(['time', 'instant', 'localDateTime']);

/** What holds on every engine: digits that a column has no room for, and blanks that it does not keep, are refused. */
export function refined(codec: Codec, type: LogicalType, stored: StoredType): Codec {
  switch (stored.kind) {
    case 'decimal':
      return type === 'decimal' && stored.scale !== undefined ? scaled(codec, stored.scale) : codec;
    case 'integer':
      return type === 'decimal' ? scaled(codec, 0) : codec;
    case 'time':
    case 'timestamp':
    case 'interval':
      return TIMED.has(type) && stored.fraction < 6 ? withFraction(codec, stored.fraction) : codec;
    case 'text':
      return stored.fixed && (type === 'string' || type === 'text') ? withoutPadding(codec) : codec;
    default:
      return codec;
  }
}

function scaled(codec: Codec, scale: number): Codec {
  return refusing(codec, (value) => {
    const digits = fractionOf(value);
    if (digits > scale) throw new Misfit(`${String(value)} has ${digits} digits behind the point, the column ${scale}`);
  });
}

function withFraction(codec: Codec, fraction: number): Codec {
  return refusing(codec, (value) => {
    const digits = fractionOf(value);
    if (digits > fraction)
      throw new Misfit(`${String(value)} has ${digits} digits of a fraction of a second, the column ${fraction}`);
  });
}

const fractionOf = (value: Present) => (/\.(\d*?)0*Z?$/.exec(String(value))?.[1] ?? '').length;

/** Columns of fixed length fill values with blanks, so blanks at the end say nothing. */
function withoutPadding(codec: Codec): Codec {
  const trimmed = {
    ...codec,
    decode: (stored: unknown) => String(codec.decode(stored)).replace(/ +$/, ''),
  };
  return refusing(trimmed, (value) => {
    if (String(value).endsWith(' '))
      throw new Misfit('it ends with a blank, which a column of fixed length does not keep');
  });
}
