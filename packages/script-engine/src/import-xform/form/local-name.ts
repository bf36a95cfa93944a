import { elementsOf, type XmlAttribute, type XmlElement } from '@caruso/language';

/** A name without its prefix. Forms bind prefixes as they like, and no name means two things in them. */
export function localName({ name }: { readonly name: string }): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The child elements of some local names, or all. */
export function childrenOf(element: XmlElement, ...names: readonly string[]): XmlElement[] {
  return elementsOf(element).filter((child) => names.length === 0 || names.includes(localName(child)));
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return childrenOf(element, name)[0];
}

/** An attribute by its local name; one without a prefix goes first. */
export function attributeOf(element: XmlElement, name: string): XmlAttribute | undefined {
  const exact = element.attributes.get(name);
  return exact ?? [...element.attributes.values()].find((attribute) => localName(attribute) === name);
}
