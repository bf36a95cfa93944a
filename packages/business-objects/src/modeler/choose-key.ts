import type { CatalogueTable, LogicalType } from '@caruso/storage-manager/contract';
import type { TableSample } from './sample.js';
import { wordsOf } from './words.js';

/** The columns by which the rows of a table are told apart, and how that is known. */
export interface TableKey {
  readonly columns: readonly string[];
  readonly note?: string;
}

/** What a key of an object can consist of. */
const KEY_TYPES: readonly LogicalType[] = [
  'string',
  'text',
  'uuid',
  'integer',
  'long',
  'decimal',
  'date',
  'time',
  'instant',
  'localDateTime',
];
const IDENTIFYING = /^(?:id|nr|no|num|number|nbr|nummer|key|code|ean|serial|uuid|guid|sku|isbn)$/i;
const MOST_IN_KEY = 3;

/** The key that the database itself guarantees: the primary one, or the shortest unique one without absent values. */
export function declaredKey(table: CatalogueTable, sample: TableSample): TableKey | undefined {
  const usable = (columns: readonly string[]) =>
    columns.length > 0 && columns.every((name) => KEY_TYPES.includes(sample.columns.get(name)?.type ?? 'json'));
  if (usable(table.key)) return { columns: table.key };
  const required = (name: string) => table.columns.some((column) => column.name === name && !column.nullable);
  const indexes = table.indexes.flatMap(({ unique, where, parts }) =>
    unique && where === undefined && parts.every(({ column, prefix }) => column !== undefined && prefix === undefined)
      ? [parts.map(({ column = '' }) => column)]
      : [],
  );
  const uniques = [...table.unique.map(({ columns }) => columns), ...indexes]
    .filter((columns) => usable(columns) && columns.every(required))
    .sort((a, b) => a.length - b.length);
  const [columns] = uniques;
  return columns && { columns, note: `the table has no primary key that can be used, ${columns.join(', ')} is unique` };
}

/** Columns that might tell the rows of a table without a key apart, as far as a sample shows; likely ones first. */
export function possibleKeys(table: CatalogueTable, { rows, columns }: TableSample): readonly (readonly string[])[] {
  if (rows.length < 2) return [];
  const filled = table.columns
    .map(({ name }) => name)
    .filter((name) => {
      const type = columns.get(name)?.type ?? 'json';
      return ['string', 'uuid', 'integer', 'long'].includes(type) && columns.get(name)?.nulls === 0;
    });
  const isIdentifying = (name: string) =>
    wordsOf(name).some((word) => IDENTIFYING.test(word)) || /(?:id|nr|no)$/i.test(name);
  const candidates = filled.filter((name) => isIdentifying(name) || name === table.columns[0]?.name);
  const isUnique = (names: readonly string[]) =>
    new Set(rows.map((row) => JSON.stringify(names.map((name) => row[name])))).size === rows.length;
  const singles = candidates.filter((name) => isUnique([name])).map((name) => [name]);
  if (singles.length > 0) return singles;
  const several: string[][] = [];
  for (let width = 2; width <= Math.min(MOST_IN_KEY, candidates.length); width += 1)
    several.push(candidates.slice(0, width));
  return several.filter(isUnique);
}
