/** A piece of SQL; `value` is what it stands for: a quoted name without its quotes, a bare word as it is. */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'symbol';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const SKIPPED = /(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$))+/y;
const WORD = /[\p{L}\p{N}_$\u{80}-\u{10ffff}]+(?:\.\d+)?/uy;
/** By the character that begins it. */
const QUOTED: Readonly<Partial<Record<string, readonly [pattern: RegExp, kind: 'name' | 'string', quote: string]>>> = {
  '"': [/"(?:[^"]|"")*"/y, 'name', '"'],
  '`': [/`(?:[^`]|``)*`/y, 'name', '`'],
  '[': [/\[[^\]]*\]/y, 'name', ']'],
  "'": [/'(?:[^']|'')*'/y, 'string', "'"],
};

/** Takes SQL of SQLite apart. Comments and blanks are left out; what is no word, name or string is a symbol of one character. */
export function tokens(sql: string): readonly Token[] {
  const found: Token[] = [];
  for (let at = skip(sql, 0); at < sql.length; ) {
    const token = next(sql, at);
    found.push(token);
    at = skip(sql, token.end);
  }
  return found;
}

function skip(sql: string, at: number): number {
  SKIPPED.lastIndex = at;
  return SKIPPED.test(sql) ? SKIPPED.lastIndex : at;
}

function next(sql: string, start: number): Token {
  const first = sql[start] ?? '';
  const [pattern, kind, quote] = QUOTED[first] ?? [WORD, 'word', ''];
  const text = matchAt(pattern, sql, start);
  if (text === undefined) return { kind: 'symbol', value: first, start, end: start + 1 };
  const value = kind === 'word' ? text : text.slice(1, -1).replaceAll(quote + quote, quote);
  return { kind, value, start, end: start + text.length };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
