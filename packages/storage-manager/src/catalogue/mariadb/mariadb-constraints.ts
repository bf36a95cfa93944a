import { joinTableName } from '../../table-name.js';
import type { CatalogueTable, ForeignKey } from '../catalogue.js';
import { grouped } from '../grouped.js';
import { ruleOf } from '../rule.js';
import type { CheckRow, ForeignKeyRow, IndexRow, RuleRow } from './mariadb-queries.js';

/** The foreign keys of a table; MariaDB defers none. */
export function readForeignKeys(rows: readonly ForeignKeyRow[], rules: readonly RuleRow[]): ForeignKey[] {
  return [...grouped(rows, ([, name]) => name)].map(([name, parts]) => {
    const [, , , schema = null, target = ''] = parts[0] ?? [];
    const [, , onUpdate = '', onDelete = ''] = rules.find(([, constraint]) => constraint === name) ?? [];
    return {
      name,
      columns: parts.map(([, , column]) => column),
      table: joinTableName({ schema: schema ?? undefined, name: target }),
      to: parts.map(([, , , , , to]) => to),
      onUpdate: ruleOf(onUpdate),
      onDelete: ruleOf(onDelete),
      deferrable: false,
    };
  });
}

/** The key of a table, its unique constraints, which are all unique indexes of whole columns, and its other indexes. */
export function readIndexes(rows: readonly IndexRow[]): Pick<CatalogueTable, 'key' | 'unique' | 'indexes'> {
  const found: ReturnType<typeof readIndexes> = { key: [], unique: [], indexes: [] };
  for (const [name, parts] of grouped(rows, ([, index]) => index)) {
    const columns = parts.map(([, , , column]) => column ?? '');
    const whole = parts.every(([, , , column, prefix]) => column !== null && prefix === null);
    const unique = Number(parts[0]?.[2]) === 0;
    if (name === 'PRIMARY') found.key = columns;
    else if (unique && whole) found.unique.push({ name, columns });
    else
      found.indexes.push({
        name,
        unique,
        parts: parts.map(([, , , column, prefix, collation, , expression]) => ({
          ...(column === null ? { expression: expression ?? '' } : { column }),
          descending: collation === 'D',
          ...(prefix === null ? {} : { prefix: Number(prefix) }),
        })),
        method: parts[0]?.[6] ?? '',
      });
  }
  return found;
}

const IS_JSON = /^json_valid\(`((?:[^`]|``)+)`\)$/i;

/** The columns that a check keeps to JSON, which is how MariaDB has that type. */
export function jsonColumns(checks: readonly CheckRow[]): ReadonlySet<string> {
  return new Set(checks.flatMap(([, , expression]) => IS_JSON.exec(expression)?.[1]?.replaceAll('``', '`') ?? []));
}

/** The checks of a table, without those that belong to a type. */
export function readChecks(checks: readonly CheckRow[]): CatalogueTable['checks'] {
  return checks.flatMap(([, name, expression]) => (IS_JSON.test(expression) ? [] : [{ name, expression }]));
}
