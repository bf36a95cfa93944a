import { compareDiagnostics, type Diagnostic, Diagnostics, LanguageErrors, type SourceText } from '@caruso/language';

/** A part of one of the documents. */
export interface Place {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** Collects what is wrong with the documents of a model: one model may be written in several files. */
export class Problems {
  readonly #bySource = new Map<SourceText, Diagnostics>();
  readonly #foreign: Diagnostic[] = [];

  readonly #overlays: Place[] = [];
  #order: readonly string[] = [];

  /** Says which files come first: in the others, things may be wrong only because they are wrong there. */
  order(files: readonly string[]): void {
    this.#order = files;
  }

  error(code: string, message: string, at: Place, hint?: string): void {
    this.#of(at.source).error(code, message, at, hint);
  }

  warning(code: string, message: string, at: Place, hint?: string): void {
    this.#of(at.source).warning(code, message, at, hint);
  }

  /** Says that a part of a document is laid over another one, whose next version may lack what is named here. */
  overlay(place: Place): void {
    this.#overlays.push(place);
  }

  /** Something is named that is not there: an error, but in an overlay a warning, because what was there may have gone. */
  lost(code: string, message: string, at: Place, hint?: string): void {
    const isOverlaid = this.#overlays.some(
      ({ source, start, end }) => source === at.source && start <= at.start && at.end <= end,
    );
    this[isOverlaid ? 'warning' : 'error'](code, message, at, hint);
  }

  /** Takes over diagnostics that were found elsewhere. */
  add(diagnostics: Iterable<Diagnostic>): void {
    this.#foreign.push(...diagnostics);
  }

  /** All of them, by file and place; the first error is a cause, not what follows from one. */
  get all(): readonly Diagnostic[] {
    const own = [...this.#bySource.values()].flatMap((diagnostics) => diagnostics.all);
    const rank = ({ file }: Diagnostic) => this.#order.indexOf(file);
    return [...own, ...this.#foreign].sort((a, b) => rank(a) - rank(b) || compareDiagnostics(a, b));
  }

  get hasErrors(): boolean {
    return this.all.some(({ severity }) => severity === 'error');
  }

  /** @throws LanguageErrors.InvalidDocument carrying everything found, when there is an error among it */
  throwIfErrors(): void {
    const diagnostics = this.all;
    const first = diagnostics.find(({ severity }) => severity === 'error');
    if (first !== undefined) throw new LanguageErrors.InvalidDocument({ file: first.file, diagnostics });
  }

  #of(source: SourceText): Diagnostics {
    let diagnostics = this.#bySource.get(source);
    if (diagnostics === undefined) {
      diagnostics = new Diagnostics(source);
      this.#bySource.set(source, diagnostics);
    }
    return diagnostics;
  }
}
