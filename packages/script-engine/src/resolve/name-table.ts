import type { Diagnostics, Span } from '@caruso/language';
import { RESERVED } from './build-scope.js';

const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;
const KEYWORDS = new Set(['or', 'and', 'not', 'in', 'lt', 'le', 'gt', 'ge', 'true', 'false', 'null']);

/** The names a script gives, so that no two things are called the same and every name can stand in an expression. */
export class NameTable {
  readonly #diagnostics: Diagnostics;
  readonly #taken = new Map<string, 'single' | 'result'>(RESERVED.map((name) => [name, 'single']));
  readonly #fields = new Set<string>();

  constructor(diagnostics: Diagnostics) {
    this.#diagnostics = diagnostics;
  }

  /** A name that stands alone in expressions: of a `let`, or of the element of a roster. */
  single(name: string, at: Span): void {
    if (!this.#isUsable(name, at)) return;
    if (this.#taken.has(name)) this.#diagnostics.error('duplicate-name', `The name '${name}' is taken already`, at);
    this.#taken.set(name, 'single');
  }

  /** A name for the result of a service; several steps may keep theirs under the same name. */
  result(name: string, at: Span): void {
    if (!this.#isUsable(name, at)) return;
    if (this.#taken.get(name) === 'single')
      this.#diagnostics.error('duplicate-name', `The name '${name}' is taken already`, at);
    this.#taken.set(name, 'result');
  }

  /** A name behind a dot: `answers.name`, `input.name`. Double ids are the vocabulary's to report. */
  field(object: 'answers' | 'input', name: string, at: Span): void {
    if (!this.#isUsable(name, at)) return;
    const path = `${object}.${name}`;
    if (object === 'input' && this.#fields.has(path))
      this.#diagnostics.error('duplicate-name', `The input '${name}' is declared already`, at);
    this.#fields.add(path);
  }

  #isUsable(name: string, at: Span): boolean {
    if (name === '') return false;
    if (NAME.test(name) && !KEYWORDS.has(name) && name !== '__proto__') return true;
    const hint = 'letters, digits and _, and none of the words of the language';
    this.#diagnostics.error('bad-name', `'${name}' cannot be used in expressions`, at, hint);
    return false;
  }
}
