import { readXml } from '@caruso/language';
import type { ScriptFile } from '../check/script-library.js';
import { ScriptErrors } from '../errors.js';
import { word, words } from '../model/read-attribute.js';
import { hashOfWording } from './hash-of-wording.js';
import { type TranslationUnit, translationUnits } from './translation-units.js';
import { plainToXliff, toXliff } from './xliff-inline.js';

/** How a translation stands: there is none, it was made of another wording, or it is in order. */
type TranslationState = 'new' | 'needs-review-translation' | 'translated';

/** What was extracted. */
export interface ExtractedTranslations {
  /** A document of XLIFF 1.2. */
  readonly xliff: string;
  readonly units: number;
  /** Those that have no translation, and those whose translation was made of another wording. */
  readonly missing: number;
  readonly outdated: number;
}

/**
 * Writes all wordings of a script with their translations as XLIFF 1.2, which tools of translators read.
 *
 * @param language - one of the languages of the script, other than its own
 * @throws LanguageErrors.InvalidDocument when it is not well-formed XML; ScriptErrors.UnknownLanguage
 */
export function extractTranslations({ file, text }: ScriptFile, language: string): ExtractedTranslations {
  const document = readXml(text, file);
  const { root } = document;
  const own = word(root, 'lang') ?? 'en';
  const others = words(root, 'languages').filter((each) => each !== own);
  if (!others.includes(language))
    throw new ScriptErrors.NotTranslated({ script: word(root, 'id') ?? file, language, languages: others });
  const units = translationUnits(document);
  const states = units.map((unit) => stateOf(unit, language));
  const name = file.split(/[\\/]/).at(-1) ?? file;
  const xliff = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">',
    `  <file original="${attribute(name)}" source-language="${attribute(own)}" target-language="${attribute(language)}" datatype="xml">`,
    '    <body>',
    ...units.flatMap((unit, index) => linesOf(unit, language, states[index] ?? 'new')),
    '    </body>',
    '  </file>',
    '</xliff>',
    '',
  ].join('\n');
  const count = (state: TranslationState) => states.filter((each) => each === state).length;
  return { xliff, units: units.length, missing: count('new'), outdated: count('needs-review-translation') };
}

/** A translation that does not say of which wording it was made counts as in order. */
function stateOf({ shown, translations }: TranslationUnit, language: string): TranslationState {
  const translation = translations.get(language);
  if (translation === undefined) return 'new';
  const of = word(translation, 'of');
  return of === undefined || of === hashOfWording(shown) ? 'translated' : 'needs-review-translation';
}

function linesOf(unit: TranslationUnit, language: string, state: TranslationState): readonly string[] {
  const { id, element, shown, translations, note } = unit;
  const source = element === undefined ? plainToXliff(shown) : toXliff(element);
  const translation = translations.get(language);
  const target = translation === undefined ? '' : toXliff(translation);
  return [
    `      <trans-unit id="${attribute(id)}">`,
    `        <source>${source}</source>`,
    `        <target state="${state}">${target}</target>`,
    `        <note>${attribute(note)}</note>`,
    '      </trans-unit>',
  ];
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
