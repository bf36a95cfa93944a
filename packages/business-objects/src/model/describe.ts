import type { ObjectType } from '../contract.js';
import type { AttributeModel, LinkModel, ObjectModel } from './model.js';

/** The object type as its contract describes it to screens and to authors. */
export function describeObject(object: ObjectModel): ObjectType {
  const write = object.mapping?.write ?? 'none';
  return {
    name: object.name,
    label: object.label,
    key: [...object.key],
    attributes: [...object.attributes.values()].map((attribute) => describeAttribute(attribute, object)),
    links: [...object.links.values()].map(describeLink),
    write,
    may: { create: write !== 'none', change: write === 'all', delete: write === 'all' },
    ...(object.dedupe.length === 0 ? {} : { duplicates: true }),
    presentation: object.presentation,
    ...(object.history === undefined ? {} : { history: true }),
  };
}

function describeAttribute(attribute: AttributeModel, { mapping }: ObjectModel): ObjectType['attributes'][number] {
  const { name, label, type, required, size, precision, scale, values, search } = attribute;
  const column = mapping?.columns.get(name);
  const writable =
    mapping !== undefined && mapping.write !== 'none' && column?.generate === 'none' && column.readOnly !== true;
  return {
    name,
    label,
    type,
    required,
    search,
    writable,
    ...(size === undefined ? {} : { size }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
    ...(values === undefined ? {} : { values: [...values] }),
  };
}

function describeLink({ name, label, to, many, required, inverse }: LinkModel): ObjectType['links'][number] {
  return { name, label, to, many, required, ...(inverse === undefined ? {} : { inverse }) };
}
