import type { DedupeRule } from '../model/dedupe-rule.js';
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
  for (let at = 0; at < left.length; at++) {
    const [one, other] = [left[at], right[at]];
    if (one === undefined || other === undefined) return undefined;
    sum += one.isText ? likenessOfTexts(one, other) : Number(one.value === other.value);
    // All that follow can add one each at most.
    if (sum + left.length - at - 1 < fuzzy * left.length) return undefined;
  }
  return Math.min(1, sum / left.length);
}

/** The order of words does not count: `ann example` is `example ann`. */
function likenessOfTexts(left: Compared, right: Compared): number {
  const likeness = jaroWinkler(left.value, right.value);
  if (likeness === 1 || (left.ordered === undefined && right.ordered === undefined)) return likeness;
  return Math.max(likeness, jaroWinkler(left.ordered ?? left.value, right.ordered ?? right.value));
}
