import type { ObjectMapping } from '../model/model.js';
import { BESIDE_PREFIX } from '../model/split-extensions.js';

/** A column as the database knows it. */
export interface MappedPlace {
  readonly store: string;
  readonly table: string;
  readonly column: string;
}

/** Where a column lies that a mapping names with the prefix of its table. */
export function placeOf(mapping: ObjectMapping, name: string): MappedPlace {
  const { store, extension } = mapping;
  if (extension !== undefined && name.startsWith(BESIDE_PREFIX)) {
    return { store: extension.store, table: extension.table, column: name.slice(BESIDE_PREFIX.length) };
  }
  const side = [...mapping.sides.values()].find((each) => name.startsWith(`${each.name}.`));
  if (side === undefined) return { store, table: bareTable(mapping.table), column: name };
  return { store, table: bareTable(side.table), column: name.slice(side.name.length + 1) };
}

/** A table without the schema that catalogues leave out. */
export function bareTable(name: string): string {
  return name.replace(/^(?:public|main)\.(?=.)/, '');
}
