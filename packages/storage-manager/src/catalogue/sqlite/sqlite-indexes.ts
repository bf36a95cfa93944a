import type { CatalogueIndex, CatalogueUnique } from '../catalogue.js';
import { grouped } from '../grouped.js';
import { readIndexDefinition } from './index-definition.js';
import type { IndexRow } from './sqlite-queries.js';
import type { TableDefinition } from './table-definition.js';

/** The unique constraints of a table, named where its text names them, and its other indexes; both by their names. */
export function readIndexes(
  rows: readonly IndexRow[],
  { unique: told, collations }: TableDefinition,
  texts: ReadonlyMap<string, string>,
): { readonly unique: CatalogueUnique[]; readonly indexes: CatalogueIndex[] } {
  const unique: CatalogueUnique[] = [];
  const indexes: CatalogueIndex[] = [];
  for (const [name, parts] of grouped(rows, ([index]) => index)) {
    const origin = parts[0]?.[2];
    if (origin === 'u') {
      const columns = parts.map(([, , , , column]) => column ?? '');
      unique.push({ ...told.find((each) => sameColumns(each.columns, columns)), columns });
    }
    if (origin === 'c') indexes.push(readIndex(name, parts, { collations, text: texts.get(name) ?? '' }));
  }
  return { unique: unique.reverse(), indexes: indexes.reverse() };
}

interface IndexFacts {
  readonly collations: ReadonlyMap<string, string>;
  /** The CREATE INDEX. */
  readonly text: string;
}

function readIndex(name: string, rows: readonly IndexRow[], { collations, text }: IndexFacts): CatalogueIndex {
  const definition = readIndexDefinition(text);
  const parts = rows.map(([, , , place, column, descending, collation], index) => {
    const own = collations.get((column ?? '').toLowerCase()) ?? 'BINARY';
    return {
      ...(place >= -1n && column !== null ? { column } : { expression: definition.parts[index] ?? '' }),
      descending: descending > 0n,
      ...(collation.toUpperCase() === own.toUpperCase() ? {} : { collation }),
    };
  });
  const where = definition.where === undefined ? {} : { where: definition.where };
  return { name, unique: rows[0]?.[1] === 1n, parts, ...where };
}

function sameColumns(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => name.toLowerCase() === other[index]?.toLowerCase());
}
