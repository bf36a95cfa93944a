import type { CatalogueTable } from '@caruso/storage-manager/contract';
import { columns } from '../columns.js';

/** Tables with a line each: how wide they are, their keys, and where they lead. */
export function listTables(tables: readonly CatalogueTable[]): string {
  if (tables.length === 0) return 'There are no tables in it.';
  return columns([['table', 'kind', 'columns', 'key', 'leads to'], ...tables.map(lineOf)], [2]);
}

function lineOf(table: CatalogueTable): readonly string[] {
  const targets = [...new Set(table.foreignKeys.map((reference) => reference.table))];
  return [table.name, kindOf(table), String(table.columns.length), table.key.join(', '), targets.join(', ')];
}

/** `view`, or `table (partitioned)`. */
export function kindOf({ kind, traits = [] }: CatalogueTable): string {
  return traits.length ? `${kind} (${traits.join(', ')})` : kind;
}
