import { elementsOf, type XmlDocument, type XmlElement } from '../xml/xml-tree.js';

/** What stands in a document one behind another: an element, or something between elements, as it is written. */
export type Piece =
  | { readonly kind: 'element'; readonly element: XmlElement; readonly start: number }
  | { readonly kind: 'text' | 'cdata' | 'note' | 'declaration'; readonly raw: string; readonly start: number };

const BETWEEN = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE(?:"[^"]*"|'[^']*'|[^>"'])*>|[^<]+/g;

/** What stands in an element, also comments and processing instructions, which the tree leaves out; line ends are LF. */
export function piecesOf({ source }: XmlDocument, element: XmlElement): Piece[] {
  return piecesBetween(source.text, elementsOf(element), element.content);
}

/** What stands in a document: its root, and what is before and behind it. */
export function piecesOfDocument({ source, root }: XmlDocument): Piece[] {
  const start = source.text.startsWith('\uFEFF') ? 1 : 0;
  return piecesBetween(source.text, [root], { start, end: source.text.length });
}

function piecesBetween(
  text: string,
  elements: readonly XmlElement[],
  { start, end }: { readonly start: number; readonly end: number },
): Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  for (const element of elements) {
    pieces.push(...others(text, at, element.start), { kind: 'element', element, start: element.start });
    at = element.end;
  }
  return [...pieces, ...others(text, at, end)];
}

function others(text: string, from: number, to: number): Piece[] {
  return [...text.slice(from, to).matchAll(BETWEEN)].map(({ 0: found, index }) => ({
    kind: kindOf(found),
    raw: found.replace(/\r\n?/g, '\n'),
    start: from + index,
  }));
}

function kindOf(found: string): Exclude<Piece['kind'], 'element'> {
  if (found.startsWith('<![CDATA[')) return 'cdata';
  if (/^<(?:!DOCTYPE|\?xml\s)/.test(found)) return 'declaration';
  return found.startsWith('<') ? 'note' : 'text';
}
