import { elementsOf, type XmlDocument, type XmlElement } from '@caruso/language';
import { ScriptErrors } from '../errors.js';
import type { ElementPath } from './studio-contract.js';

/** @throws ScriptErrors.NoElement for a path that leads to none */
export function elementAt({ root, source }: XmlDocument, path: ElementPath): XmlElement {
  let element: XmlElement | undefined = root;
  for (const index of path) element = element && elementsOf(element)[index];
  if (element === undefined) throw new ScriptErrors.NoElement({ file: source.file, path: path.join('/') });
  return element;
}

/** All elements by where their tags begin, with the paths to them. */
export function pathsOf({ root }: XmlDocument): ReadonlyMap<number, { path: ElementPath; element: XmlElement }> {
  const found = new Map<number, { path: ElementPath; element: XmlElement }>();
  const visit = (element: XmlElement, path: ElementPath): void => {
    found.set(element.start, { path, element });
    for (const [at, child] of elementsOf(element).entries()) visit(child, [...path, at]);
  };
  visit(root, []);
  return found;
}
