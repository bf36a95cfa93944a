import type { DedupeRule } from '../model/dedupe-rule.js';
import type { Compared } from './normalised.js';

/**
 * Under which keys an object is sorted so that those it is like stand near it: its values as they are for an exact rule; for a
 * fuzzy one each text once in front, with its words in the order of the alphabet, and the first one read backwards, too, because
 * the beginning may be what is misspelt (Hernández and Stolfo, "The Merge/Purge Problem for Large Databases", 1995).
 */
export function sortKeys({ fuzzy }: DedupeRule, compared: readonly Compared[]): readonly string[] {
  const whole = compared.map(({ value }) => value).join('\t');
  if (fuzzy === undefined) return [whole];
  const texts = [...compared.entries()].filter(([, { isText }]) => isText);
  const inFront = texts.map(([at, { value, ordered }]) => [ordered ?? value, ...others(compared, at)].join('\t'));
  const [first] = texts;
  if (first === undefined) return [whole];
  const [at, { value }] = first;
  return [...inFront, [[...value].reverse().join(''), ...others(compared, at)].join('\t')];
}

const others = (compared: readonly Compared[], at: number) =>
  compared.filter((_, index) => index !== at).map(({ value }) => value);
