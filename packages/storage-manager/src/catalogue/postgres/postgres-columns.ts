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
  const [, , name, engineType, typeOid, isArray, valueType, required, identity, computed, expression] = row;
  const [collation, comment, sequence] = row.slice(11) as [string | null, string | null, string | null];
  const countsUp = identity !== '' || sequence !== null;
  const upcoming = next.get(sequence ?? '');
  return {
    name,
    engineType,
    type: typeOf(valueType, isArray === 't', enums.get(typeOid)),
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

function typeOf(valueType: string, isArray: boolean, labels: readonly string[] | undefined): StoredType {
  const type: StoredType = labels ? { kind: 'enum', values: labels } : postgresType(valueType);
  return isArray ? { kind: 'array', of: type } : type;
}

/** A domain's check with the column where it says VALUE. */
export function checkOfColumn(expression: string, column: string): string {
  const name = `"${column.replaceAll('"', '""')}"`;
  return expression.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\bVALUE\b/g, (found) => (found === 'VALUE' ? name : found));
}
