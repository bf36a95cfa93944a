import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import type { AttributeErasure, ErasureModel, Retention } from '../model/erasure-model.js';
import type { AttributeModel, ObjectModel } from '../model/model.js';
import { pseudonymSize } from './pseudonym.js';

type Parts = Pick<ObjectModel, 'name' | 'key' | 'attributes' | 'links'>;
const TIMES = ['date', 'instant', 'localDateTime'];

/** Reads what an object says of erasing persons; undefined when nothing. */
export function readErasure(
  element: DocumentElement,
  object: Parts,
  members: ReadonlyMap<string, DocumentElement>,
  isErased: (object: string) => boolean,
  problems: Problems,
): ErasureModel | undefined {
  const action = element.optional('erase');
  if (action !== 'delete' && action !== 'attributes' && action !== 'keep') {
    for (const member of members.values()) {
      if (member.slice('erase') === undefined) continue;
      const hint = 'write erase="delete", "attributes" or "keep" on the object, too';
      const message = `Nothing is said of what happens to a '${object.name}' itself`;
      problems.error('misplaced-attribute', message, member.at('erase'), hint);
    }
    return undefined;
  }
  const reader = new ErasureReader(object, action, isErased, problems);
  const retention = reader.retention(element, action === 'keep');
  const rules = new Map<string, AttributeErasure>();
  const follow: string[] = [];
  for (const [name, member] of members) {
    const attribute = object.attributes.get(name);
    const rule = attribute === undefined ? reader.link(member, name, follow) : reader.attribute(member, attribute);
    if (rule !== undefined) rules.set(name, rule);
  }
  return { action, members: rules, follow, ...(retention === undefined ? {} : { retention }) };
}

class ErasureReader {
  readonly #object: Parts;
  readonly #action: ErasureModel['action'];
  readonly #isErased: (object: string) => boolean;
  readonly #problems: Problems;

  constructor(
    object: Parts,
    action: ErasureModel['action'],
    isErased: (object: string) => boolean,
    problems: Problems,
  ) {
    this.#object = object;
    this.#action = action;
    this.#isErased = isErased;
    this.#problems = problems;
  }

  retention(element: DocumentElement, needed: boolean): Retention | undefined {
    const reason = element.optional('keep-reason');
    const years = element.count('keep-years', 1, this.#problems);
    const from = element.optional('keep-from');
    if (reason === undefined) {
      const at = ['keep-years', 'keep-from'].find((name) => element.slice(name) !== undefined);
      if (needed || at !== undefined)
        this.#error('missing-attribute', 'What is kept needs a reason', element, at ?? 'erase', 'add keep-reason="…"');
      return undefined;
    }
    if (
      (years === undefined) !== (from === undefined) &&
      (element.slice('keep-years') === undefined || years !== undefined)
    ) {
      this.#error(
        'missing-attribute',
        'keep-years and keep-from belong together',
        element,
        years === undefined ? 'keep-from' : 'keep-years',
      );
    }
    if (years === undefined || from === undefined) return { reason };
    if (!TIMES.includes(this.#object.attributes.get(from)?.type ?? '')) {
      this.#error(
        'bad-erase',
        `'${this.#object.name}' has no date or instant '${from}' to count from`,
        element,
        'keep-from',
      );
    }
    return { reason, period: { years, from } };
  }

  attribute(element: DocumentElement, attribute: AttributeModel): AttributeErasure | undefined {
    if (attribute.formula !== undefined || element.slice('formula') !== undefined) return undefined;
    const asked = element.optional('erase');
    const isText = pseudonymSize(attribute.type) !== undefined;
    if (this.#object.key.includes(attribute.name)) {
      if (asked === 'blank' || asked === 'pseudonym')
        this.#error('bad-erase', 'A key cannot be changed', element, 'erase', 'delete the object, or keep it');
      return { what: 'keep', retention: { reason: 'it is the key' } };
    }
    const possible = attribute.required ? (isText ? 'pseudonym' : undefined) : 'blank';
    if (asked === 'keep') {
      const retention = this.retention(element, true) ?? { reason: '' };
      return { what: 'keep', retention, ...(possible === undefined ? {} : { afterwards: possible }) };
    }
    if (asked === 'blank' && attribute.required) {
      this.#error(
        'bad-erase',
        `'${attribute.name}' is required, so it cannot be blank`,
        element,
        'erase',
        'write pseudonym or keep',
      );
    }
    if (asked === 'pseudonym') this.#checkPseudonym(element, attribute);
    if (asked === 'blank' || asked === 'pseudonym') return { what: asked };
    if (this.#action === 'attributes' && attribute.required) {
      const hint = `write erase="${isText ? 'pseudonym' : 'keep'}"${isText ? '' : ' and keep-reason="…"'}`;
      this.#error('missing-erase', `'${attribute.name}' is required: say what happens to it`, element, 'name', hint);
    }
    if (possible !== 'pseudonym' || (attribute.size ?? 1_000) >= (pseudonymSize(attribute.type) ?? 0)) {
      if (possible !== undefined) return { what: possible };
    }
    return { what: 'keep', retention: { reason: 'it is required' } };
  }

  link(element: DocumentElement, name: string, follow: string[]): AttributeErasure | undefined {
    const link = this.#object.links.get(name);
    const asked = element.optional('erase');
    if (link === undefined) return undefined;
    if (asked === 'follow') {
      follow.push(name);
      if (!this.#isErased(link.to))
        this.#error(
          'bad-erase',
          `Nothing is said of what happens to a '${link.to}'`,
          element,
          'erase',
          `write erase="…" on the object '${link.to}'`,
        );
    }
    if (link.many) {
      if (asked === 'blank')
        this.#error(
          'bad-erase',
          'A link to many is nothing that could be blank',
          element,
          'erase',
          'write follow or keep',
        );
      if (asked === undefined && this.#action === 'delete')
        this.#error(
          'missing-erase',
          `'${this.#object.name}' is deleted: say what happens to its '${name}'`,
          element,
          'name',
          'write erase="follow" or "keep"',
        );
      return undefined;
    }
    if (asked !== 'blank') return undefined;
    if (link.required || this.#object.key.includes(name))
      this.#error('bad-erase', `'${name}' is required, so it cannot be blank`, element, 'erase', 'write keep');
    return { what: 'blank' };
  }

  #checkPseudonym(element: DocumentElement, { name, type, size = 1_000 }: AttributeModel): void {
    const needed = pseudonymSize(type);
    if (needed === undefined)
      this.#error('bad-erase', `A ${type} has no pseudonym`, element, 'erase', 'write blank or keep');
    else if (size < needed)
      this.#error(
        'bad-erase',
        `A pseudonym for '${name}' needs ${needed} characters`,
        element,
        'erase',
        'write blank or keep',
      );
  }

  #error(code: string, message: string, element: DocumentElement, at: string, hint?: string): void {
    this.#problems.error(code, message, element.at(at), hint);
  }
}
