export type Severity = 'error' | 'warning';

/** Something wrong at one place of an authored text. Plain data: the same for the terminal, the editor and JSON. */
export interface Diagnostic {
  readonly severity: Severity;
  /** Stable, in kebab-case (`unknown-name`): for filters, documentation and tests. */
  readonly code: string;
  /** For people; the wording may change. Ends without a full stop. */
  readonly message: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units as editors count. */
  readonly column: number;
  /** How many UTF-16 units of the raw text are meant. */
  readonly length?: number;
  /** What to do about it, such as "did you mean 'reason'?". */
  readonly hint?: string;
}

/** Orders by file and place, errors before warnings at the same place. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || a.severity.localeCompare(b.severity);
}
