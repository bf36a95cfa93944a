import { Misfit } from './misfit.js';

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/** A decimal number taken apart: `0.<digits>` times ten to the power of `exponent`; zero has no digits. */
interface Parts {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

function parts(text: string): Parts | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  const all = whole + fraction;
  if (all === '') return undefined;
  const significant = all.replace(/^0+/, '');
  const digits = significant.replace(/0+$/, '');
  const exponent = whole.length - (all.length - significant.length) + Number(power);
  return digits === '' ? { negative: false, digits, exponent: 0 } : { negative: sign === '-', digits, exponent };
}

/**
 * Writes a decimal in its one canonical form: no plus sign, no leading zeros, no exponent, no negative zero. With `scale`
 * it has at least so many digits behind the point, without it no trailing zeros.
 *
 * @throws Misfit when `text` is no decimal number, or needs more digits behind the point than `scale` allows
 */
export function canonicalDecimal(text: string, scale?: number): string {
  if (isFinished(text, scale)) return text;
  const found = parts(text);
  if (!found) throw new Misfit(`"${text}" is no decimal number such as "1234.50"`);
  if (scale !== undefined && found.digits.length - found.exponent > scale && found.digits !== '')
    throw new Misfit(`${text} has more than ${scale} digits behind the point`);
  return layOut(found, scale ?? 0);
}

const FINISHED = /^(?:0|-?[1-9]\d*)\.(\d+)$/;

/** Most decimals are canonical already; this finds out without taking them apart. */
function isFinished(text: string, scale: number | undefined): boolean {
  return scale !== undefined && FINISHED.exec(text)?.[1]?.length === scale;
}

function layOut({ negative, digits, exponent }: Parts, leastScale: number): string {
  const whole = exponent > 0 ? digits.slice(0, exponent).padEnd(exponent, '0') : '0';
  const fraction = exponent >= 0 ? digits.slice(exponent) : '0'.repeat(-exponent) + digits;
  const padded = fraction.padEnd(leastScale, '0');
  return `${negative ? '-' : ''}${whole}${padded ? `.${padded}` : ''}`;
}

/**
 * What a stored decimal says, whatever form the engine keeps it in. A binary floating point number stands for the shortest
 * decimal it is nearest to; if only rounding noise keeps that from having `scale` digits, it stands for the rounded one.
 */
export function storedDecimal(value: string | number | bigint, scale?: number): string {
  if (typeof value === 'string' && isFinished(value, scale)) return value;
  const found = parts(String(value));
  if (!found) throw new Misfit(`"${value}" is no decimal number`);
  if (typeof value === 'number' && scale !== undefined && found.digits.length - found.exponent > scale) {
    const rounded = parts(value.toPrecision(15));
    if (rounded && rounded.digits.length - rounded.exponent <= scale) return layOut(rounded, scale);
  }
  return layOut(found, scale ?? 0);
}

const OFFSET = 5_000;

/**
 * A text that sorts as the decimal numbers sort, for engines that have no exact decimals. Equal numbers have equal keys,
 * also when they are written differently.
 */
export function decimalKey(decimal: string): string {
  const found = parts(decimal);
  if (!found || found.digits === '') return '1';
  const exponent = found.exponent + OFFSET;
  if (!found.negative) return `2${String(exponent).padStart(4, '0')}${found.digits}`;
  const complement = [...found.digits].map((digit) => 9 - Number(digit)).join('');
  return `0${String(2 * OFFSET - 1 - exponent).padStart(4, '0')}${complement}~`;
}
