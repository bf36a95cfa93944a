import { didYouMean } from '@caruso/language';
import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import type { ObjectModel } from '../model/model.js';
import type { Action, Grant, Permissions } from '../model/permissions.js';
import { recordRule } from './record-rule.js';

const ACTIONS: readonly Action[] = ['create', 'change', 'delete', 'consent', 'erase'];
const TEXTS: readonly string[] = ['string', 'text', 'email', 'phone', 'url'];

/** Reads `<role>` and `<grant>` elements: who may do what. */
export function readPermissions(
  elements: readonly DocumentElement[],
  objects: ReadonlyMap<string, ObjectModel>,
  problems: Problems,
): Permissions {
  const reader = new PermissionReader(objects, problems);
  const actors = new Map<string, string>();
  for (const element of elements.filter(({ name }) => name === 'role')) {
    const role = element.text('name');
    if (actors.has(role)) problems.error('duplicate-name', `There are two roles '${role}'`, element.at('name'));
    const object = reader.object(element);
    if (object !== undefined) actors.set(role, object.name);
  }
  const grants = new Map<string, Grant[]>();
  for (const element of elements.filter(({ name }) => name === 'grant')) {
    const object = reader.object(element);
    if (object === undefined) continue;
    const known = grants.get(object.name) ?? [];
    grants.set(object.name, [...known, ...reader.grants(element, object, actors)]);
  }
  return { actors, grants };
}

class PermissionReader {
  readonly #objects: ReadonlyMap<string, ObjectModel>;
  readonly #problems: Problems;

  constructor(objects: ReadonlyMap<string, ObjectModel>, problems: Problems) {
    this.#objects = objects;
    this.#problems = problems;
  }

  object(element: DocumentElement): ObjectModel | undefined {
    const name = element.text('object');
    const object = this.#objects.get(name);
    if (object !== undefined || name === '') return object;
    const hint = didYouMean(name, this.#objects.keys());
    this.#problems.error('unknown-object', `There is no object '${name}'`, element.at('object'), hint);
    return undefined;
  }

  /** One grant for each role that is named. */
  grants(element: DocumentElement, object: ObjectModel, actors: ReadonlyMap<string, string>): Grant[] {
    const all = [...object.attributes.keys(), ...object.links.keys()];
    const hidden = this.#members(element, 'hide', object);
    const listed = element.slice('fields') === undefined ? all : this.#members(element, 'fields', object);
    const seen = new Set(listed.filter((name) => !hidden.includes(name)));
    const masked = new Set(this.#members(element, 'mask', object));
    this.#checkMasked(element, object);
    for (const name of object.key.filter((key) => !seen.has(key) || masked.has(key))) {
      const message = `'${name}' is part of the key of '${object.name}', which is in every answer`;
      const at = element.at(hidden.includes(name) ? 'hide' : masked.has(name) ? 'mask' : 'fields');
      this.#problems.error('hidden-key', message, at, 'show it');
    }
    const changeable =
      element.slice('change') === undefined
        ? [...seen].filter((name) => !masked.has(name))
        : this.#members(element, 'change', object).filter((name) => this.#isSeen(name, seen, element));
    const where = element.slice('where');
    return element.names('role').map(({ value: role }) => {
      const actor = this.#objects.get(actors.get(role) ?? '');
      const rule = where && recordRule(where, { object, objects: this.#objects, actor }, this.#problems);
      return {
        role,
        object: object.name,
        may: new Set(this.#actions(element)),
        seen,
        masked,
        changeable: new Set(changeable),
        ...(rule === undefined ? {} : { rule }),
      };
    });
  }

  #actions(element: DocumentElement): readonly Action[] {
    return element.names('may').flatMap((slice): Action[] => {
      const { value } = slice;
      const action = ACTIONS.find((each) => each === value);
      if (action !== undefined) return [action];
      const hint = didYouMean(value, ['read', ...ACTIONS]);
      if (value !== 'read') this.#problems.error('bad-value', `Nobody can '${value}' objects`, slice, hint);
      return [];
    });
  }

  #members(element: DocumentElement, attribute: string, object: ObjectModel): string[] {
    return element.names(attribute).flatMap((slice) => {
      if (object.attributes.has(slice.value) || object.links.has(slice.value)) return [slice.value];
      const hint = didYouMean(slice.value, [...object.attributes.keys(), ...object.links.keys()]);
      const message = `'${object.name}' has no attribute or link '${slice.value}'`;
      this.#problems.error('unknown-attribute', message, slice, hint);
      return [];
    });
  }

  #checkMasked(element: DocumentElement, object: ObjectModel): void {
    for (const slice of element.names('mask')) {
      const { type } = object.attributes.get(slice.value) ?? {};
      if (type !== undefined && TEXTS.includes(type)) continue;
      const message = `Only texts can be shown in part, '${slice.value}' is ${type === undefined ? 'none' : `of type ${type}`}`;
      if (type !== undefined || object.links.has(slice.value))
        this.#problems.error('bad-mask', message, slice, 'hide it instead');
    }
  }

  #isSeen(name: string, seen: ReadonlySet<string>, element: DocumentElement): boolean {
    if (seen.has(name)) return true;
    const message = `'${name}' cannot be changed by those who do not see it`;
    this.#problems.error('hidden-change', message, element.at('change'));
    return false;
  }
}
