import { insertElement } from '@caruso/language';
import { ObjectErrors } from '../errors.js';
import type { Model } from '../model/model.js';
import type { DraftAttribute } from '../modeler/draft.js';
import { attrOf, colOf } from '../modeler/write-draft.js';
import { attributeOf, behindLast, type EditedDocuments } from './edited-documents.js';
import { requireObject } from './map-column.js';
import type { MappedPlace } from './mapped-place.js';
import { placeMember } from './place-mapping.js';

/**
 * Adds an attribute to an object behind its others, with what was noticed of its column as comments, and maps it. An object of
 * a model that this one builds on is extended.
 *
 * @throws ObjectErrors.NotMappable
 */
export function addAttribute(
  documents: EditedDocuments,
  model: Model,
  place: MappedPlace,
  object: string,
  draft: DraftAttribute,
): void {
  requireObject(model, object);
  const { company } = model;
  const { name } = draft;
  // First, because it refuses what cannot be mapped.
  placeMember(documents, company, place, { object, name, kind: 'col', attributes: colOf(draft) });
  const { document, element } = declarationOf(documents, object);
  const attributes = Object.fromEntries(
    Object.entries(attrOf(draft)).map(([key, value]) => [key, value === undefined ? undefined : String(value)]),
  );
  const added = { name: 'attr', attributes, comments: draft.notes };
  documents.change(document, insertElement(document, element, behindLast(element, 'attr'), added));
}

/** `<object>` or `<extend>`; where there is neither, an `<extend>` behind all other objects. */
function declarationOf(documents: EditedDocuments, object: string) {
  const find = () =>
    documents.find('objects', 'object').find(({ element }) => attributeOf(element, 'name') === object) ??
    documents.find('objects', 'extend').find(({ element }) => attributeOf(element, 'object') === object);
  const found = find();
  if (found !== undefined) return found;
  const [objects] = documents.find('objects');
  if (objects !== undefined) {
    const { document, element } = objects;
    const added = { name: 'extend', attributes: { object } };
    documents.change(document, insertElement(document, element, behindLast(element, 'object', 'extend'), added));
  } else {
    const [main] = documents.find().filter(({ element }) => element.attributes.has('extends'));
    if (main === undefined) throw new ObjectErrors.UnknownObject({ object });
    const added = { name: 'objects', children: [{ name: 'extend', attributes: { object } }] };
    documents.change(main.document, insertElement(main.document, main.element, 0, added));
  }
  const extended = find();
  if (extended === undefined) throw new ObjectErrors.UnknownObject({ object });
  return extended;
}
