import type { Value } from '../contract.js';
import { canonicalDecimal } from './decimal.js';
import { Misfit } from './misfit.js';

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** Numbers that JavaScript surely holds: up to 15 digits without an exponent. */
const SHORT = /^-?(?:\d\.?){1,15}$/;

/**
 * Reads JSON. Blanks are not kept, nor the first of two values with one key; JavaScript puts keys that are whole numbers in
 * front. Numbers are never rounded.
 *
 * @throws Misfit when a number has more digits than JavaScript holds, and SyntaxError when it is no JSON
 */
export function parseJson(text: string): Value {
  const value = JSON.parse(text) as Value;
  for (const [found] of text.matchAll(STRING_OR_NUMBER)) {
    if (found.startsWith('"') || SHORT.test(found) || isExact(found)) continue;
    throw new Misfit(`it holds the number ${found}, which JavaScript would round; take the column as text to keep it`);
  }
  return value;
}

function isExact(number: string): boolean {
  try {
    return canonicalDecimal(String(Number(number))) === canonicalDecimal(number);
  } catch {
    return false;
  }
}
