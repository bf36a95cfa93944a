import { didYouMean } from '@caruso/language';
import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import { narrowMember } from './narrow-member.js';

/**
 * The objects of a base model together with those of a model that builds on it.
 *
 * @param added `<object>` and `<extend>` elements of the latter
 */
export function extendObjects(
  base: readonly DocumentElement[],
  added: readonly DocumentElement[],
  problems: Problems,
): readonly DocumentElement[] {
  const objects = new Map(base.map((object) => [object.text('name'), object]));
  const own: DocumentElement[] = [];
  for (const element of added.filter(({ name }) => name === 'object')) {
    const name = element.text('name');
    if (!objects.has(name)) own.push(element);
    else {
      const hint = `to add to it, write <extend object="${name}">`;
      problems.error('duplicate-name', `The base model has an object '${name}'`, element.at('name'), hint);
    }
  }
  for (const element of added.filter(({ name }) => name === 'extend')) {
    const name = element.text('object');
    const object = objects.get(name);
    if (object !== undefined) objects.set(name, extendObject(object, element, problems));
    else if (name !== '') {
      const here = own.some((each) => each.text('name') === name);
      const hint = here ? 'write it into the <object> itself' : didYouMean(name, objects.keys());
      problems.error('unknown-object', `The base model has no object '${name}'`, element.at('object'), hint);
    }
  }
  return [...objects.values(), ...own];
}

function extendObject(object: DocumentElement, by: DocumentElement, problems: Problems): DocumentElement {
  const children = object.children();
  for (const member of by.children()) {
    const name = member.text('name');
    const at = name === '' ? -1 : children.findIndex((child) => child.text('name') === name);
    const known = children[at];
    if (known === undefined) children.push(member);
    else children[at] = narrowMember(known, member, problems);
  }
  return object
    .refinedBy(by, ['label', 'title', 'check', 'history', 'person', 'erase', 'keep-reason', 'keep-years', 'keep-from'])
    .withChildren(children);
}
