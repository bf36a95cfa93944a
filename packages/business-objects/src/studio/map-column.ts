import { ObjectErrors } from '../errors.js';
import { keyColumns } from '../model/key-columns.js';
import type { AttributeModel, Model, ObjectModel } from '../model/model.js';
import type { DraftAttribute } from '../modeler/draft.js';
import { colOf } from '../modeler/write-draft.js';
import type { EditedDocuments } from './edited-documents.js';
import type { MappedPlace } from './mapped-place.js';
import { placeMember } from './place-mapping.js';

const TEXTS: readonly AttributeModel['type'][] = ['string', 'text', 'email', 'phone', 'url'];

/**
 * Maps a column to an attribute, or to a link whose key is one column. How its values lie in the column is taken over from the
 * draft where both are of the same type; otherwise that is left to people, and the check says what does not fit.
 *
 * @param draft what the column looks like
 * @throws ObjectErrors.NotMappable
 */
export function mapColumn(
  documents: EditedDocuments,
  model: Model,
  place: MappedPlace,
  member: { readonly object: string; readonly name: string },
  draft: DraftAttribute,
): void {
  const object = requireObject(model, member.object);
  const attribute = object.attributes.get(member.name);
  const { company } = model;
  if (attribute === undefined) {
    requireLinkOfOne(model, object, member.name);
    const attributes = { link: member.name, columns: place.column };
    placeMember(documents, company, place, { ...member, kind: 'join', attributes });
    return;
  }
  if (attribute.formula !== undefined) {
    const reason = 'it is computed by its formula, and so lies in no column';
    throw new ObjectErrors.NotMappable({ what: `"${object.name}.${member.name}"`, reason });
  }
  const attributes = fits(attribute, draft)
    ? colOf({ ...draft, name: member.name })
    : { attr: member.name, column: place.column };
  placeMember(documents, company, place, { ...member, kind: 'col', attributes });
}

/** @throws ObjectErrors.UnknownObject */
export function requireObject({ objects }: Model, name: string): ObjectModel {
  const object = objects.get(name);
  if (object === undefined) throw new ObjectErrors.UnknownObject({ object: name });
  return object;
}

function requireLinkOfOne({ objects }: Model, { name: object, links }: ObjectModel, name: string): void {
  const what = `"${object}.${name}"`;
  const link = links.get(name);
  if (link === undefined) throw new ObjectErrors.NotMappable({ what, reason: 'there is no such attribute or link' });
  if (link.many) {
    const reason = `it leads to many; map the link "${link.inverse ?? 'back'}" of "${link.to}" instead`;
    throw new ObjectErrors.NotMappable({ what, reason });
  }
  const target = objects.get(link.to);
  const key = target && keyColumns(target, objects);
  if (key === undefined || key.length === 1) return;
  const reason = `the key of "${link.to}" has ${key.length} columns; write <join link="${name}" columns="…"/> with all of them`;
  throw new ObjectErrors.NotMappable({ what, reason });
}

function fits(attribute: AttributeModel, draft: DraftAttribute): boolean {
  if (attribute.type === 'enum') {
    return draft.type === 'enum' && (draft.values ?? []).every((value) => attribute.values?.includes(value));
  }
  return attribute.type === draft.type || (TEXTS.includes(attribute.type) && TEXTS.includes(draft.type));
}
