import { LanguageErrors } from '../errors.js';
import { elementsOf, type XmlDocument, type XmlElement } from '../xml/xml-tree.js';
import { requirePlace } from './insert-element.js';
import { indentOf, lineEndOf } from './layout.js';
import { removal } from './remove-element.js';
import { fillSlot, slotIn } from './slot.js';
import type { TextChange } from './text-change.js';

const COMMENT_LINES_ABOVE = /(?:<!--(?:(?!-->)[^\r\n])*-->[ \t]*(?:\r\n|\r|\n)[ \t]*)+$/;

/**
 * Moves an element, as it is written, with the comments on the lines right above it.
 *
 * @param element - an element of the document, not its root
 * @param parent - where it goes: not into itself
 * @param index - how many other child elements stand before it then
 * @throws LanguageErrors.NotWritable for a place that is none
 */
export function moveElement(
  document: XmlDocument,
  element: XmlElement,
  parent: XmlElement,
  index: number,
): TextChange[] {
  const { text } = document.source;
  if (element === document.root || (parent.start >= element.start && parent.end <= element.end)) {
    const reason = element === document.root ? 'it is the root' : 'it cannot stand in itself';
    throw new LanguageErrors.NotWritable({ what: `<${element.name}>`, reason });
  }
  const siblings = elementsOf(parent);
  const others = siblings.filter((each) => each !== element);
  requirePlace(parent, index, others.length);
  if (others.length < siblings.length && siblings.indexOf(element) === index) return [];
  const start = startWithComments(text, element.start);
  const slot = slotIn(document, parent, others[index - 1], others[index]);
  return [
    fillSlot(slot, linesOf(text, start, element, slot.indent), lineEndOf(text)),
    removal(text, start, element.end),
  ];
}

function startWithComments(text: string, start: number): number {
  if (indentOf(text, start) === undefined) return start;
  const above = COMMENT_LINES_ABOVE.exec(text.slice(0, start))?.[0] ?? '';
  return indentOf(text, start - above.length) === undefined ? start : start - above.length;
}

/** The comments and the element; between the comments the new indentation, inside the element every byte as it was. */
function linesOf(text: string, start: number, element: XmlElement, indent: string | undefined): string[] {
  const comments = text.slice(start, element.start).match(/<!--(?:(?!-->)[^\r\n])*-->/g) ?? [];
  const whole = text.slice(element.start, element.end);
  return indent === undefined ? [comments.join('') + whole] : [...comments, whole];
}
