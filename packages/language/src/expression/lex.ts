import { ExpressionSyntaxError } from './syntax-error.js';

type TokenKind = 'number' | 'text' | 'name' | 'operator' | 'end';

/** A token; `value` is the decoded text, the name, or the operator. */
export interface Token {
  readonly kind: TokenKind;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** A name in backticks: never a keyword. */
  readonly quoted: boolean;
}

const SPACE = /\s*/y;
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?/y;
const NAME = /[\p{L}_$][\p{L}\p{M}\p{N}_$]*/uy;
const OPERATOR = /==|!=|<=|>=|&&|\|\||[<>+\-*/()[\],.=!]/y;
const LONGEST_NUMBER = 200;

const ESCAPES = new Map([
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

const FOREIGN = new Map([
  ['=', 'write == to compare'],
  ['&&', "write 'and'"],
  ['||', "write 'or'"],
  ['!', "write 'not'"],
]);

/**
 * Cuts an expression into tokens; the last one is always `end`.
 *
 * @throws ExpressionSyntaxError at the first character that belongs to nothing
 */
export function lex(text: string): Token[] {
  const tokens: Token[] = [];
  let at = match(SPACE, text, 0)?.length ?? 0;
  while (at < text.length) {
    const token = readToken(text, at);
    tokens.push(token);
    at = token.end + (match(SPACE, text, token.end)?.length ?? 0);
  }
  tokens.push({ kind: 'end', value: '', start: text.length, end: text.length, quoted: false });
  return tokens;
}

function readToken(text: string, start: number): Token {
  const first = text[start] ?? '';
  if (first === "'" || first === '"') return readText(text, start, first);
  if (first === '`') return readQuotedName(text, start);
  for (const [kind, pattern] of [
    ['number', NUMBER],
    ['name', NAME],
    ['operator', OPERATOR],
  ] as const) {
    const value = match(pattern, text, start);
    if (value === undefined) continue;
    const end = start + value.length;
    const foreign = kind === 'operator' ? FOREIGN.get(value) : undefined;
    if (foreign !== undefined) throw new ExpressionSyntaxError(`'${value}' is not an operator`, start, end, foreign);
    if (kind === 'number' && (value.length > LONGEST_NUMBER || match(NAME, text, end) !== undefined)) {
      throw new ExpressionSyntaxError('This is not a number', start, end + 1);
    }
    return { kind, value, start, end, quoted: false };
  }
  throw new ExpressionSyntaxError(
    `'${String.fromCodePoint(text.codePointAt(start) ?? 0)}' is not expected here`,
    start,
    start + 1,
  );
}

function readText(text: string, start: number, quote: string): Token {
  let value = '';
  for (let at = start + 1; at < text.length; ) {
    const character = text[at] ?? '';
    if (character === quote) return { kind: 'text', value, start, end: at + 1, quoted: true };
    if (character !== '\\') {
      value += character;
      at++;
      continue;
    }
    const [decoded, length] = readEscape(text, at);
    value += decoded;
    at += length;
  }
  throw new ExpressionSyntaxError(`The text is not closed with ${quote}`, start, text.length);
}

function readEscape(text: string, at: number): [value: string, length: number] {
  const simple = ESCAPES.get(text[at + 1] ?? '');
  if (simple !== undefined) return [simple, 2];
  const code = /^\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(text.slice(at, at + 10));
  const point = Number.parseInt(code?.[1] ?? code?.[2] ?? '', 16);
  if (code !== null && point <= 0x10ffff) return [String.fromCodePoint(point), code[0].length];
  throw new ExpressionSyntaxError('Unknown escape', at, at + 2, String.raw`known are \\ \' \" \n \r \t \uXXXX`);
}

function readQuotedName(text: string, start: number): Token {
  const end = text.indexOf('`', start + 1);
  if (end <= start + 1) throw new ExpressionSyntaxError('The name is not closed with `', start, text.length);
  return { kind: 'name', value: text.slice(start + 1, end), start, end: end + 1, quoted: true };
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
