import type { CatalogueTable } from '../catalogue/catalogue.js';
import { indexName } from '../sql/definition.js';

/** What the names of indexes begin with that CARUSO has made. */
export const OWN_INDEX = /^(?:ix|uq)_/;

/** An index over whole columns and all rows. */
export interface ColumnSet {
  readonly name: string | undefined;
  readonly columns: readonly string[];
  readonly unique: boolean;
}

/** The indexes and unique constraints of a table that hold columns as a definition names them. */
export function columnSets({ unique, indexes }: CatalogueTable): readonly ColumnSet[] {
  const sets = unique.map(({ name, columns }): ColumnSet => ({ name, columns, unique: true }));
  for (const { name, unique: isUnique, parts, where } of indexes) {
    const columns = parts.flatMap(({ column, prefix }) =>
      column === undefined || prefix !== undefined ? [] : [column],
    );
    if (where === undefined && columns.length === parts.length) sets.push({ name, columns, unique: isUnique });
  }
  return sets;
}

/** Own indexes whose name follows from what they hold, and what they would be called after a change of names. */
export function renamedIndexes(
  table: CatalogueTable,
  to: { readonly table?: string; readonly column?: readonly [from: string, to: string] },
): readonly (ColumnSet & { readonly name: string; readonly to: string; readonly newColumns: readonly string[] })[] {
  return columnSets(table).flatMap((set) => {
    if (set.name !== indexName(table.name, set.columns, set.unique)) return [];
    const newColumns = set.columns.map((column) => (column === to.column?.[0] ? to.column[1] : column));
    const name = indexName(to.table ?? table.name, newColumns, set.unique);
    return name === set.name ? [] : [{ ...set, name: set.name, to: name, newColumns }];
  });
}
