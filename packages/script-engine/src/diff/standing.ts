import type { XmlElement } from '@caruso/language';
import { nameInside } from './element-words.js';
import { childrenOf } from './essence.js';
import type { Version } from './version.js';

/** Children whose order says nothing. */
const UNORDERED: ReadonlySet<string> = new Set(['with', 'title', 'input']);

/** Among which of its siblings the order of an element counts: steps of the dialog among all steps, others among their likes. */
export function rowOf(version: Version, element: XmlElement): string | undefined {
  if (UNORDERED.has(element.name)) return undefined;
  const isStep = version.idOf(element) !== undefined || element.name === 'let' || element.name === 'go';
  return isStep ? 'steps' : element.name;
}

/** Where an element stands: `behind question 'a' in section 'b'`, `first`. */
export function standing(version: Version, element: XmlElement): string {
  const parent = version.parentOf(element);
  if (parent === undefined) return 'at the top';
  const row = rowOf(version, element);
  const others = childrenOf(parent).filter((each) => rowOf(version, each) === row);
  const previous = others[others.indexOf(element) - 1];
  const where = parent === version.root ? '' : ` in ${version.nameOf(parent)}`;
  if (previous === undefined) return `first${where}`;
  return `behind ${nameInside(previous, parent, version.lang)}${where}`;
}
