import { indentOf, lineEndOf } from '../edit/layout.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { XmlDocument, XmlElement } from '../xml/xml-tree.js';
import { type Piece, piecesOf, piecesOfDocument } from './pieces.js';
import { writeValue } from './write-value.js';

const STEP = '  ';
const WIDEST = 140;
/** Line breaks with the blanks around them; what stands in braces is an expression and is passed over. */
const BREAKS = /\{[^{}]*\}|[ \t]*\n[ \t\n]*/g;

/**
 * Writes a document in the one layout that all documents have: two blanks a step, each element on a line of its own (or
 * several in the line of their parent, where they were written so and fit), attributes on one line or each on its own,
 * at most one blank line in a row. Comments, the order of attributes and the words of texts stay; the line ends are those
 * of the first line. Formatted once more it does not change.
 *
 * In the texts of a vocabulary a line break is a blank, so their lines are moved to where they belong.
 *
 * @param document - one that is well-formed; it need not be valid
 * @returns the whole text, which ends with a line end
 *
 * @example
 * ```ts
 * formatXml(readXml('<a   x=\'1\'>\n\n<b></b><!-- so --></a>', 'a.xml'), vocabulary);
 * // <a x="1">
 * //   <b/> <!-- so -->
 * // </a>
 * ```
 */
export function formatXml(document: XmlDocument, vocabulary: Vocabulary): string {
  const text = new XmlWriter(document, vocabulary).write();
  return text.replaceAll('\n', lineEndOf(document.source.text));
}

class XmlWriter {
  readonly #document: XmlDocument;
  readonly #vocabulary: Vocabulary;

  constructor(document: XmlDocument, vocabulary: Vocabulary) {
    this.#document = document;
    this.#vocabulary = vocabulary;
  }

  write(): string {
    return `${this.#lines(piecesOfDocument(this.#document), '').trimStart()}\n`;
  }

  /** @param indent of the line in which the element begins */
  #element(element: XmlElement, indent: string): string {
    const { name } = element;
    const pieces = piecesOf(this.#document, element);
    const tag = this.#startTag(element, indent);
    const isMixed = this.#definition(name)?.content.kind === 'mixed' || pieces.some(isWords);
    const shown = isMixed ? pieces : pieces.filter((piece) => piece.kind !== 'text');
    if (shown.length === 0) return `${tag}/>`;
    if (isMixed) return `${tag}>${this.#flow(pieces, indent)}</${name}>`;
    const line = this.#inLine(element, shown, indent);
    if (line !== undefined && fits(`${indent}${tag}>${line}</${name}>`)) return `${tag}>${line}</${name}>`;
    return `${tag}>${this.#lines(pieces, indent + STEP)}\n${indent}</${name}>`;
  }

  /** What an element holds in the line of its tag, where it was written so. */
  #inLine({ content }: XmlElement, pieces: readonly Piece[], indent: string): string | undefined {
    if (/[\r\n]/.test(this.#document.source.text.slice(content.start, content.end))) return undefined;
    return pieces.map((piece) => this.#piece(piece, indent)).join('');
  }

  /** Pieces on lines of their own, each with the line end before it; a comment stays on the line it stands on. */
  #lines(pieces: readonly Piece[], indent: string): string {
    let written = '';
    let breaks = 0;
    let isFirst = true;
    for (const piece of pieces) {
      if (piece.kind === 'text') {
        breaks = piece.raw.split('\n').length - 1;
        continue;
      }
      const isBehind = piece.kind === 'note' && breaks === 0;
      const gap = breaks > 1 && !isFirst ? '\n\n' : '\n';
      written += isBehind ? ` ${this.#piece(piece, indent)}` : `${gap}${indent}${this.#piece(piece, indent)}`;
      breaks = 0;
      isFirst = false;
    }
    return written;
  }

  /** Text with elements in it: what stands in one line stays there, other lines begin where they belong. */
  #flow(pieces: readonly Piece[], indent: string): string {
    const inside = indent + STEP;
    return pieces
      .map((piece, index) => {
        if (piece.kind !== 'text') return this.#piece(piece, inside);
        const isLast = index === pieces.length - 1;
        return plainText(piece.raw).replace(BREAKS, (found, at: number, whole: string) => {
          if (found.startsWith('{')) return found;
          if (isLast && at + found.length === whole.length) return `\n${indent}`;
          return `${found.split('\n').length > 2 && !(index === 0 && at === 0) ? '\n\n' : '\n'}${inside}`;
        });
      })
      .join('');
  }

  #piece(piece: Piece, indent: string): string {
    switch (piece.kind) {
      case 'element':
        return this.#element(piece.element, indent);
      case 'declaration':
        return piece.raw.replace(/"[^"]*"|'[^']*'|\s+/g, (found) => (found.trim() === '' ? ' ' : found));
      case 'note':
        return moved(piece.raw, indentOf(this.#document.source.text, piece.start), indent);
      default:
        return piece.raw;
    }
  }

  #startTag({ name, attributes }: XmlElement, indent: string): string {
    const further = indent + STEP + STEP;
    const definitions = this.#definition(name)?.attributes ?? {};
    const written = [...attributes.values()].map((attribute) => {
      const definition = Object.hasOwn(definitions, attribute.name) ? definitions[attribute.name] : undefined;
      return `${attribute.name}=${writeValue(attribute, definition?.type, further)}`;
    });
    const line = [`<${name}`, ...written].join(' ');
    const [first = ''] = `${indent}${line}/>`.split('\n');
    return written.length < 2 || first.length <= WIDEST ? line : [`<${name}`, ...written].join(`\n${further}`);
  }

  #definition(name: string) {
    const { elements } = this.#vocabulary;
    return Object.hasOwn(elements, name) ? elements[name] : undefined;
  }
}

const isWords = (piece: Piece) => piece.kind === 'cdata' || (piece.kind === 'text' && /[^ \t\n]/.test(piece.raw));

const fits = (line: string) => line.length <= WIDEST && !line.includes('\n');

/** Entities that need not be are written plainly; a `>` behind `]` could end what is no CDATA section. */
function plainText(raw: string): string {
  return raw
    .replace(/(?<!\])&gt;/g, '>')
    .replaceAll('&apos;', "'")
    .replaceAll('&quot;', '"');
}

/** A comment whose lines go along when it moves further in or out. */
function moved(raw: string, from: string | undefined, to: string): string {
  if (from === undefined) return raw;
  const [first = '', ...others] = raw.split('\n');
  return [first, ...others.map((line) => (line.startsWith(from) ? to + line.slice(from.length) : line))].join('\n');
}
