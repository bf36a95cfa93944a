import { LanguageErrors } from '../errors.js';
import { isXmlName } from '../vocabulary/name-token.js';
import type { XmlDocument, XmlElement } from '../xml/xml-tree.js';
import { escapeAttribute } from './escape.js';
import { lastInTag } from './layout.js';
import { replaceSlice } from './replace-slice.js';
import type { TextChange } from './text-change.js';

/**
 * Gives an attribute a value: in its place and its quotes when it is there, otherwise behind the last one, on a line of its
 * own where that one has one.
 *
 * @param element - an element of the document
 * @throws LanguageErrors.NotWritable for a name or a value that XML cannot hold
 */
export function setAttribute({ source }: XmlDocument, element: XmlElement, name: string, value: string): TextChange[] {
  if (!isXmlName(name)) throw new LanguageErrors.NotWritable({ what: `"${name}"`, reason: 'it is no name of XML' });
  const { text } = source;
  const attribute = element.attributes.get(name);
  if (attribute !== undefined) {
    const quote = text[attribute.slice.end] ?? '"';
    return replaceSlice(attribute.slice, value, (part) => escapeAttribute(part, quote));
  }
  const at = lastInTag(element);
  const last = [...element.attributes.values()].find(({ end }) => end === at);
  const quote = last === undefined ? '"' : (text[at - 1] ?? '"');
  const gap = last === undefined ? ' ' : (/\s+$/.exec(text.slice(element.start, last.start))?.[0] ?? ' ');
  const before = /[\r\n]/.test(gap) ? gap : ' ';
  return [{ start: at, end: at, text: `${before}${name}=${quote}${escapeAttribute(value, quote)}${quote}` }];
}

/** Takes an attribute away, with the white space before it; nothing when it is not there. */
export function removeAttribute({ source }: XmlDocument, element: XmlElement, name: string): TextChange[] {
  const attribute = element.attributes.get(name);
  if (attribute === undefined) return [];
  const before = /\s*$/.exec(source.text.slice(element.start, attribute.start))?.[0] ?? '';
  return [{ start: attribute.start - before.length, end: attribute.end, text: '' }];
}
