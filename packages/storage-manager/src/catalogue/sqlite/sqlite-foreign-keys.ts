import { joinTableName } from '../../table-name.js';
import type { ForeignKey } from '../catalogue.js';
import { grouped } from '../grouped.js';
import { ruleOf } from '../rule.js';
import { keyOf } from './sqlite-columns.js';
import type { ColumnRow, ForeignKeyRow } from './sqlite-queries.js';
import type { TableDefinition } from './table-definition.js';

/**
 * The foreign keys of a table, in the order in which its text has them. SQLite numbers them backwards, and leaves names as
 * the reference writes them, which need not be how the table itself does.
 */
export function readForeignKeys(
  rows: readonly ForeignKeyRow[],
  definition: TableDefinition,
  tables: ReadonlyMap<string, readonly ColumnRow[]>,
): ForeignKey[] {
  const keys = [...grouped(rows, ([id]) => id).values()].reverse();
  const told = keys.length === definition.foreignKeys.length ? definition.foreignKeys : [];
  return keys.map((parts, index) => {
    const [, target = '', , , onUpdate = '', onDelete = ''] = parts[0] ?? [];
    const table = [...tables.keys()].find((name) => same(name, target)) ?? target;
    const there = tables.get(table) ?? [];
    const named = parts.flatMap(([, , , to]) =>
      to === null ? [] : [there.find(([name]) => same(name, to))?.[0] ?? to],
    );
    return {
      ...(told[index] ?? { deferrable: false, deferred: false }),
      columns: parts.map(([, , from]) => from),
      table: joinTableName({ name: table }),
      to: named.length ? named : keyOf(there),
      onUpdate: ruleOf(onUpdate),
      onDelete: ruleOf(onDelete),
    };
  });
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
