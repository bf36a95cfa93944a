import { ownWords } from '@caruso/language';

/** What the telephone says of its own accord, with `{…}` for what is put in. */
const ENGLISH = {
  option: 'For {label}, press {key}.',
  yesno: 'For yes press 1, for no press 2.',
  choices: 'Press the keys of all that apply, then {finish}.',
  keyed: 'Please key it in, then press {finish}.',
  keyedFixed: 'Please key in {count} digits.',
  decimals: 'For the decimal point press star.',
  date: 'Please key in day, month and year with eight digits.',
  time: 'Please key in hours and minutes with four digits.',
  skip: 'To leave it out, press {finish}.',
  again: 'To try again, press 1.',
  hash: 'the hash key',
  star: 'the star key',
};

export type VoiceWords = typeof ENGLISH;

const GERMAN: VoiceWords = {
  option: 'Für {label} drücken Sie {key}.',
  yesno: 'Für Ja drücken Sie 1, für Nein drücken Sie 2.',
  choices: 'Drücken Sie die Tasten aller Antworten, die zutreffen, und dann {finish}.',
  keyed: 'Bitte geben Sie es über die Tasten ein und drücken Sie dann {finish}.',
  keyedFixed: 'Bitte geben Sie {count} Ziffern ein.',
  decimals: 'Für das Komma drücken Sie Stern.',
  date: 'Bitte geben Sie Tag, Monat und Jahr mit acht Ziffern ein.',
  time: 'Bitte geben Sie Stunde und Minute mit vier Ziffern ein.',
  skip: 'Zum Auslassen drücken Sie {finish}.',
  again: 'Um es noch einmal zu versuchen, drücken Sie 1.',
  hash: 'die Raute-Taste',
  star: 'die Stern-Taste',
};

/** The telephone's own words: German for `de`, English for all other languages. */
export function voiceWords(language: string): VoiceWords {
  return ownWords(language, { en: ENGLISH, de: GERMAN });
}

/** A key as it is called. */
export function keyName(key: string, words: VoiceWords): string {
  if (key === '#') return words.hash;
  return key === '*' ? words.star : key;
}
