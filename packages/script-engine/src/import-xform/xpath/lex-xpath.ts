import { XPathError } from './xpath-error.js';

export interface XPathToken {
  readonly kind: 'number' | 'text' | 'name' | 'operator' | 'end';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const PATTERNS: readonly (readonly [XPathToken['kind'], RegExp])[] = [
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)/y],
  ['text', /"[^"]*"|'[^']*'/y],
  ['name', /[\p{L}_][\p{L}\p{M}\p{N}._-]*(?::(?!:)[\p{L}_][\p{L}\p{M}\p{N}._-]*)?/uy],
  ['operator', /::|\/\/|\.\.|!=|<=|>=|[()[\].@,/|+\-=<>*$]/y],
];
const BLANK = /\s*/y;
const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'div', 'mod']);

/**
 * Cuts an XPath expression into tokens; the last one is always `end`. A word such as `div` is an operator only behind
 * something it can operate on (XPath 1.0, 3.7).
 *
 * @throws XPathError at the first character that belongs to nothing
 */
export function lexXPath(text: string): readonly XPathToken[] {
  const tokens: XPathToken[] = [];
  let at = skip(text, 0);
  while (at < text.length) {
    const token = readToken(text, at, tokens.at(-1));
    tokens.push(token);
    at = skip(text, token.end);
  }
  tokens.push({ kind: 'end', value: '', start: text.length, end: text.length });
  return tokens;
}

function readToken(text: string, start: number, before: XPathToken | undefined): XPathToken {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = start;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const end = start + found.length;
    if (kind === 'text') return { kind, value: found.slice(1, -1), start, end };
    if (kind === 'name' && WORDS.has(found) && isOperand(before)) return { kind: 'operator', value: found, start, end };
    return { kind, value: found, start, end };
  }
  const what = /["']/.test(text[start] ?? '') ? 'The text is not closed' : `'${text[start]}' is not expected here`;
  throw new XPathError(what, { start, end: start + 1 });
}

function isOperand(token: XPathToken | undefined): boolean {
  if (token === undefined) return false;
  return token.kind !== 'operator' || [')', ']', '.', '..', '*'].includes(token.value);
}

function skip(text: string, at: number): number {
  BLANK.lastIndex = at;
  return at + (BLANK.exec(text)?.[0].length ?? 0);
}
