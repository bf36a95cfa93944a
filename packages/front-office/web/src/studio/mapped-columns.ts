import type { OutlinedObject, StudioTable } from '../../../src/api-types.js';

/** A table of a store. */
export interface TablePlace {
  readonly store: string;
  readonly table: string;
}

/** By column of a table what lies in it: `Customer.name`, or an object whose conditions name it. */
export function mappedColumns(
  objects: readonly OutlinedObject[],
  { store, table }: TablePlace,
): ReadonlyMap<string, readonly string[]> {
  const mapped = new Map<string, string[]>();
  const note = (column: string, what: string) => mapped.set(column, [...(mapped.get(column) ?? []), what]);
  const bare = bareTable(table);
  for (const object of objects.filter((each) => each.store === store)) {
    for (const { name, mapped: place } of object.members) {
      if (place?.table === bare) for (const column of place.columns) note(column, `${object.name}.${name}`);
    }
    const conditions = object.used.filter((each) => each.table === bare).flatMap(({ columns }) => columns);
    for (const column of conditions) if (!mapped.has(column)) note(column, `${object.name}, in a condition or a key`);
  }
  return mapped;
}

/** How many columns of a table nothing is mapped to. */
export function unmappedCount(objects: readonly OutlinedObject[], store: string, table: StudioTable): number {
  const mapped = mappedColumns(objects, { store, table: table.name });
  return table.columns.filter(({ name }) => !mapped.has(name)).length;
}

/** A table without the schema that mappings may write and catalogues leave out. */
export const bareTable = (name: string) => name.replace(/^(?:public|main)\.(?=.)/, '');
