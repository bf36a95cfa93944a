const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/**
 * Whether a text is a decimal just as it is stored: no needless digit before the point, exactly `scale` behind it, and not
 * more of them than `precision` allows. Most decimals are, and need not be taken apart; that others are not says nothing
 * about them.
 */
export function isPlainDecimal(text: string, precision: number, scale: number): boolean {
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  const end = scale === 0 ? text.length : text.length - scale - 1;
  const width = end - start;
  if (width < 1 || width > precision - scale) return false;
  // "-0.00" is written without its sign, and "007" without its noughts.
  if (text.charCodeAt(start) === ZERO && (width > 1 || start > 0)) return false;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (at === end ? code !== POINT : code < ZERO || code > ZERO + 9) return false;
  }
  return true;
}
