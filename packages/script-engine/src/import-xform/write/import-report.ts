import type { Diagnostics, SourceSlice, Span } from '@caruso/language';
import { parseXPath } from '../xpath/parse-xpath.js';
import type { XPathExpression } from '../xpath/xpath-ast.js';
import { XPathError } from '../xpath/xpath-error.js';

/** Tells of everything in a form that the script does not have, at its place and with what follows from it. */
export class ImportReport {
  readonly #diagnostics: Diagnostics;
  readonly #told = new Set<string>();

  constructor(diagnostics: Diagnostics) {
    this.#diagnostics = diagnostics;
  }

  get hasErrors(): boolean {
    return this.#diagnostics.hasErrors;
  }

  /** Without it the form would mean something else, so it is not imported. */
  refuse(code: string, message: string, at: Span, hint?: string): void {
    if (this.#isNew(code, message, at)) this.#diagnostics.error(code, message, at, hint);
  }

  warn(code: string, message: string, at: Span, hint?: string): void {
    if (this.#isNew(code, message, at)) this.#diagnostics.warning(code, message, at, hint);
  }

  /**
   * Reads an expression of the form and makes something of it.
   *
   * @param effect what follows when that is not possible, such as `the question is always asked`
   */
  attempt<Result>(
    slice: SourceSlice,
    effect: string,
    make: (expression: XPathExpression) => Result,
  ): Result | undefined {
    let expression: XPathExpression;
    try {
      expression = parseXPath(slice.value);
    } catch (thrown) {
      if (!(thrown instanceof XPathError)) throw thrown;
      this.refuse('syntax', thrown.message, slice.part(thrown.start, thrown.end));
      return undefined;
    }
    try {
      return make(expression);
    } catch (thrown) {
      if (!(thrown instanceof XPathError)) throw thrown;
      this.warn('not-translated', thrown.message, slice.part(thrown.start, thrown.end), effect);
      return undefined;
    }
  }

  /** What is read twice is told once. */
  #isNew(code: string, message: string, { start }: Span): boolean {
    const key = `${code} ${start} ${message}`;
    if (this.#told.has(key)) return false;
    this.#told.add(key);
    return true;
  }
}
