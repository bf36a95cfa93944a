import { checkName } from '../sql/definition.js';
import { splitTableName } from '../table-name.js';
import { isCheckOf } from './column-state.js';
import { renamedIndexes } from './index-sets.js';
import type { WrittenTable } from './written-table.js';

/** A table under another name, with its indexes. */
export function renameTable(t: WrittenTable, to: string): readonly string[] {
  const bare = t.sql.name(splitTableName(to).name);
  const renamed = renamedIndexes(t.table, { table: to });
  if (t.engine === 'mariadb') {
    const indexes = renamed.map((set) => `RENAME INDEX ${t.sql.name(set.name)} TO ${t.sql.name(set.to)}`);
    return [`ALTER TABLE ${t.name} ${[...indexes, `RENAME TO ${t.sql.table(to)}`].join(', ')}`];
  }
  return [
    `ALTER TABLE ${t.name} RENAME TO ${bare}`,
    ...indexesRenamed(t, renamed, to),
    ...t.table.columns.flatMap(({ name }) => checkRenamed(t, name, to, name)),
  ];
}

/** A column under another name, with the indexes that hold it. */
export function renameColumn(t: WrittenTable, column: string, to: string): readonly string[] {
  const renamed = renamedIndexes(t.table, { column: [column, to] });
  const rename = `RENAME COLUMN ${t.sql.name(column)} TO ${t.sql.name(to)}`;
  if (t.engine === 'mariadb') {
    const indexes = renamed.map((set) => `RENAME INDEX ${t.sql.name(set.name)} TO ${t.sql.name(set.to)}`);
    return [`ALTER TABLE ${t.name} ${[rename, ...indexes].join(', ')}`];
  }
  return [
    `ALTER TABLE ${t.name} ${rename}`,
    ...indexesRenamed(t, renamed, t.table.name),
    ...checkRenamed(t, column, t.table.name, to),
  ];
}

function indexesRenamed(t: WrittenTable, renamed: ReturnType<typeof renamedIndexes>, table: string): readonly string[] {
  const { schema } = splitTableName(t.table.name);
  const at = (name: string) => `${schema === undefined ? '' : `${t.sql.name(schema)}.`}${t.sql.name(name)}`;
  if (t.engine === 'postgres')
    return renamed.map((set) => `ALTER INDEX ${at(set.name)} RENAME TO ${t.sql.name(set.to)}`);
  return renamed.flatMap((set) => [
    `DROP INDEX ${t.sql.name(set.name)}`,
    t.createIndex(table, set.newColumns, set.unique),
  ]);
}

/** PostgreSQL keeps the names of checks apart; SQLite does not look at them. */
export function checkRenamed(t: WrittenTable, column: string, table: string, to: string): readonly string[] {
  if (t.engine !== 'postgres') return [];
  const check = t.table.checks.find((each) => isCheckOf(each, column));
  const name = checkName(table, to);
  if (check?.name === undefined || check.name === name) return [];
  return [`ALTER TABLE ${t.sql.table(table)} RENAME CONSTRAINT ${t.sql.name(check.name)} TO ${t.sql.name(name)}`];
}
