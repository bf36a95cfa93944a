import { ownWords } from '@caruso/language';

const ENGLISH = {
  yes: 'yes',
  no: 'no',
  atMost: 'at most',
  retry: 'This could not be carried out at the moment. Go on to try again.',
  uncertain: 'It is not certain whether this has been carried out. Go on to do it again.',
  silence: 'I did not get an answer.',
  mismatch: 'I did not understand that.',
  exhausted: 'I could not get an answer.',
  undoFailed: 'The last step could not be undone, so there is no way back at the moment.',
};

const GERMAN: Readonly<Record<keyof typeof ENGLISH, string>> = {
  yes: 'ja',
  no: 'nein',
  atMost: 'höchstens',
  retry: 'Das konnte gerade nicht ausgeführt werden. Gehen Sie weiter, um es noch einmal zu versuchen.',
  uncertain: 'Es ist nicht sicher, ob das ausgeführt worden ist. Gehen Sie weiter, um es noch einmal auszuführen.',
  silence: 'Ich habe keine Antwort bekommen.',
  mismatch: 'Das habe ich nicht verstanden.',
  exhausted: 'Ich konnte keine Antwort bekommen.',
  undoFailed: 'Der letzte Schritt konnte nicht rückgängig gemacht werden; darum führt im Augenblick kein Weg zurück.',
};

/** The engine's own words in a language: German for `de`, English for all others. */
export function phrases(language: string): Readonly<Record<keyof typeof ENGLISH, string>> {
  return ownWords<Readonly<Record<keyof typeof ENGLISH, string>>>(language, { en: ENGLISH, de: GERMAN });
}

/** The words for true and false. */
export function yesNo(language: string): { readonly yes: string; readonly no: string } {
  const { yes, no } = phrases(language);
  return { yes, no };
}
