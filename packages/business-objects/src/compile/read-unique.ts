import { didYouMean } from '@caruso/language';
import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import type { ObjectModel } from '../model/model.js';

/** Reads the `<unique>` elements of an object: what identifies it as well as its key does. */
export function readUnique(
  element: DocumentElement,
  { name, attributes, links }: Pick<ObjectModel, 'name' | 'attributes' | 'links'>,
  problems: Problems,
): readonly string[][] {
  return element.children('unique').map((unique) =>
    unique.names('on').flatMap((slice) => {
      const attribute = attributes.get(slice.value);
      const isStored = attribute !== undefined && attribute.formula === undefined;
      if (isStored || links.get(slice.value)?.many === false) return [slice.value];
      const hint = didYouMean(slice.value, [...attributes.keys(), ...links.keys()]);
      const message = `'${name}' has no attribute or link to one '${slice.value}' that could be unique`;
      problems.error('unknown-attribute', message, slice, hint);
      return [];
    }),
  );
}
