import { columnsOf } from '../check/table-parts.js';
import type { AttributeModel, LinkModel, Model, ObjectMapping, ObjectModel } from '../model/model.js';
import { bareTable, type MappedPlace, placeOf } from './mapped-place.js';
import type { OutlinedObject } from './modeler-contract.js';

type Member = OutlinedObject['members'][number];

/** The objects of a model with the columns they are mapped to, as far as a model with mistakes in it tells. */
export function outlineOf({ objects }: Pick<Model, 'objects'>): OutlinedObject[] {
  return [...objects.values()].map((object) => {
    const { name, label, mapping, attributes, links } = object;
    const members = [
      ...[...attributes.values()].map((attribute) => attributeMember(object, attribute)),
      ...[...links.values()].map((link) => linkMember(object, link)),
    ];
    const lies = mapping === undefined ? {} : { store: mapping.store, table: bareTable(mapping.table) };
    return {
      name,
      label,
      ...lies,
      tables: tablesOf(mapping),
      members,
      used: mapping === undefined ? [] : usedIn(mapping),
    };
  });
}

function attributeMember({ key, mapping }: ObjectModel, attribute: AttributeModel): Member {
  const { name, label, type, required, formula } = attribute;
  const column = mapping?.columns.get(name)?.column.name;
  return {
    ...{ name, label, type, required, key: key.includes(name) },
    ...(formula === undefined ? {} : { unmappable: 'formula' as const }),
    ...(mapping === undefined || column === undefined ? {} : { mapped: grouped([placeOf(mapping, column)]) }),
  };
}

function linkMember({ key, mapping }: ObjectModel, { name, label, to, many, required }: LinkModel): Member {
  const columns = mapping?.joins.get(name);
  return {
    ...{ name, label, type: `→ ${to}`, required, key: key.includes(name) },
    ...(many ? { unmappable: 'many' as const } : {}),
    ...(mapping === undefined || columns === undefined
      ? {}
      : { mapped: grouped(columns.map((column) => placeOf(mapping, column))) }),
  };
}

function grouped(places: readonly MappedPlace[]) {
  return { table: places[0]?.table ?? '', columns: places.map(({ column }) => column) };
}

function tablesOf(mapping: ObjectMapping | undefined): string[] {
  if (mapping === undefined) return [];
  return [...new Set([mapping.table, ...[...mapping.sides.values()].map(({ table }) => table)].map(bareTable))];
}

/** Columns that stand in conditions, locks and keys of side tables. */
function usedIn(mapping: ObjectMapping): OutlinedObject['used'] {
  const named = [...mapping.columnPlaces.keys(), ...columnsOf(mapping.where).map(({ name }) => name)];
  const removed = (mapping.remove ?? []).map(({ column }) => column.name);
  const inSides = [...mapping.sides.values()].flatMap((side) =>
    columnsOf(side.where).map(({ name }) => `${side.name}.${name}`),
  );
  const byTable = new Map<string, Set<string>>();
  for (const { table, column } of [...named, ...removed, ...inSides].map((name) => placeOf(mapping, name))) {
    byTable.set(table, (byTable.get(table) ?? new Set()).add(column));
  }
  return [...byTable].map(([table, columns]) => ({ table, columns: [...columns] }));
}
