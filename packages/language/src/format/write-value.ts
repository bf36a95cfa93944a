import { escapeAttribute } from '../edit/escape.js';
import { lex } from '../expression/lex.js';
import { ExpressionSyntaxError } from '../expression/syntax-error.js';
import { tokensOf } from '../vocabulary/name-token.js';
import type { AttributeType } from '../vocabulary/vocabulary.js';
import type { XmlAttribute } from '../xml/xml-tree.js';

/**
 * The value of an attribute with its quotes. Names lose extra blanks, an expression on several lines stands below its
 * attribute, every other value stays as it is written.
 *
 * @param indent - where the lines of an expression begin
 */
export function writeValue({ value, slice }: XmlAttribute, type: AttributeType | undefined, indent: string): string {
  if (type === 'expression') return quoted(expression(slice, indent));
  const raw = slice.source.text.slice(slice.start, slice.end);
  const isText = type === undefined || type === 'text' || type === 'template';
  return quoted(isText ? raw : escapeAttribute(tokensOf(value).join(' '), '"'));
}

/** In double quotes, unless it holds some and no single ones; entities that need not be are written plainly. */
function quoted(raw: string): string {
  const plain = raw.replace(/\r\n?/g, '\n').replaceAll('&gt;', '>').replaceAll('&apos;', "'").replaceAll('&quot;', '"');
  return plain.includes('"') && !plain.includes("'") ? `'${plain}'` : `"${plain.replaceAll('"', '&quot;')}"`;
}

function expression(slice: XmlAttribute['slice'], indent: string): string {
  const { text } = slice.source;
  const tokens = tokensIn(slice.value);
  if (tokens === undefined) return text.slice(slice.start, slice.end);
  let written = '';
  let done: number | undefined;
  for (const { start, end } of tokens) {
    const from = slice.offsetOf(start);
    const gap = done === undefined ? '' : text.slice(done, from);
    written += /[\r\n]/.test(gap) ? `\n${indent}` : gap;
    done = slice.offsetOf(end);
    written += text.slice(from, done);
  }
  return written;
}

/** The tokens of an expression; undefined when it is none, and stays as it is. */
function tokensIn(value: string) {
  try {
    return lex(value).filter(({ kind }) => kind !== 'end');
  } catch (thrown) {
    if (thrown instanceof ExpressionSyntaxError) return undefined;
    throw thrown;
  }
}
