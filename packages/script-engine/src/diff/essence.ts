import { elementsOf, type XmlElement } from '@caruso/language';
import { definitionOf, holdsWords, isInline } from '../vocabulary/element-kinds.js';
import { meaningOfAttribute, meaningOfText, type Renames } from './meaning.js';

/** The attribute that says what an item was called before. */
export const FORMER = 'was';

/** The attribute that says of which wording a translation was made; it changes nothing in what is said. */
const TRANSLATED = 'of';

/** How an element of one of the versions is looked at. */
export interface View {
  /** The language of the script. */
  readonly lang: string;
  /** New ids by the old ones. */
  readonly renames: Renames;
}

/** The elements inside, but for those that are parts of wording. */
export function childrenOf(element: XmlElement): XmlElement[] {
  return elementsOf(element).filter(({ name }) => !isInline(name));
}

/** All attributes that an element has or could have, and that mean something. */
export function attributesOf(element: XmlElement): ReadonlySet<string> {
  const names = [...Object.keys(definitionOf(element.name)?.attributes ?? {}), ...element.attributes.keys()];
  return new Set(names.filter((name) => name !== TRANSLATED));
}

/** Everything that an element says, with what is inside: two that mean the same have the same essence. */
export function essenceOf(element: XmlElement, view: View): string {
  const names = [...attributesOf(element)].filter((name) => name !== FORMER).sort();
  const attributes = names.map((name) => [name, meaningOfAttribute(element, name, view)?.key]);
  const words = holdsWords(element.name) ? meaningOfText(element, view.renames).key : '';
  return JSON.stringify([element.name, attributes, words, childrenOf(element).map((child) => essenceOf(child, view))]);
}

/** Attributes that tell one of several alike from the others; an expression never does. */
const TELLING = ['name', 'value', 'lang'];

/** How elements without an id are told to be the same, the surest way first. */
export const KEYS: readonly ((element: XmlElement, view: View) => string)[] = [
  essenceOf,
  (element, view) => toldBy(element, [...TELLING, 'on', 'to', 'when'], view),
  (element, view) => toldBy(element, [...TELLING, 'on', 'to'], view),
  (element, view) => toldBy(element, [...TELLING, 'when'], view),
  (element, view) => toldBy(element, TELLING, view),
];

function toldBy(element: XmlElement, names: readonly string[], view: View): string {
  const attributes = definitionOf(element.name)?.attributes ?? {};
  const telling = names.filter((name) => name === 'when' || attributes[name]?.type !== 'expression');
  return JSON.stringify([element.name, ...telling.map((name) => meaningOfAttribute(element, name, view)?.key ?? null)]);
}
