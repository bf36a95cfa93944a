import type { Filter } from '../contract.js';
import type { Model } from '../model/model.js';
import { BESIDE } from '../model/split-extensions.js';

/** Says for names of the model where they lie when extensions are split off. */
export class ExtensionPaths {
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  /** `loyalty` is `+.loyalty` when it lies beside the table; a minus before it stays. */
  attribute(object: string, path: string): string {
    const descending = path.startsWith('-') ? '-' : '';
    const names = path.slice(descending.length).split('.');
    const last = names.pop() ?? '';
    const owner = names.reduce((at, link) => this.#target(at, link), object);
    const beside = this.#model.objects.get(owner)?.mapping?.extension?.attributes.has(last);
    return descending + [...names, ...(beside ? [BESIDE] : []), last].join('.');
  }

  filter(object: string, filter: Filter): Filter {
    if ('all' in filter) return { all: filter.all.map((part) => this.filter(object, part)) };
    if ('any' in filter) return { any: filter.any.map((part) => this.filter(object, part)) };
    if ('not' in filter) return { not: this.filter(object, filter.not) };
    if ('attribute' in filter) return { ...filter, attribute: this.attribute(object, filter.attribute) };
    const { where } = filter;
    const link = 'some' in filter ? filter.some : filter.none;
    return where === undefined ? filter : { ...filter, where: this.filter(this.#target(object, link), where) };
  }

  /** The paths to include, each with what lies beside the objects on it. */
  include(object: string, paths: readonly string[]): readonly string[] {
    const all = new Set<string>(this.#isExtended(object) ? [BESIDE] : []);
    for (const path of paths) {
      let at = object;
      let before = '';
      for (const name of path.split('.')) {
        at = this.#target(at, name);
        before += before === '' ? name : `.${name}`;
        all.add(before);
        if (this.#isExtended(at)) all.add(`${before}.${BESIDE}`);
      }
    }
    return [...all];
  }

  #isExtended(object: string): boolean {
    return this.#model.objects.get(object)?.mapping?.extension !== undefined;
  }

  #target(object: string, link: string): string {
    return this.#model.objects.get(object)?.links.get(link)?.to ?? '';
  }
}
