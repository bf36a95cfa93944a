import type { Conversion } from './conversion.js';

/** A decimal of at least one, so that nothing but its point has to go. */
const PLAIN = /^-?[1-9]\d*\.\d+$/;
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * `scale(-2)`: the value is the column's times ten to the given power, so cents in the column are read as an amount with
 * two digits behind the point. Exact: digits are moved, nothing is calculated.
 *
 * @param power negative: the column holds whole numbers; positive: it holds a decimal with more digits behind the point
 * @param scale digits behind the point of the attribute
 */
export function scaleConversion(power: number, scale: number): Conversion {
  const columnScale = Math.max(0, scale + power);
  return {
    columnType: columnScale === 0 ? 'long' : 'decimal',
    ...(columnScale === 0 ? {} : { columnScale }),
    keepsOrder: true,
    keepsText: false,
    read: (stored) => moveDigits(String(stored), power, scale),
    write: (value) => {
      const text = String(value);
      return (power === -scale ? withoutPoint(text, scale) : undefined) ?? moveDigits(text, -power, columnScale);
    },
  };
}

/** A decimal text times ten to a power, with exactly `scale` digits behind the point; undefined when it has more. */
export function moveDigits(text: string, power: number, scale: number): string | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (fraction === '' && scale === -power && power < 0 && !whole.startsWith('0')) {
    // Whole numbers of hundredths, by far the commonest case.
    const hundredths = whole.padStart(scale + 1, '0');
    return `${sign}${hundredths.slice(0, -scale)}.${hundredths.slice(-scale)}`;
  }
  const padded = power < 0 ? whole.padStart(1 - power, '0') : whole;
  const digits = padded + fraction.padEnd(Math.max(0, power), '0');
  const point = padded.length + power;
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const right = digits.slice(point).replace(/0+$/, '');
  if (right.length > scale) return undefined;
  const moved = scale === 0 ? left : `${left}.${right.padEnd(scale, '0')}`;
  return /[1-9]/.test(moved) ? sign + moved : moved;
}

/**
 * A decimal of one digit or more before the point without its point, which makes it a whole number of its smallest unit;
 * undefined when it has to be looked at closer.
 */
function withoutPoint(text: string, scale: number): string | undefined {
  const point = text.length - scale - 1;
  if (scale === 0 || !PLAIN.test(text) || text[point] !== '.') return undefined;
  return text.slice(0, point) + text.slice(point + 1);
}
