import type { Diagnostic } from './diagnostic.js';
import type { SourceText } from './source-text.js';

const WIDEST_LINE = 160;

/** A diagnostic on one line: `move.xml:42:17: error unknown-name: 'answers.reasn' (did you mean 'reason'?)`. */
export function diagnosticLine(diagnostic: Diagnostic): string {
  const { file, line, column, severity, code, message, hint } = diagnostic;
  return `${file}:${line}:${column}: ${severity} ${code}: ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

/**
 * A diagnostic for the terminal: its line, and below it the source line with a caret.
 *
 * @param source - the text it belongs to; without it only the line is given
 *
 * @example
 * ```ts
 * formatDiagnostic(diagnostic, source);
 * // move.xml:42:17: error unknown-name: 'answers.reasn' is not known (did you mean 'reason'?)
 * //   <go when="answers.reasn == 'move'"/>
 * //             ^^^^^^^^^^^^^
 * ```
 */
export function formatDiagnostic(diagnostic: Diagnostic, source?: SourceText): string {
  const head = diagnosticLine(diagnostic);
  if (source === undefined) return head;
  const line = source.line(diagnostic.line);
  if (line.trim() === '') return head;
  const column = diagnostic.column - 1;
  const from = column > WIDEST_LINE - 40 ? column - 60 : 0;
  const shown = line.slice(from, from + WIDEST_LINE);
  // A tab stays a tab below the line, so that the caret stands right at every tab width.
  const indent = line.slice(from, column).replace(/[^\t]/g, ' ');
  const width = Math.max(1, Math.min(diagnostic.length ?? 1, from + shown.length - column));
  return `${head}\n  ${shown}\n  ${indent}${'^'.repeat(width)}`;
}

/** All diagnostics of one text for the terminal, in the order of their places. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], source?: SourceText): string {
  return diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, source)).join('\n');
}
