import {
  applyChanges,
  elementsOf,
  readXml,
  removeAttribute,
  setAttribute,
  type TextChange,
  type XmlDocument,
  type XmlElement,
} from '@caruso/language';
import type { DraftDocument } from './modeler-contract.js';

/** An element of one of several documents. */
export interface FoundElement {
  readonly document: XmlDocument;
  readonly element: XmlElement;
}

/** The documents of a model while they are changed as text, one change after the other. */
export class EditedDocuments {
  readonly #texts: Map<string, string>;
  /** Those that have been read since they were changed last. */
  readonly #read = new Map<string, XmlDocument>();

  /** @throws LanguageErrors.InvalidDocument while something is looked for, when one cannot be read */
  constructor(documents: readonly DraftDocument[]) {
    this.#texts = new Map(documents.map(({ name, text }) => [name, text]));
  }

  /** The text of a document as it is now. */
  textOf(name: string): string | undefined {
    return this.#texts.get(name);
  }

  /** The elements of a path below the roots, from all documents: `find('mapping', 'map')`. */
  find(...path: readonly string[]): FoundElement[] {
    return [...this.#texts].flatMap(([file, text]) => {
      const document = this.#read.get(file) ?? readXml(text, file);
      this.#read.set(file, document);
      const at = (elements: readonly XmlElement[], [name, ...rest]: readonly string[]): readonly XmlElement[] =>
        name === undefined
          ? elements
          : at(
              elements.flatMap((each) => elementsOf(each, name)),
              rest,
            );
      return at([document.root], path).map((element) => ({ document, element }));
    });
  }

  change({ source }: XmlDocument, changes: readonly TextChange[]): void {
    this.#texts.set(source.file, applyChanges(source.text, changes));
    this.#read.delete(source.file);
  }

  /**
   * Sets attributes, and takes away those that are undefined.
   *
   * @param locate finds the element, again after each change
   */
  setAttributes(locate: () => FoundElement, attributes: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value] of Object.entries(attributes)) {
      const { document, element } = locate();
      this.change(
        document,
        value === undefined ? removeAttribute(document, element, name) : setAttribute(document, element, name, value),
      );
    }
  }
}

/** How many child elements stand up to the last one of some names, so that one more can be put behind it. */
export function behindLast(parent: XmlElement, ...names: readonly string[]): number {
  return elementsOf(parent).findLastIndex(({ name }) => names.includes(name)) + 1;
}

/** The value of an attribute; empty when it is not there. */
export const attributeOf = (element: XmlElement, attribute: string) => element.attributes.get(attribute)?.value ?? '';
