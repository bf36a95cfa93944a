import { elementsOf, readAttribute, type SourceSlice, type SourceText, type XmlElement } from '@caruso/language';
import type { Place, Problems } from './problems.js';
import { modelVocabulary } from './vocabulary.js';

/** An element of a model document together with the file it stands in. */
export class DocumentElement {
  readonly #element: XmlElement;
  readonly #source: SourceText;

  constructor(element: XmlElement, source: SourceText) {
    this.#element = element;
    this.#source = source;
  }

  get name(): string {
    return this.#element.name;
  }

  /** Where a message about the element itself points. */
  get place(): Place {
    return { source: this.#source, ...this.#element.tag };
  }

  children(...names: readonly string[]): DocumentElement[] {
    return elementsOf(this.#element, ...names).map((child) => new DocumentElement(child, this.#source));
  }

  /** The value as the vocabulary understands it, with its preset; empty for a missing one, which is reported elsewhere. */
  text(attribute: string): string {
    return this.optional(attribute) ?? '';
  }

  optional(attribute: string): string | undefined {
    return readAttribute(modelVocabulary, this.#element, attribute);
  }

  flag(attribute: string): boolean {
    return this.text(attribute) === 'true';
  }

  /** The value with its place. */
  slice(attribute: string): SourceSlice | undefined {
    return this.#element.attributes.get(attribute)?.slice;
  }

  /** Where a message about an attribute's value points. */
  at(attribute: string): Place {
    return this.slice(attribute) ?? this.place;
  }

  /** The names of a list, each with its place. */
  names(attribute: string): SourceSlice[] {
    const slice = this.slice(attribute);
    if (slice === undefined) return [];
    return [...slice.value.matchAll(/[^\s]+/g)].map(({ index, 0: name }) => slice.part(index, index + name.length));
  }

  /** A positive (or, with `from` 0, not negative) whole number; anything else is reported. */
  count(attribute: string, from: 0 | 1, problems: Problems): number | undefined {
    const text = this.optional(attribute)?.trim();
    if (text === undefined) return undefined;
    const count = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (count >= from) return count;
    problems.error('bad-value', `'${text}' is not a whole number from ${from} on`, this.at(attribute));
    return undefined;
  }
}
