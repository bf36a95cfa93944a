import { elementsOf, type XmlElement } from '@caruso/language';
import type { FormNode } from './form.js';
import { attributeOf, localName } from './local-name.js';

/** Makes the nodes of a form from its data: elements of one path are one node, whichever instance they are of. */
export function buildNodes(
  data: XmlElement,
  repeats: ReadonlyMap<string, NonNullable<FormNode['repeat']>>,
): { readonly root: FormNode; readonly nodes: ReadonlyMap<string, FormNode> } {
  const nodes = new Map<string, FormNode>();
  const add = (element: XmlElement, parent: FormNode | undefined): FormNode => {
    const name = localName(element);
    const path = `${parent?.path ?? ''}/${name}`;
    let node = nodes.get(path);
    if (!node) {
      const repeat = repeats.get(path);
      node = { name, path, parent, children: [], element, bind: undefined, preset: undefined, repeat };
      nodes.set(path, node);
      parent?.children.push(node);
    }
    for (const child of elementsOf(element)) add(child, node);
    return node;
  };
  return { root: add(data, undefined), nodes };
}

/** The repeats around a node, the outermost first; its own is among them when it is one. */
export function repeatsAround(node: FormNode | undefined): FormNode[] {
  if (!node) return [];
  return [...repeatsAround(node.parent), ...(node.repeat ? [node] : [])];
}

/** The element of a node in given instances of the repeats around (counted from 0), without templates. */
export function elementIn(
  data: XmlElement,
  node: FormNode,
  rounds: ReadonlyMap<FormNode, number>,
): XmlElement | undefined {
  if (!node.parent) return data;
  const around = elementIn(data, node.parent, rounds);
  return around && instancesIn(around, node)[node.repeat ? (rounds.get(node) ?? 0) : 0];
}

/** The instances of a node inside an element, without templates. */
export function instancesIn(around: XmlElement, { name, repeat }: FormNode): readonly XmlElement[] {
  return elementsOf(around).filter((child) => localName(child) === name && !(repeat && isTemplate(child)));
}

/** The element of a node in the template of the innermost repeat around it that has one. */
export function elementInTemplate(data: XmlElement, node: FormNode): XmlElement | undefined {
  if (!node.parent) return data;
  const around = elementInTemplate(data, node.parent);
  const children = around ? elementsOf(around).filter((child) => localName(child) === node.name) : [];
  return node.repeat ? children.find(isTemplate) : children[0];
}

function isTemplate(element: XmlElement): boolean {
  return attributeOf(element, 'template') !== undefined;
}
