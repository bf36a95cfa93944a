import { LanguageErrors } from '../errors.js';
import { elementsOf, type XmlDocument, type XmlElement } from '../xml/xml-tree.js';
import { indentStep, lineEndOf } from './layout.js';
import { type NewElement, writeElement } from './new-element.js';
import { fillSlot, slotIn } from './slot.js';
import type { TextChange } from './text-change.js';

/**
 * Puts an element among the children of another one, laid out as they are: on lines of its own where they have lines of
 * their own, otherwise in their line.
 *
 * @param parent - an element of the document
 * @param index - how many child elements stand before it
 * @throws LanguageErrors.NotWritable for a name or a value that XML cannot hold, or a place that is none
 *
 * @example
 * ```ts
 * const changes = insertElement(document, map, 0, { name: 'col', attributes: { attr: 'city', column: 'ORT' } });
 * applyChanges(document.source.text, changes);
 * ```
 */
export function insertElement(
  document: XmlDocument,
  parent: XmlElement,
  index: number,
  element: NewElement,
): TextChange[] {
  const children = elementsOf(parent);
  requirePlace(parent, index, children.length);
  const lineEnd = lineEndOf(document.source.text);
  const slot = slotIn(document, parent, children[index - 1], children[index]);
  return [fillSlot(slot, writeElement(element, indentStep(document), lineEnd), lineEnd)];
}

/** @throws LanguageErrors.NotWritable for a place that is none */
export function requirePlace({ name }: XmlElement, index: number, most: number): void {
  if (Number.isInteger(index) && index >= 0 && index <= most) return;
  const reason = `it is to stand behind ${index} others, and <${name}> has ${most}`;
  throw new LanguageErrors.NotWritable({ what: 'an element', reason });
}
