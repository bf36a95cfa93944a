import type { CatalogueColumn } from '../catalogue.js';
import type { StoredType } from '../stored-type.js';
import type { ColumnRow } from './postgres-queries.js';
import { postgresType } from './postgres-type.js';

/** What stands beside the columns in PostgreSQL's own tables. */
export interface ColumnFacts {
  /** The values of enumerations by the number of their type. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
  /** What sequences give next, by their number. */
  readonly next: ReadonlyMap<string, string>;
}

export function readColumn(row: ColumnRow, { enums, next }: ColumnFacts): CatalogueColumn {
  const [, , name, engineType, , , , required, identity, computed, expression] = row;
  const [collation, comment, sequence] = row.slice(11) as [string | null, string | null, string | null];
  const countsUp = identity !== '' || sequence !== null;
  const upcoming = next.get(sequence ?? '');
  return {
    name,
    engineType,
    type: typeOf(row, enums),
    nullable: required === 'f',
    generated: countsUp || computed !== '',
    ...(expression === null || countsUp || computed !== '' ? {} : { default: expression }),
    ...(computed === '' ? {} : { computed: { expression: expression ?? '', stored: computed === 's' } }),
    ...(countsUp
      ? { identity: { always: identity === 'a', ...(upcoming === undefined ? {} : { next: upcoming }) } }
      : {}),
    ...(collation === null ? {} : { collation }),
    ...(comment === null ? {} : { comment }),
  };
}

/** @param enums the values of enumerations by the number of their type */
export function typeOf(row: ColumnRow, enums: ColumnFacts['enums']): StoredType {
  const [, , , , typeOid, isArray, valueType] = row;
  const values = enums.get(typeOid);
  const type: StoredType = values ? { kind: 'enum', values } : postgresType(valueType);
  return isArray === 't' ? { kind: 'array', of: type } : type;
}

/** A domain's check with the column where it says VALUE. */
export function checkOfColumn(expression: string, column: string): string {
  const name = `"${column.replaceAll('"', '""')}"`;
  return expression.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\bVALUE\b/g, (found) => (found === 'VALUE' ? name : found));
}
