import type { CountryCode } from 'libphonenumber-js';
import type { Place } from '../documents/problems.js';

/** When two objects of a type are taken for the same. */
export interface DedupeRule {
  /** Attributes and links to one; all of them need a value in both objects. */
  readonly on: readonly string[];
  /** From which likeness on, above 0 and up to 1; without it, all have to be the same once they are normalised. */
  readonly fuzzy?: number;
  /** Words that stand for others, or for nothing: `str` for `strasse`. */
  readonly words: ReadonlyMap<string, string>;
  /** Where telephone numbers without a country belong. */
  readonly country?: CountryCode;
  /** Where the document names each of them. */
  readonly places: readonly Place[];
}
