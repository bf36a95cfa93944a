import {
  applyChanges,
  type Diagnostic,
  Diagnostics,
  elementsOf,
  insertElement,
  readXml,
  setAttribute,
  setContent,
  type TextChange,
  type XmlDocument,
  type XmlElement,
} from '@caruso/language';
import type { ScriptFile } from '../check/script-library.js';
import { meaningOfText } from '../diff/meaning.js';
import { word } from '../model/read-attribute.js';
import { hashOfWording } from './hash-of-wording.js';
import { type TranslationUnit, translationUnits } from './translation-units.js';
import { fromXliff, type ReturnedWording } from './xliff-inline.js';

/** What came of a merge. */
export interface MergedTranslations {
  /** The text of the script with the translations in it. */
  readonly text: string;
  readonly added: number;
  readonly changed: number;
  /** How many stay as they are. */
  readonly unchanged: number;
  /** How many have no translation in the file, or one that still has to be looked at. */
  readonly open: number;
  /** What is wrong with the file: units that the script does not have any more, inserts that were lost. */
  readonly diagnostics: readonly Diagnostic[];
}

/** States of XLIFF 1.2 in which a translator has not finished. */
const OPEN: ReadonlySet<string> = new Set([
  'new',
  'needs-adaptation',
  'needs-l10n',
  'needs-review-adaptation',
  'needs-review-l10n',
  'needs-review-translation',
  'needs-translation',
]);

/**
 * Writes the translations of an XLIFF 1.2 document into a script, each with the hash of the wording it was made of. Only
 * what is translated otherwise is changed in the text; everything else stays to the letter.
 *
 * @throws LanguageErrors.InvalidDocument when one of the two is not well-formed XML
 */
export function mergeTranslations(script: ScriptFile, xliff: ScriptFile): MergedTranslations {
  return new Merge(readXml(script.text, script.file), readXml(xliff.text, xliff.file)).run();
}

class Merge {
  readonly #script: XmlDocument;
  readonly #xliff: XmlDocument;
  readonly #units: ReadonlyMap<string, TranslationUnit>;
  readonly #diagnostics: Diagnostics;
  readonly #changes: TextChange[] = [];
  readonly #counts = { added: 0, changed: 0, unchanged: 0, open: 0 };

  constructor(script: XmlDocument, xliff: XmlDocument) {
    this.#script = script;
    this.#xliff = xliff;
    this.#units = new Map(translationUnits(script).map((unit) => [unit.id, unit]));
    this.#diagnostics = new Diagnostics(xliff.source);
  }

  run(): MergedTranslations {
    const { root } = this.#xliff;
    if (root.name !== 'xliff')
      this.#diagnostics.error('wrong-root', `The root is <${root.name}>, <xliff> is expected`, root.tag);
    for (const file of elementsOf(root, 'file')) {
      const language = word(file, 'target-language');
      if (language === undefined)
        this.#diagnostics.error(
          'no-language',
          '<file> does not say into which language',
          file.tag,
          'target-language="de"',
        );
      else for (const unit of transUnits(file)) this.#merge(unit, language);
    }
    const { text } = this.#script.source;
    return { text: applyChanges(text, this.#changes), ...this.#counts, diagnostics: this.#diagnostics.all };
  }

  #merge(element: XmlElement, language: string): void {
    const [source] = elementsOf(element, 'source');
    const [target] = elementsOf(element, 'target');
    const id = word(element, 'id') ?? '';
    const unit = this.#units.get(id);
    if (unit === undefined) {
      this.#diagnostics.warning('unknown-unit', `The script has no wording '${id}' any more`, element.tag);
      return;
    }
    const state = target && word(target, 'state');
    const wording = source && target && fromXliff(target, source);
    if (!source || !target || !wording || wording.shown === '' || (state !== undefined && OPEN.has(state))) {
      this.#counts.open += 1;
      return;
    }
    const of = fromXliff(source, source);
    if (of.inserts.join() !== wording.inserts.join()) {
      const [has, had] = [wording.inserts.join(' '), of.inserts.join(' ')];
      this.#diagnostics.warning(
        'other-inserts',
        `'${id}' has other inserts than its source`,
        target.tag,
        `${has || 'none'} instead of ${had || 'none'}`,
      );
    }
    this.#write(unit, language, wording, hashOfWording(of.shown));
  }

  #write(unit: TranslationUnit, language: string, { shown, markup }: ReturnedWording, hash: string): void {
    const translation = unit.translations.get(language);
    if (translation === undefined) {
      this.#counts.added += 1;
      this.#changes.push(...this.#insert(unit, language, markup, hash));
      return;
    }
    const isSame = meaningOfText(translation, NO_RENAMES).shown === shown;
    const changes = [
      ...(isSame ? [] : setContent(this.#script, translation, markup)),
      ...setAttribute(this.#script, translation, 'of', hash),
    ];
    this.#counts[changes.length === 0 ? 'unchanged' : 'changed'] += 1;
    this.#changes.push(...changes);
  }

  /** Behind the wording it was made of; that of a title or of the words of a choice behind its likes. */
  #insert({ kind, parent, element }: TranslationUnit, language: string, markup: string, hash: string): TextChange[] {
    const children = elementsOf(parent);
    const isChild = element !== undefined && element !== parent;
    const likes = children.filter(({ name }) => name === kind);
    const last = isChild ? element : likes.at(-1);
    const isAtEnd = last === undefined && element === parent;
    const index = isAtEnd ? children.length : last === undefined ? 0 : children.indexOf(last) + 1;
    const same = (name: string) => (isChild ? element.attributes.get(name)?.value : undefined);
    const attributes = { lang: language, on: same('on'), when: same('when'), of: hash };
    return insertElement(this.#script, parent, index, { name: kind, attributes, markup });
  }
}

const NO_RENAMES: ReadonlyMap<string, string> = new Map();

/** The units of a file, also of groups. */
function transUnits(element: XmlElement): readonly XmlElement[] {
  return elementsOf(element).flatMap((child) => (child.name === 'trans-unit' ? [child] : transUnits(child)));
}
