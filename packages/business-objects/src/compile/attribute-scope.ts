import { type Type, types } from '@caruso/language';
import type { AttributeModel, LinkModel } from '../model/model.js';

const TYPES: Readonly<Record<Exclude<AttributeModel['type'], 'enum'>, Type>> = {
  string: types.text,
  text: types.text,
  email: types.text,
  phone: types.text,
  url: types.text,
  uuid: types.text,
  integer: types.number,
  long: types.number,
  decimal: types.number,
  double: types.number,
  boolean: types.yesno,
  date: types.date,
  time: types.time,
  instant: types.instant,
  // The language has no date and time without a zone.
  localDateTime: types.text,
  binary: types.unknown,
  json: types.unknown,
};

/** What an attribute is in an expression. */
function expressionType({ type, values = [], broken }: AttributeModel): Type {
  if (broken) return types.unknown;
  return type === 'enum' ? types.code(...values) : TYPES[type];
}

/** The names an expression of an object may use: its attributes, and its links to one object as their keys. */
export function attributeScope(
  attributes: Iterable<AttributeModel>,
  links: Iterable<LinkModel>,
): ReadonlyMap<string, Type> {
  const scope = new Map<string, Type>();
  for (const attribute of attributes) scope.set(attribute.name, expressionType(attribute));
  for (const link of links) if (!link.many) scope.set(link.name, types.text);
  return scope;
}
