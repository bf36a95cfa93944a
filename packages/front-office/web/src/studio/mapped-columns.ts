import type { OutlinedObject } from '../../../src/api-types.js';

/** A table of a store. */
export interface TablePlace {
  readonly store: string;
  readonly table: string;
}

/** By column what lies in it: `Customer.name`, or an object whose conditions name it. */
export type MappedColumns = ReadonlyMap<string, readonly string[]>;

/** The mapped columns of all tables of a store, by table. */
export function mappedTables(objects: readonly OutlinedObject[], store: string): ReadonlyMap<string, MappedColumns> {
  const tables = new Map<string, Map<string, string[]>>();
  const note = (table: string, column: string, what: string) => {
    const columns = tables.get(table) ?? new Map<string, string[]>();
    tables.set(table, columns.set(column, [...(columns.get(column) ?? []), what]));
  };
  for (const object of objects.filter((each) => each.store === store)) {
    for (const { name, mapped } of object.members) {
      for (const column of mapped?.columns ?? []) note(mapped?.table ?? '', column, `${object.name}.${name}`);
    }
    for (const { table, columns } of object.used) {
      for (const column of columns.filter((each) => !tables.get(table)?.has(each))) {
        note(table, column, `${object.name}, in a condition or a key`);
      }
    }
  }
  return tables;
}

/** A table without the schema that mappings may write and catalogues leave out. */
export const bareTable = (name: string) => name.replace(/^(?:public|main)\.(?=.)/, '');
