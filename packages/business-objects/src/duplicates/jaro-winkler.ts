const PREFIX_WEIGHT = 0.1;
const LONGEST_PREFIX = 4;
const BOOST_FROM = 0.7;

/**
 * How alike two texts are, from 0 to 1: Jaro's measure, raised by a common beginning (Winkler, "String Comparator Metrics and
 * Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage", 1990).
 */
export function jaroWinkler(left: string, right: string): number {
  if (left === right) return 1;
  const [a, b] = [[...left], [...right]];
  const jaro = jaroOf(a, b);
  if (jaro <= BOOST_FROM) return jaro;
  let prefix = 0;
  while (prefix < LONGEST_PREFIX && prefix < a.length && a[prefix] === b[prefix]) prefix++;
  return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
}

function jaroOf(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  // Which of two equal letters is taken must not depend on which text comes first.
  const [short, long] = isBefore(a, b) ? [a, b] : [b, a];
  const reach = Math.max(0, Math.floor(long.length / 2) - 1);
  const taken = new Array<boolean>(long.length).fill(false);
  const matched: string[] = [];
  for (const [at, letter] of short.entries()) {
    const last = Math.min(long.length - 1, at + reach);
    for (let there = Math.max(0, at - reach); there <= last; there++) {
      if (taken[there] || long[there] !== letter) continue;
      taken[there] = true;
      matched.push(letter);
      break;
    }
  }
  if (matched.length === 0) return 0;
  const other = long.filter((_, at) => taken[at]);
  const swapped = matched.filter((letter, at) => letter !== other[at]).length / 2;
  const count = matched.length;
  return (count / a.length + count / b.length + (count - swapped) / count) / 3;
}

function isBefore(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length ? a.join('') < b.join('') : a.length < b.length;
}
