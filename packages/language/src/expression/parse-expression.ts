import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostics.js';
import { SourceSlice } from '../diagnostics/source-slice.js';
import type { Expression } from './ast.js';
import { Parser } from './parser.js';
import { ExpressionSyntaxError } from './syntax-error.js';

export type ParsedExpression =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Parses an expression into a tree whose nodes know their places.
 *
 * @param text - the expression, or the slice of a document it stands in, so that diagnostics point there
 *
 * @example
 * ```ts
 * const parsed = parseExpression("answers.reason == 'move'");
 * ```
 */
export function parseExpression(text: string | SourceSlice): ParsedExpression {
  const slice = typeof text === 'string' ? SourceSlice.of(text, 'expression') : text;
  try {
    return { ok: true, expression: new Parser(slice.value).parse() };
  } catch (thrown) {
    if (!(thrown instanceof ExpressionSyntaxError)) throw thrown;
    const diagnostics = new Diagnostics(slice.source);
    const span = { start: slice.offsetOf(thrown.start), end: slice.offsetOf(thrown.end) };
    diagnostics.error(thrown.code, thrown.message, span, thrown.hint);
    return { ok: false, diagnostics: diagnostics.all };
  }
}
