import { elementsOf, readAttribute, type SourceSlice, type SourceText, type XmlElement } from '@caruso/language';
import type { Place, Problems } from './problems.js';
import { modelVocabulary } from './vocabulary.js';

/** What replaces parts of an element, from another element or another file. */
interface Changes {
  /** Attributes by name; each keeps its own place. */
  readonly attributes?: XmlElement['attributes'];
  readonly children?: readonly DocumentElement[];
  /** The names of lists that are put together from several places. */
  readonly names?: ReadonlyMap<string, readonly SourceSlice[]>;
  readonly refines?: DocumentElement;
}

/** An element of a model document together with the file it stands in; parts of it may come from other files. */
export class DocumentElement {
  readonly #element: XmlElement;
  readonly #source: SourceText;
  readonly #changes: Changes;

  constructor(element: XmlElement, source: SourceText, changes: Changes = {}) {
    this.#element = element;
    this.#source = source;
    this.#changes = changes;
  }

  get name(): string {
    return this.#element.name;
  }

  /** Where a message about the element itself points. */
  get place(): Place {
    return { source: this.#source, ...this.#element.tag };
  }

  /** All of it, from its first to its last character. */
  get extent(): Place {
    return { source: this.#source, start: this.#element.start, end: this.#element.end };
  }

  children(...names: readonly string[]): DocumentElement[] {
    const { children } = this.#changes;
    if (children !== undefined) {
      return children.filter(({ name }) => names.length === 0 || names.includes(name));
    }
    return elementsOf(this.#element, ...names).map((child) => new DocumentElement(child, this.#source));
  }

  /** The value as the vocabulary understands it, with its preset; empty for a missing one, which is reported elsewhere. */
  text(attribute: string): string {
    return this.optional(attribute) ?? '';
  }

  optional(attribute: string): string | undefined {
    return readAttribute(modelVocabulary, { ...this.#element, attributes: this.#attributes }, attribute);
  }

  /** The value in the element's own document, whatever lies over it. */
  original(attribute: string): string | undefined {
    return readAttribute(modelVocabulary, this.#element, attribute);
  }

  flag(attribute: string): boolean {
    return this.text(attribute) === 'true';
  }

  /** The value with its place. */
  slice(attribute: string): SourceSlice | undefined {
    return this.#attributes.get(attribute)?.slice;
  }

  /** The values with their places: this one, and behind it those of what it refines. */
  slices(attribute: string): readonly SourceSlice[] {
    const own = this.slice(attribute);
    const below = this.#changes.refines?.slices(attribute) ?? [];
    return own === undefined || below.includes(own) ? below : [own, ...below];
  }

  /** Where a message about an attribute's value points. */
  at(attribute: string): Place {
    return this.slice(attribute) ?? this.place;
  }

  /** The names of a list, each with its place. */
  names(attribute: string): readonly SourceSlice[] {
    const changed = this.#changes.names?.get(attribute);
    if (changed !== undefined) return changed;
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

  /** The same element with some attributes of another one in addition, or instead of its own. */
  refinedBy(other: DocumentElement, attributes: readonly string[]): DocumentElement {
    const taken = attributes.flatMap((name) => {
      const attribute = other.#attributes.get(name);
      return attribute === undefined ? [] : [[name, attribute] as const];
    });
    return this.#changed({ attributes: new Map([...this.#attributes, ...taken]), refines: this });
  }

  withChildren(children: readonly DocumentElement[]): DocumentElement {
    return this.#changed({ children });
  }

  /** The same element with another value of an attribute, which stands elsewhere. */
  withValue(attribute: string, slice: SourceSlice): DocumentElement {
    const { start, end, value } = slice;
    const changed = new Map(this.#attributes).set(attribute, { name: attribute, value, start, end, slice });
    const names = new Map(this.#changes.names);
    names.delete(attribute);
    return this.#changed({ attributes: changed, names });
  }

  withNames(attribute: string, slices: readonly SourceSlice[]): DocumentElement {
    return this.#changed({ names: new Map(this.#changes.names).set(attribute, slices) });
  }

  get #attributes(): XmlElement['attributes'] {
    return this.#changes.attributes ?? this.#element.attributes;
  }

  #changed(changes: Changes): DocumentElement {
    return new DocumentElement(this.#element, this.#source, { ...this.#changes, ...changes });
  }
}
