import { LanguageErrors } from '../errors.js';
import { compareDiagnostics, type Diagnostic, type Severity } from './diagnostic.js';
import type { SourceText } from './source-text.js';

/** A part of a source text by raw offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Collects what is wrong with one source text, so that all errors are reported and not the first only.
 *
 * @example
 * ```ts
 * const diagnostics = new Diagnostics(document.source);
 * diagnostics.error('unknown-target', `'movng' is not an item of this script`, attribute, didYouMean('movng', ids));
 * diagnostics.throwIfErrors(); // LanguageErrors.InvalidDocument with all of them
 * ```
 */
export class Diagnostics {
  readonly source: SourceText;
  readonly #found: Diagnostic[] = [];

  constructor(source: SourceText) {
    this.source = source;
  }

  error(code: string, message: string, at: Span, hint?: string): void {
    this.#report('error', code, message, at, hint);
  }

  warning(code: string, message: string, at: Span, hint?: string): void {
    this.#report('warning', code, message, at, hint);
  }

  /** Takes over diagnostics that were found elsewhere. */
  add(diagnostics: Iterable<Diagnostic>): void {
    for (const diagnostic of diagnostics) this.#found.push(diagnostic);
  }

  /** All of them in the order of their places. */
  get all(): readonly Diagnostic[] {
    return [...this.#found].sort(compareDiagnostics);
  }

  get hasErrors(): boolean {
    return this.#found.some(({ severity }) => severity === 'error');
  }

  /** @throws LanguageErrors.InvalidDocument carrying everything found, when there is an error among it */
  throwIfErrors(): void {
    if (this.hasErrors) throw new LanguageErrors.InvalidDocument({ file: this.source.file, diagnostics: this.all });
  }

  #report(severity: Severity, code: string, message: string, at: Span, hint: string | undefined): void {
    const { line, column } = this.source.positionOf(at.start);
    const place = { file: this.source.file, line, column, length: Math.max(0, at.end - at.start) };
    this.#found.push({ severity, code, message, ...place, ...(hint === undefined ? {} : { hint }) });
  }
}
