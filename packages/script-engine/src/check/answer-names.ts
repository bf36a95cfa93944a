import type { Let } from '../model/script.js';
import { type NameUse, namesIn } from './names-in.js';

/** Tells which answers stand behind the names in expressions, also through computed values. */
export class AnswerNames {
  readonly #ofLets = new Map<Let, ReadonlySet<string>>();

  /**
   * The answers a name stands for; that of a `let` for all from which it is computed.
   *
   * @param lets those that are seen where the name stands
   */
  of({ name }: Pick<NameUse, 'name'>, lets: readonly Let[]): ReadonlySet<string> {
    const [first, second] = name.path;
    if (first.name === 'answers') return new Set(second ? [second.name] : []);
    const index = lets.findIndex((other) => other.name === first.name);
    const found = lets[index];
    if (!found) return new Set();
    const known = this.#ofLets.get(found);
    if (known) return known;
    const before = lets.slice(0, index);
    const answers = new Set(namesIn(found.value).flatMap((use) => [...this.of(use, before)]));
    this.#ofLets.set(found, answers);
    return answers;
  }
}
