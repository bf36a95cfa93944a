import type { EngineName } from '../engine-name.js';
import { Untranslatable } from './expression.js';

export interface Token {
  /** A bare word, a quoted name, a text, a number, a symbol. */
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'symbol';
  /** What it stands for; words are in upper case, with `written` as they are written. */
  readonly value: string;
  readonly written: string;
}

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['text', /(?:_utf8mb[34]|_latin1|E(?=')|N(?='))?'((?:[^']|'')*)'/y],
  ['name', /"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|\[([^\]]*)\]/y],
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['word', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['symbol', /::|<>|!=|<=|>=|[-+*/%(),=<>[\].]/y],
];
const BLANK = /\s+/y;

/** Takes an expression apart. @throws Untranslatable */
export function tokensOf(sql: string, engine: EngineName): readonly Token[] {
  const found: Token[] = [];
  for (let at = 0; at < sql.length; ) {
    const blank = matchAt(BLANK, sql, at);
    if (blank) {
      at += blank[0].length;
      continue;
    }
    const token = tokenAt(sql, at, engine, found.at(-1));
    found.push(token);
    at += token.written.length;
  }
  return found;
}

function tokenAt(sql: string, at: number, engine: EngineName, before: Token | undefined): Token {
  for (const [kind, pattern] of PATTERNS) {
    // Brackets are names in SQLite only; elsewhere they index arrays.
    const match = matchAt(pattern, sql, at);
    if (!match || (kind === 'name' && match[3] !== undefined && (engine !== 'sqlite' || before?.kind === 'name')))
      continue;
    const written = match[0];
    if (kind === 'word') return { kind, value: written.toUpperCase(), written };
    if (kind === 'text') return { kind, value: textOf(match[1] ?? '', written, engine), written };
    if (kind !== 'name') return { kind, value: written, written };
    const quote = written.charAt(0);
    return { kind, value: (match[1] ?? match[2] ?? match[3] ?? '').replaceAll(quote + quote, quote), written };
  }
  throw new Untranslatable(`"${sql.slice(at, at + 20)}" is not understood`);
}

function textOf(inner: string, written: string, engine: EngineName): string {
  if (inner.includes('\\') && (engine === 'mariadb' || written.startsWith('E')))
    throw new Untranslatable('a text has a backslash');
  return inner.replaceAll("''", "'");
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
