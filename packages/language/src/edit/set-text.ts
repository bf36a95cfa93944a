import { LanguageErrors } from '../errors.js';
import { elementsOf, type XmlDocument, type XmlElement } from '../xml/xml-tree.js';
import { escapeText } from './escape.js';
import { isSelfClosing, lastInTag, lineEndOf } from './layout.js';
import { replaceSlice } from './replace-slice.js';
import type { TextChange } from './text-change.js';

/**
 * Gives an element another text. What both texts begin and end with stays as it is written, and so do comments.
 *
 * @param element - an element of the document that has no child elements
 * @throws LanguageErrors.NotWritable for an element with children, or a text that XML cannot hold
 */
export function setText({ source }: XmlDocument, element: XmlElement, value: string): TextChange[] {
  if (elementsOf(element).length > 0) {
    const reason = 'it has elements inside, which a text would replace';
    throw new LanguageErrors.NotWritable({ what: `the text of <${element.name}>`, reason });
  }
  const lineEnd = lineEndOf(source.text);
  const old = element.children.find((child) => child.kind === 'text');
  if (old !== undefined) {
    return replaceSlice(old.slice, value, (part, following) => {
      const written = escapeText(part, lineEnd);
      // What follows could make it the end of a CDATA section, which no text may hold.
      return /^[\]>]/.test(following) ? written.replace(/\]$/, '&#93;') : written;
    });
  }
  if (value === '') return [];
  const written = escapeText(value, lineEnd);
  if (isSelfClosing(source.text, element)) {
    return [{ start: lastInTag(element), end: element.end, text: `>${written}</${element.name}>` }];
  }
  return [{ start: element.content.start, end: element.content.start, text: written }];
}
