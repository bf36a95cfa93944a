import { elementsOf, readXml, type XmlDocument, type XmlElement } from '@caruso/language';
import type { ScriptFile } from '../check/script-library.js';
import { attributeOfType } from '../vocabulary/element-kinds.js';
import { scriptVocabulary } from '../vocabulary/script-vocabulary.js';
import { nameOfElement } from './element-words.js';
import type { ChangePlace } from './script-change.js';

/** One of the two versions of a script that are compared. */
export class Version {
  readonly root: XmlElement;
  readonly lang: string;
  /** The elements that have an id; the first, where several have the same. */
  readonly byId = new Map<string, XmlElement>();
  readonly #document: XmlDocument;
  readonly #parents = new Map<XmlElement, XmlElement>();

  /** @throws LanguageErrors.InvalidDocument when it is not well-formed XML, or no script */
  constructor({ text, file }: ScriptFile) {
    this.#document = readXml(text, file);
    this.root = this.#document.root;
    this.lang = this.root.attributes.get('lang')?.value.trim() ?? '';
    this.#index(this.root);
  }

  /** The id by which an element can be found; the root needs none. */
  idOf(element: XmlElement): string | undefined {
    const attribute = element === this.root ? undefined : attributeOfType(element.name, 'id');
    const id = attribute && element.attributes.get(attribute)?.value.trim();
    return id !== undefined && this.byId.get(id) === element ? id : undefined;
  }

  parentOf(element: XmlElement): XmlElement | undefined {
    return this.#parents.get(element);
  }

  /** What an element is called in a sentence. */
  nameOf(element: XmlElement): string {
    return nameOfElement(element, this.#around(element), this.lang);
  }

  /** The id of an element, or of the nearest one around it that has one. */
  itemOf(element: XmlElement = this.root): string {
    const found = [element, ...this.#around(element)].find((each) => this.idOf(each) !== undefined);
    return (found && this.idOf(found)) ?? this.root.attributes.get('id')?.value.trim() ?? '';
  }

  placeOf(element: XmlElement): ChangePlace {
    const { source } = this.#document;
    const { line, column } = source.positionOf(element.start);
    return { file: source.file, line, column };
  }

  #around(element: XmlElement): XmlElement[] {
    const parent = this.#parents.get(element);
    return parent === undefined ? [] : [parent, ...this.#around(parent)];
  }

  #index(element: XmlElement): void {
    const attribute = attributeOfType(element.name, 'id');
    const id = attribute && element.attributes.get(attribute)?.value.trim();
    if (id !== undefined && element.name !== scriptVocabulary.root && !this.byId.has(id)) this.byId.set(id, element);
    for (const child of elementsOf(element)) {
      this.#parents.set(child, element);
      this.#index(child);
    }
  }
}
