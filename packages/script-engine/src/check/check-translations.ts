import type { Diagnostics, XmlDocument } from '@caruso/language';
import { word } from '../model/read-attribute.js';
import { hashOfWording } from '../translate/hash-of-wording.js';
import { translationUnits } from '../translate/translation-units.js';

/** Warns of translations that say of which wording they were made, when that has changed since. */
export function checkTranslations(document: XmlDocument, diagnostics: Diagnostics): void {
  for (const { shown, translations } of translationUnits(document)) {
    for (const [language, translation] of translations) {
      const of = word(translation, 'of');
      const hash = hashOfWording(shown);
      if (of === undefined || of === hash) continue;
      const message = `The wording has changed since it was translated into '${language}'`;
      const hint = `translate it anew, and say of="${hash}"`;
      diagnostics.warning('outdated-translation', message, translation.tag, hint);
    }
  }
}
