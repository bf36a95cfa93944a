import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostics.js';
import { SourceSlice } from '../diagnostics/source-slice.js';

/** A format behind the `|` of an insert: its name, and at most one word for it (`money EUR`). */
export interface FormatCall {
  readonly name: string;
  readonly argument?: string;
  readonly slice: SourceSlice;
}

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'insert'; readonly expression: SourceSlice; readonly format?: FormatCall };

export type ParsedTemplate =
  | { readonly ok: true; readonly parts: readonly TemplatePart[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Cuts a wording into texts and inserts. An insert is `{expression}` or `{expression | format}`; `{{` and `}}` are braces.
 *
 * @param text - the wording, or the slice of a document it stands in, so that diagnostics point there
 *
 * @example
 * ```ts
 * parseTemplate('Good day {customer.name}, due {answers.moveDate | date}');
 * ```
 */
export function parseTemplate(text: string | SourceSlice): ParsedTemplate {
  const slice = typeof text === 'string' ? SourceSlice.of(text, 'text') : text;
  const diagnostics = new Diagnostics(slice.source);
  const parts: TemplatePart[] = [];
  const { value } = slice;
  let literal = '';
  let at = 0;
  const flush = () => {
    if (literal !== '') parts.push({ kind: 'text', text: literal });
    literal = '';
  };
  while (at < value.length) {
    const character = value[at] ?? '';
    if (character !== '{' && character !== '}') {
      literal += character;
      at++;
    } else if (value[at + 1] === character) {
      literal += character;
      at += 2;
    } else if (character === '}') {
      diagnostics.error('syntax', "'}' closes nothing", slice.part(at, at + 1), 'write }} for a brace');
      at++;
    } else {
      flush();
      const { bar, end } = scanInsert(value, at + 1);
      if (end === undefined) {
        const brace = slice.part(at, at + 1);
        diagnostics.error('syntax', 'The insert is not closed', brace, 'close it with }, or write {{ for a brace');
        break;
      }
      const format = bar === undefined ? undefined : readFormat(slice.part(bar + 1, end));
      parts.push({
        kind: 'insert',
        expression: slice.part(at + 1, bar ?? end),
        ...(format === undefined ? {} : { format }),
      });
      at = end + 1;
    }
  }
  flush();
  return diagnostics.hasErrors ? { ok: false, diagnostics: diagnostics.all } : { ok: true, parts };
}

/** Finds the bar and the closing brace of an insert, outside of quoted texts. */
function scanInsert(value: string, start: number): { bar: number | undefined; end: number | undefined } {
  let bar: number | undefined;
  let quote: string | undefined;
  for (let at = start; at < value.length; at++) {
    const character = value[at] ?? '';
    if (quote !== undefined) {
      if (character === '\\') at++;
      else if (character === quote) quote = undefined;
    } else if (character === "'" || character === '"' || character === '`') quote = character;
    else if (character === '|') bar ??= at;
    else if (character === '}') return { bar, end: at };
  }
  return { bar, end: undefined };
}

function readFormat(slice: SourceSlice): FormatCall {
  const { value } = slice;
  const inner = slice.part(value.length - value.trimStart().length, value.trimEnd().length);
  const [name = '', ...rest] = inner.value.split(/\s+/);
  return { name, slice: inner, ...(rest.length === 0 ? {} : { argument: rest.join(' ') }) };
}
