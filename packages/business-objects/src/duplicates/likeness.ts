import type { DedupeRule } from './dedupe-rule.js';
import { jaroWinkler } from './jaro-winkler.js';
import type { Compared } from './normalised.js';

/**
 * How alike two objects are by a rule, from 0 to 1: 1 or nothing for an exact rule, the mean over its members for a fuzzy one;
 * undefined when the rule does not take them for the same.
 */
export function likeness(
  { fuzzy }: DedupeRule,
  left: readonly Compared[],
  right: readonly Compared[],
): number | undefined {
  if (fuzzy === undefined) return left.every(({ value }, at) => value === right[at]?.value) ? 1 : undefined;
  let sum = 0;
  for (const [at, { value, isText }] of left.entries()) {
    const other = right[at]?.value ?? '';
    sum += isText ? likenessOfTexts(value, other) : Number(value === other);
    // All that follow can add one each at most.
    if (sum + left.length - at - 1 < fuzzy * left.length) return undefined;
  }
  return Math.min(1, sum / left.length);
}

/** The order of words does not count: `ann example` is `example ann`. */
function likenessOfTexts(left: string, right: string): number {
  if (left === right) return 1;
  const [a, b] = [inOrder(left), inOrder(right)];
  return Math.max(jaroWinkler(left, right), a === left && b === right ? 0 : jaroWinkler(a, b));
}

/** The words of a text in the order of the alphabet. */
export const inOrder = (text: string): string => (text.includes(' ') ? text.split(' ').sort().join(' ') : text);
