import { english } from './english.js';
import { german } from './german.js';
import type { Wording } from './wording.js';

const WORDINGS: ReadonlyMap<string, Wording> = new Map([
  ['en', english],
  ['de', german],
]);

/** The languages that have a wording. */
export const LANGUAGES: readonly string[] = [...WORDINGS.keys()];

/** The wording for a language tag such as `de-AT`; English for languages that have none. */
export function wordingOf(language: string): Wording {
  return WORDINGS.get(language.toLowerCase().split('-')[0] ?? '') ?? english;
}

/** The first language a visitor wants that has a wording. */
export function preferredLanguage(wanted: readonly string[]): string {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0] ?? '';
    if (WORDINGS.has(language)) return language;
  }
  return 'en';
}
