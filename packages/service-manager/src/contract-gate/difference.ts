import type { JsonSchema } from './json-schema.js';
import type { Shape } from './shape.js';

/** Where two schemas differ in a way that breaks, seen from the schema that is compared. */
export interface Difference {
  /** `.address.city`, `.lines[].amount`, `.prices.*`; empty for the schema itself. */
  readonly path: string;
  /** What follows the path in a sentence: `is required now, and was not`. */
  readonly problem: string;
  /** It is not known whether anything breaks. */
  readonly undecided?: true;
}

/** Which way the values go: from old callers to a new provider, or from the new provider to old callers. */
export type Direction = 'input' | 'output';

/** Compares places within two schemas, in one direction. */
export interface Comparison {
  readonly direction: Direction;
  /** @param sent the schema of the side that gives the value, @param taken that of the side that gets it */
  compare(sent: JsonSchema, taken: JsonSchema): readonly Difference[];
}

export const at = (step: string, differences: readonly Difference[]): readonly Difference[] =>
  differences.map((difference) => ({ ...difference, path: step + difference.path }));

/**
 * A changed rule, old before new, whichever of them sends.
 *
 * @param sent the rule of the side that gives the value; undefined when it has none
 * @param taken the rule of the side that gets it
 */
export function changed(direction: Direction, rule: string, sent: unknown, taken: unknown): Difference {
  const [older, newer] = direction === 'input' ? [sent, taken] : [taken, sent];
  return { path: '', problem: `has another ${rule}: ${word(older)} before, ${word(newer)} now` };
}

/** Something that was accepted and no longer is, or that never came and now may. */
export function moved(direction: Direction, what: string): Difference {
  return { path: '', problem: direction === 'input' ? `no longer takes ${what}` : `may be ${what} now, and never was` };
}

export function incomparable(what: string): Difference {
  return { path: '', problem: `cannot be compared: ${what}`, undecided: true };
}

/** A shape in a few words. */
export function describeShape({ type, values, properties, opaque }: Shape): string {
  if (values) return listed([...values.keys()]);
  const named = [...properties.keys()];
  if (type === 'object' && named.length) return `an object with ${listed(named)}`;
  return type ?? (listed([...opaque.values()]) || 'anything');
}

export function listed(names: readonly string[]): string {
  return names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}

const word = (rule: unknown) => (rule === undefined ? 'none' : String(rule));
