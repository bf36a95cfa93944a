import type { AttributeModel, ColumnMapping, Model, ObjectMapping, ObjectModel } from './model.js';

/** The link by which an object reaches what is kept beside its table; no name of a document is like it. */
export const BESIDE = '+';

/** The object type that holds what is kept beside the table of another one. */
export const besideOf = (object: string): string => `${object}${BESIDE}`;

/** The object type that people know, also of what is kept beside the table of one. */
export const wholeOf = (object: string): string => (object.endsWith(BESIDE) ? object.slice(0, -BESIDE.length) : object);

/** The prefix of columns that lie beside the table, as a mapping names them. */
export const BESIDE_PREFIX = `${BESIDE}.`;

/**
 * The model with every `<extension>` as an object type of its own, which has the key of the object it belongs to, and a link
 * to it from there. So reading in batches, filtering and sorting are those of links, with their limits.
 */
export function splitExtensions(model: Model): Model {
  const objects = [...model.objects.values()].flatMap((object) =>
    object.mapping?.extension === undefined ? [object] : split(object, object.mapping, object.mapping.extension),
  );
  return objects.length === model.objects.size
    ? model
    : { ...model, objects: new Map(objects.map((object) => [object.name, object])) };
}

function split(
  object: ObjectModel,
  mapping: ObjectMapping,
  { store, table, attributes: names, was, place, storePlace }: NonNullable<ObjectMapping['extension']>,
): ObjectModel[] {
  const isBeside = (name: string) => names.has(name);
  const inKey = (name: string) => object.key.includes(name);
  // Checks that look at both sides are made before anything is written; see ExtendedRepository.
  const part = (attribute: AttributeModel): AttributeModel => {
    const { check, ...rest } = attribute;
    const here = isBeside(attribute.name);
    return check === undefined || check.names.every((name) => isBeside(name) === here) ? attribute : rest;
  };
  const attributes = [...object.attributes.values()];
  const own = attributes.filter(({ name }) => !isBeside(name)).map(part);
  const beside = attributes.filter(({ name }) => isBeside(name) || inKey(name)).map(part);
  const keyLinks = [...object.links.values()].filter(({ name }) => inKey(name));
  const columns = [...mapping.columns];
  const { extension: _, ...rest } = mapping;
  const isBesideColumn = (name: string) => name.startsWith(BESIDE_PREFIX);
  const keys = object.key.flatMap((name) => mapping.joins.get(name) ?? mapping.columns.get(name)?.column.name ?? []);
  const { check, ...main } = object;
  return [
    {
      ...main,
      ...(check?.names.some(isBeside) ? {} : check && { check }),
      attributes: byName(own),
      links: new Map(object.links).set(BESIDE, {
        kind: 'link',
        name: BESIDE,
        label: '',
        to: besideOf(object.name),
        many: false,
        required: false,
      }),
      mapping: {
        ...rest,
        columns: new Map(columns.filter(([name]) => !isBeside(name))),
        joins: new Map(mapping.joins).set(BESIDE, keys),
        columnsWere: new Map([...mapping.columnsWere].filter(([name]) => !isBesideColumn(name))),
      },
    },
    {
      name: besideOf(object.name),
      label: object.label,
      key: object.key,
      unique: [],
      dedupe: [],
      title: () => '',
      attributes: byName(beside),
      links: new Map(keyLinks.map((link) => [link.name, link])),
      presentation: {},
      mapping: {
        store,
        table,
        managed: true,
        lock: { kind: 'compare-all' },
        write: 'all',
        columns: new Map(
          columns.filter(([name]) => isBeside(name) || inKey(name)).map(([name, column]) => [name, bare(column)]),
        ),
        keyTexts: mapping.keyTexts,
        joins: new Map(keyLinks.map(({ name }) => [name, mapping.joins.get(name) ?? []])),
        sides: new Map(),
        place,
        storePlace,
        columnPlaces: besideOnly(mapping.columnPlaces),
        columnsWere: besideOnly(mapping.columnsWere),
        ...(was === undefined ? {} : { was }),
      },
    },
  ];
}

/** What is said of columns beside the table, by the names they have there. */
function besideOnly<Said>(said: ReadonlyMap<string, Said>): Map<string, Said> {
  return new Map(
    [...said].flatMap(([name, each]) =>
      name.startsWith(BESIDE_PREFIX) ? [[name.slice(BESIDE_PREFIX.length), each] as const] : [],
    ),
  );
}

function bare(mapping: ColumnMapping): ColumnMapping {
  const { column } = mapping;
  const name = column.name.startsWith(BESIDE_PREFIX) ? column.name.slice(BESIDE_PREFIX.length) : column.name;
  return { ...mapping, column: { ...column, name }, generate: 'none' };
}

const byName = (attributes: readonly AttributeModel[]) => new Map(attributes.map((each) => [each.name, each]));
