import { LanguageErrors } from '../errors.js';
import type { XmlDocument, XmlElement } from '../xml/xml-tree.js';
import { indentOf } from './layout.js';
import type { TextChange } from './text-change.js';

/**
 * Takes an element away, with its lines when nothing else stands on them. Comments around it stay.
 *
 * @param element - an element of the document, not its root
 * @throws LanguageErrors.NotWritable for the root
 */
export function removeElement({ source, root }: XmlDocument, element: XmlElement): TextChange[] {
  if (element === root) throw new LanguageErrors.NotWritable({ what: `<${root.name}>`, reason: 'it is the root' });
  return [removal(source.text, element.start, element.end)];
}

/** Removes a part of a text, with the line end before it when its lines hold nothing else. */
export function removal(text: string, start: number, end: number): TextChange {
  const indent = indentOf(text, start);
  const behind = /^[ \t]*(?=[\r\n])/.exec(text.slice(end))?.[0];
  if (indent === undefined || behind === undefined) return { start, end, text: '' };
  const before = text.slice(0, start - indent.length);
  const lineEnd = /(?:\r\n|\r|\n)$/.exec(before)?.[0] ?? '';
  return { start: start - indent.length - lineEnd.length, end: end + behind.length, text: '' };
}
