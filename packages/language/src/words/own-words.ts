/** Whether a language is German, of whichever country: a tag such as `de` or `de-AT`. */
export function isGerman(language: string): boolean {
  return language.toLowerCase().split('-')[0] === 'de';
}

/** What the product says of its own accord, in a language: German for German ones, English for all others. */
export function ownWords<Words>(language: string, words: { readonly en: Words; readonly de: Words }): Words {
  return isGerman(language) ? words.de : words.en;
}
