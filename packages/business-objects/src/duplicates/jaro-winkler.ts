const PREFIX_WEIGHT = 0.1;
const LONGEST_PREFIX = 4;
const BOOST_FROM = 0.7;

/**
 * How alike two texts are, from 0 to 1: Jaro's measure, raised by a common beginning (Winkler, "String Comparator Metrics and
 * Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage", 1990). Letters are UTF-16 units.
 */
export function jaroWinkler(left: string, right: string): number {
  if (left === right) return 1;
  const jaro = jaroOf(left, right);
  if (jaro <= BOOST_FROM) return jaro;
  let prefix = 0;
  while (prefix < LONGEST_PREFIX && prefix < left.length && left[prefix] === right[prefix]) prefix++;
  return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
}

function jaroOf(left: string, right: string): number {
  if (left === '' || right === '') return 0;
  // Which of two equal letters is taken must not depend on which text comes first.
  const isShort = left.length === right.length ? left < right : left.length < right.length;
  const [short, long] = isShort ? [left, right] : [right, left];
  const reach = Math.max(0, (long.length >> 1) - 1);
  const taken = new Uint8Array(long.length);
  const matched: number[] = [];
  for (let at = 0; at < short.length; at++) {
    const letter = short.charCodeAt(at);
    const last = Math.min(long.length - 1, at + reach);
    for (let there = Math.max(0, at - reach); there <= last; there++) {
      if (taken[there] === 1 || long.charCodeAt(there) !== letter) continue;
      taken[there] = 1;
      matched.push(letter);
      break;
    }
  }
  const count = matched.length;
  if (count === 0) return 0;
  let swapped = 0;
  for (let at = 0, other = 0; at < count; at++, other++) {
    while (taken[other] === 0) other++;
    if (long.charCodeAt(other) !== matched[at]) swapped++;
  }
  // The sum must not depend on which text comes first either.
  return (count / short.length + count / long.length + (count - swapped / 2) / count) / 3;
}
