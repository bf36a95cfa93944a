import { english } from './english.js';
import { german } from './german.js';

/** What the applications say around the wording of a script. */
export interface Wording {
  readonly locale: string;
  readonly yes: string;
  readonly no: string;
  readonly continue: string;
  readonly skip: string;
  readonly back: string;
  readonly confirm: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly postalCode: string;
  readonly city: string;
  readonly chooseSeveral: string;
  readonly answersSoFar: string;
  readonly alsoPossible: string;
  readonly services: string;
  readonly welcome: string;
  readonly start: string;
  readonly goOn: string;
  readonly openDialogs: string;
  readonly startedOn: string;
  readonly noServices: string;
  readonly logInForServices: string;
  readonly language: string;
  readonly logIn: string;
  readonly logOut: string;
  readonly loggedInAs: string;
  readonly toOverview: string;
  readonly giveUp: string;
  readonly handover: string;
}

const WORDINGS: ReadonlyMap<string, Wording> = new Map([
  ['en', english],
  ['de', german],
]);

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
