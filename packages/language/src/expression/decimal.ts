import Big from 'big.js';

/** Exact decimals; a quotient is rounded half up to 40 places. A constructor of its own, so that nobody's settings leak. */
export const Decimal = Big();
Decimal.DP = 40;
Decimal.RM = 1;

export type Decimal = Big;

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const LONGEST = 1_000;

/** Reads a plain value as a decimal; null when it is none. */
export function readDecimal(value: unknown): Decimal | null {
  if (typeof value === 'bigint') return new Decimal(value.toString());
  if (typeof value === 'number') return Number.isFinite(value) ? new Decimal(value) : null;
  if (typeof value !== 'string' || value.length > LONGEST) return null;
  const text = value.trim();
  return DECIMAL.test(text) ? new Decimal(text.replace(/^\+/, '')) : null;
}

/** The decimal in plain notation without an exponent; `-0` is `0`. */
export function decimalText(value: Decimal): string {
  return value.eq(0) ? '0' : value.toFixed();
}
