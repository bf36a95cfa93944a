import type { SourceSlice } from '@caruso/language';
import type { DocumentElement } from '../documents/document-element.js';
import type { Place, Problems } from '../documents/problems.js';

/** What may be said anew of an attribute or a link without contradicting what others rely on. */
const FREE = ['label', 'search', 'default', 'check', 'history', 'erase', 'keep-reason', 'keep-years', 'keep-from'];

/**
 * Says an attribute or a link of a base model more narrowly: required where it was not, shorter, with fewer values. Whoever
 * wrote scripts and screens for the base model can go on relying on what it promises, so whatever would widen it or make it
 * something else is reported.
 */
export function narrowMember(base: DocumentElement, by: DocumentElement, problems: Problems): DocumentElement {
  if (base.name !== by.name) {
    contradiction(by, by.place, `is <${base.name}>, not <${by.name}>`, base.place, problems);
    return base;
  }
  const judge = new Judge(base, by, problems);
  const narrowed =
    by.name === 'link'
      ? [...judge.same('to', 'many', 'inverse'), ...judge.required()]
      : [
          ...judge.same('type'),
          ...judge.notMore('size'),
          ...judge.digits(),
          ...judge.fewer('values'),
          ...judge.required(),
        ];
  return base.refinedBy(by, [...FREE, ...narrowed]);
}

/** Each answer lists the attributes that may be taken over. */
class Judge {
  readonly #base: DocumentElement;
  readonly #by: DocumentElement;
  readonly #problems: Problems;

  constructor(base: DocumentElement, by: DocumentElement, problems: Problems) {
    this.#base = base;
    this.#by = by;
    this.#problems = problems;
  }

  same(...names: readonly string[]): readonly string[] {
    return names.filter((name) => {
      const slice = this.#by.slice(name);
      if (slice === undefined) return false;
      const before = this.#base.optional(name);
      if (before === undefined) return true;
      const after = this.#by.text(name);
      if (after !== before) this.#refuse(slice, name, `has ${name}="${before}"`, `write ${name}="${before}"`);
      return false;
    });
  }

  required(): readonly string[] {
    const slice = this.#by.slice('required');
    if (slice === undefined) return [];
    if (this.#by.flag('required') || !this.#base.flag('required')) return ['required'];
    this.#refuse(slice, 'required', 'is required', 'leave required out');
    return [];
  }

  notMore(name: string): readonly string[] {
    const slice = this.#by.slice(name);
    if (slice === undefined) return [];
    const before = Number(this.#base.optional(name) ?? Number.POSITIVE_INFINITY);
    if (!(Number(slice.value) > before)) return [name];
    this.#refuse(slice, name, `has ${name}="${before}"`, `write ${before} or less`);
    return [];
  }

  /** Fewer digits in all, and behind the point, must not leave room for more before it. */
  digits(): readonly string[] {
    const taken = [...this.notMore('precision'), ...this.notMore('scale')];
    const whole = (element: DocumentElement, fallback: DocumentElement) =>
      Number(element.optional('precision') ?? fallback.optional('precision')) -
      Number(element.optional('scale') ?? fallback.optional('scale') ?? 0);
    const slice = this.#by.slice('scale') ?? this.#by.slice('precision');
    const before = whole(this.#base, this.#base);
    if (slice === undefined || !(whole(this.#by, this.#base) > before)) return taken;
    this.#refuse(slice, 'precision', `has ${before} digits before the point`, 'make precision smaller, too');
    return [];
  }

  fewer(name: string): readonly string[] {
    const before = new Set(this.#base.names(name).map(({ value }) => value));
    const added = this.#by.names(name).filter(({ value }) => !before.has(value));
    for (const slice of added)
      this.#refuse(slice, name, `has no value '${slice.value}'`, `it has ${[...before].join(' ')}`);
    return added.length === 0 ? [name] : [];
  }

  #refuse(at: SourceSlice, name: string, what: string, hint: string): void {
    contradiction(this.#by, at, what, this.#base.at(name), this.#problems, hint);
  }
}

function contradiction(
  by: DocumentElement,
  at: Place,
  what: string,
  { source, start }: Place,
  problems: Problems,
  hint?: string,
): void {
  const where = `${source.file}:${source.positionOf(start).line}`;
  problems.error('contradiction', `'${by.text('name')}' ${what} in ${where}`, at, hint);
}
