import type { SourceSlice } from '../diagnostics/source-slice.js';
import type { SourceText } from '../diagnostics/source-text.js';

/** An attribute; `start` and `end` are raw offsets from its name to behind the closing quote. */
export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** The value with its place: `slice.start` is the offset behind the opening quote. */
  readonly slice: SourceSlice;
}

/** Character data between two tags, entities and CDATA decoded, comments dropped. */
export interface XmlText {
  readonly kind: 'text';
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly slice: SourceSlice;
}

/** An element; `start` and `end` are raw offsets from its `<` to behind its last `>`. */
export interface XmlElement {
  readonly kind: 'element';
  readonly name: string;
  readonly attributes: ReadonlyMap<string, XmlAttribute>;
  readonly children: readonly XmlNode[];
  readonly start: number;
  readonly end: number;
  /** From the `<` to behind the name: where a message about the element itself points. */
  readonly tag: { readonly start: number; readonly end: number };
  /** The raw content: empty (start = end) for `<br/>` and `<br></br>` only. */
  readonly content: { readonly start: number; readonly end: number };
}

export type XmlNode = XmlElement | XmlText;

/** A document that is well-formed, with the positions of everything in it. */
export interface XmlDocument {
  readonly source: SourceText;
  readonly root: XmlElement;
  readonly doctype?: { readonly name: string; readonly systemId: string };
}

/** The child elements in document order, optionally only those of some names. */
export function elementsOf(element: XmlElement, ...names: readonly string[]): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => child.kind === 'element' && (names.length === 0 || names.includes(child.name)),
  );
}

/** All text below an element, in document order. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (child.kind === 'text' ? child.value : textOf(child))).join('');
}
