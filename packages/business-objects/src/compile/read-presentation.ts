import { didYouMean } from '@caruso/language';
import type { ObjectType } from '../contract.js';
import type { DocumentElement } from '../documents/document-element.js';
import type { Place, Problems } from '../documents/problems.js';
import { humanise } from '../model/humanise.js';
import type { ObjectModel } from '../model/model.js';

type Presentation = ObjectType['presentation'];

/** Reads lists, forms and details: how each object type is shown. */
export function readPresentations(
  elements: readonly DocumentElement[],
  objects: ReadonlyMap<string, ObjectModel>,
  problems: Problems,
): Map<string, Presentation> {
  const presentations = new Map<string, Presentation>();
  for (const element of elements) {
    const name = element.text('object');
    const object = objects.get(name);
    if (object === undefined) {
      const hint = didYouMean(name, objects.keys());
      if (name !== '') problems.error('unknown-object', `There is no object '${name}'`, element.at('object'), hint);
      continue;
    }
    const kind = element.name as 'list' | 'form' | 'detail';
    const presentation = presentations.get(name) ?? {};
    if (presentation[kind] !== undefined) {
      problems.error('duplicate-name', `'${name}' has two <${kind}>`, element.place);
      continue;
    }
    const reader = new PresentationReader(objects, problems);
    presentations.set(name, { ...presentation, [kind]: reader[kind](element, object) });
  }
  return presentations;
}

class PresentationReader {
  readonly #objects: ReadonlyMap<string, ObjectModel>;
  readonly #problems: Problems;

  constructor(objects: ReadonlyMap<string, ObjectModel>, problems: Problems) {
    this.#objects = objects;
    this.#problems = problems;
  }

  list(element: DocumentElement, object: ObjectModel): Presentation['list'] {
    const sort = element.optional('sort')?.trim();
    const isKnown = sort !== undefined && this.#isField(sort.replace(/^-/, ''), object, element.at('sort'));
    return {
      columns: this.#fields(element, 'columns', object),
      filters: this.#fields(element, 'filters', object),
      ...(isKnown ? { sort } : {}),
    };
  }

  form(element: DocumentElement, object: ObjectModel): Presentation['form'] {
    const sections = element
      .children('section')
      .map((section) => ({ label: section.text('label'), fields: this.#fields(section, 'fields', object) }));
    return { sections };
  }

  detail(element: DocumentElement, object: ObjectModel): Presentation['detail'] {
    const panels = element.children('panel').map((panel) => {
      const label = panel.optional('label');
      return { ...(label === undefined ? {} : { label }), fields: this.#fields(panel, 'fields', object) };
    });
    const tabs = element.children('tab').flatMap((tab) => {
      const name = tab.text('link');
      const link = object.links.get(name);
      if (!link?.many && !link?.broken) {
        const many = [...object.links.values()].filter((each) => each.many).map((each) => each.name);
        const message = `'${object.name}' has no link to many '${name}'`;
        if (name !== '') this.#problems.lost('unknown-link', message, tab.at('link'), didYouMean(name, many));
        return [];
      }
      const target = this.#objects.get(link.to);
      const columns = target === undefined ? [] : this.#fields(tab, 'columns', target);
      return [{ link: name, label: tab.optional('label') ?? humanise(name), columns }];
    });
    return { panels, tabs };
  }

  #fields(element: DocumentElement, attribute: string, object: ObjectModel): string[] {
    const names = element.names(attribute);
    return names.filter((slice) => this.#isField(slice.value, object, slice)).map(({ value }) => value);
  }

  #isField(name: string, object: ObjectModel, at: Place): boolean {
    const links = [...object.links.values()].filter((link) => !link.many || link.broken).map((link) => link.name);
    const known = [...object.attributes.keys(), ...links];
    if (known.includes(name)) return true;
    this.#problems.lost(
      'unknown-attribute',
      `'${object.name}' has no attribute '${name}'`,
      at,
      didYouMean(name, known),
    );
    return false;
  }
}
