import type { XmlDocument, XmlElement } from '../xml/xml-tree.js';
import { isSelfClosing, lastInTag } from './layout.js';
import type { TextChange } from './text-change.js';

const COMMENT = /<!--[\s\S]*?-->/g;

/**
 * Gives an element other content, as it is written: text with elements in it. Comments that stand in it are kept behind it.
 *
 * @param element - an element of the document
 * @param markup - well-formed content, with entities where they are needed
 */
export function setContent({ source }: XmlDocument, element: XmlElement, markup: string): TextChange[] {
  const { content, end, name } = element;
  if (isSelfClosing(source.text, element)) return [{ start: lastInTag(element), end, text: `>${markup}</${name}>` }];
  const old = source.text.slice(content.start, content.end);
  const comments = old.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '').match(COMMENT) ?? [];
  const text = markup + comments.join('');
  return text === old ? [] : [{ ...content, text }];
}
