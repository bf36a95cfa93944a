import type { ColumnSample } from './sample.js';

/** How old programs spell true and false. */
const SPELLINGS: readonly (readonly [yes: string, no: string])[] = [
  ['J', 'N'],
  ['Y', 'N'],
  ['T', 'F'],
  ['1', '0'],
  ['-1', '0'],
  ['X', ' '],
  ['W', 'F'],
  ['O', 'N'],
  ['S', 'N'],
  ['JA', 'NEIN'],
  ['YES', 'NO'],
  ['TRUE', 'FALSE'],
  ['WAHR', 'FALSCH'],
  ['ON', 'OFF'],
];

/** Names that ask a question. */
const FLAG =
  /^(?:is|has|can|flag|kz|active|aktiv|enabled|disabled|deleted|discontinued|paid|bezahlt|locked|gesperrt|smart|valid|visible|loekz|jn|yn)$/i;

/**
 * The codes of true and false in a column, as a `code(…)` of the mapping has them. Both have to be there, or the name of the
 * column has to ask for yes or no: a column that holds nothing but 1 counts something.
 *
 * @param words of the column's name
 * @param lone what its type alone tells (`tinyint(1)`)
 */
export function booleanCodes(
  { counts }: ColumnSample,
  words: readonly string[],
  lone: boolean,
): ReadonlyMap<string, boolean> | undefined {
  const values = [...counts.keys()].map(String);
  if (values.length > 4) return undefined;
  const isFlag = lone || words.some((word) => FLAG.test(word));
  for (const [yes, no] of SPELLINGS) {
    const codes = new Map<string, boolean>();
    for (const value of values.filter((each) => each !== '')) {
      const upper = value.toUpperCase();
      if (upper === yes || upper === no) codes.set(value, upper === yes);
    }
    if (codes.size < values.filter((each) => each !== '').length) continue;
    const meanings = new Set(codes.values());
    if (meanings.size < 2 && !isFlag) continue;
    if (codes.size === 0 && !lone) continue;
    // The one that has not been seen yet is written as its partner is.
    const isLower = values.some((value) => value !== value.toUpperCase());
    const spelt = (word: string) => (isLower ? word.toLowerCase() : word);
    if (!meanings.has(true)) codes.set(spelt(yes), true);
    if (!meanings.has(false)) codes.set(spelt(no), false);
    return codes;
  }
  return undefined;
}
