import { elementsOf, type XmlDocument, type XmlElement } from '@caruso/language';
import { nameOfElement } from '../diff/element-words.js';
import { meaningOfAttribute, meaningOfText } from '../diff/meaning.js';
import { word } from '../model/read-attribute.js';
import { definitionOf, holdsWords } from '../vocabulary/element-kinds.js';

/** A wording in the language of the script, and what was made of it in other languages. */
export interface TranslationUnit {
  /** The same in every version, as long as the item keeps its id: `reason/option=move/text`. */
  readonly id: string;
  /** `text`, `hint`, `title`. */
  readonly kind: string;
  /** The element in which it stands. */
  readonly parent: XmlElement;
  /** The element whose words they are: one of its kind, or the parent itself; undefined for a title in an attribute. */
  readonly element: XmlElement | undefined;
  /** The wording without layout: `Good day <b>{customer.name}</b>`. */
  readonly shown: string;
  /** Its translations by language. */
  readonly translations: ReadonlyMap<string, XmlElement>;
  /** What it is, for a translator. */
  readonly note: string;
}

type Source = Pick<TranslationUnit, 'element' | 'shown'>;

const NO_RENAMES: ReadonlyMap<string, string> = new Map();
/** Which attribute tells an element without an id from its likes. */
const TELLING = ['value', 'name', 'on'];

/** Every wording of a script, in document order. */
export function translationUnits({ root }: XmlDocument): readonly TranslationUnit[] {
  return new UnitReader(root).read();
}

class UnitReader {
  readonly #root: XmlElement;
  readonly #lang: string;
  readonly #units: TranslationUnit[] = [];
  readonly #ids = new Map<string, number>();

  constructor(root: XmlElement) {
    this.#root = root;
    this.#lang = word(root, 'lang') ?? 'en';
  }

  read(): readonly TranslationUnit[] {
    this.#visit(this.#root, [], '');
    return this.#units;
  }

  #visit(element: XmlElement, around: readonly XmlElement[], path: string): void {
    for (const kind of kindsIn(element)) {
      const others = new Set(elementsOf(element, kind).filter((each) => this.#langOf(each) !== this.#lang));
      const sources = this.#sourcesIn(element, kind);
      for (const source of sources) {
        const place = source.element?.name === kind ? placeOf(source.element) : '';
        const translations = this.#translationsOf(source, kind, others, sources.length === 1);
        const note = `The ${kind} of ${nameOfElement(element, around, this.#lang)}${place.replace('@', ' on ')}`;
        this.#units.push({
          ...source,
          id: this.#idOf(`${path}${kind}${place}`),
          kind,
          parent: element,
          translations,
          note,
        });
      }
    }
    for (const child of elementsOf(element)) this.#visit(child, [element, ...around], this.#pathTo(child, path));
  }

  /** The wordings of a kind in the language of the script. */
  #sourcesIn(parent: XmlElement, kind: string): readonly Source[] {
    const own = elementsOf(parent, kind).filter((each) => this.#langOf(each) === this.#lang);
    const texts = own.map((element) => ({ element, shown: meaningOfText(element, NO_RENAMES).shown }));
    const attribute = parent.attributes.get(kind)?.value.trim().replace(/\s+/g, ' ');
    const inAttribute = attribute === undefined ? [] : [{ element: undefined, shown: attribute }];
    const words = kind === 'text' && holdsWords(parent.name) ? meaningOfText(parent, NO_RENAMES).shown : '';
    const inParent = words === '' ? [] : [{ element: parent, shown: words }];
    return [...inAttribute, ...inParent, ...texts].filter(({ shown }) => shown !== '');
  }

  /** Takes the translations of a wording out of those that belong to none yet. */
  #translationsOf({ element }: Source, kind: string, others: Set<XmlElement>, isOnly: boolean) {
    const key = this.#keyOf(element?.name === kind ? element : undefined);
    const fits = (other: XmlElement) => this.#keyOf(other) === key;
    const found = new Map<string, XmlElement>();
    // Of several in one language, the one for the same channels is the translation.
    for (const other of [...[...others].filter(fits), ...(isOnly ? others : [])]) {
      const lang = this.#langOf(other);
      if (found.has(lang)) continue;
      found.set(lang, other);
      others.delete(other);
    }
    return found;
  }

  /** Wordings with the same key are shown on the same channels, under the same condition. */
  #keyOf(element: XmlElement | undefined): string {
    const view = { lang: this.#lang, renames: NO_RENAMES };
    const read = (name: string) => element && meaningOfAttribute(element, name, view)?.key;
    return JSON.stringify([read('on') ?? null, read('when') ?? null]);
  }

  #langOf(element: XmlElement): string {
    return word(element, 'lang') ?? this.#lang;
  }

  #idOf(id: string): string {
    const count = (this.#ids.get(id) ?? 0) + 1;
    this.#ids.set(id, count);
    return count === 1 ? id : `${id}#${count}`;
  }

  #pathTo(child: XmlElement, path: string): string {
    const id = word(child, 'id');
    if (id !== undefined) return `${id}/`;
    const told = TELLING.map((name) => word(child, name)).find((value) => value !== undefined);
    return this.#idOf(`${path}${child.name}${told === undefined ? '' : `=${told}`}`).concat('/');
  }
}

/** The kinds of wording that can stand in an element: those that have a language. */
function kindsIn({ name }: XmlElement): readonly string[] {
  const content = definitionOf(name)?.content;
  if (content === undefined || content.kind === 'empty') return [];
  const names = content.kind === 'sequence' ? content.of.map((part) => part.name) : content.of;
  return names.filter((kind) => holdsWords(kind) && definitionOf(kind)?.attributes?.lang !== undefined);
}

function placeOf(element: XmlElement): string {
  const on = word(element, 'on');
  return on === undefined ? '' : `@${on.split(/\s+/).sort().join('+')}`;
}
