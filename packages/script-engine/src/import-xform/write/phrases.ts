/** What a form leaves to the program that shows it, and a script has to say. */
const PHRASES = {
  first: { en: 'Is there one: {}?', de: 'Gibt es das: {}?', fr: 'Y en a-t-il : {} ?', es: '¿Hay alguno: {}?' },
  more: { en: 'Another one: {}?', de: 'Noch eins: {}?', fr: 'Encore un : {} ?', es: '¿Otro más: {}?' },
  whole: {
    en: 'Please enter a whole number.',
    de: 'Bitte geben Sie eine ganze Zahl ein.',
    fr: 'Veuillez saisir un nombre entier.',
    es: 'Introduzca un número entero.',
  },
  range: {
    en: 'Please enter a number from {}.',
    de: 'Bitte geben Sie eine Zahl von {} ein.',
    fr: 'Veuillez saisir un nombre de {}.',
    es: 'Introduzca un número de {}.',
  },
  ok: { en: 'OK', de: 'OK', fr: 'OK', es: 'OK' },
} as const;

/** The phrase in a language, with something put in; in English where the language is not known. */
export function phrase(name: keyof typeof PHRASES, language: string, inserted = ''): string {
  const texts: Readonly<Record<string, string>> = PHRASES[name];
  const text = texts[language.split('-')[0] ?? ''] ?? PHRASES[name].en;
  return text.replace('{}', () => inserted);
}
