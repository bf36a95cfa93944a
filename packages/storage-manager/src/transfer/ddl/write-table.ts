import type { EngineName } from '../engine-name.js';
import type { ColumnPlan, ForeignKeyPlan, KeyPlan, TablePlan } from '../plan/transfer-plan.js';
import { literal, quoted } from '../quote.js';

/** The name of a planned table in the target's SQL. */
export function tableName(engine: EngineName, { schema, target }: Pick<TablePlan, 'schema' | 'target'>): string {
  return schema === undefined ? quoted(engine, target) : `${quoted(engine, schema)}.${quoted(engine, target)}`;
}

export const columnList = (engine: EngineName, columns: readonly string[]) =>
  columns.map((column) => quoted(engine, column)).join(', ');

/**
 * The statement that makes a table. SQLite adds no constraints later, so all of them are in it; MariaDB keeps rows in the order of
 * the key, which has to be there before them; PostgreSQL gets everything when the rows are there, which is quicker.
 *
 * @param parentOf the table that a foreign key leads to
 */
export function writeTable(engine: EngineName, table: TablePlan, parentOf: (key: ForeignKeyPlan) => TablePlan): string {
  const counting = table.columns.find(({ identity }) => identity !== undefined);
  const inColumn = engine === 'sqlite' && counting !== undefined;
  const items = table.columns.map((column) => columnDefinition(engine, column));
  if (engine !== 'postgres' && table.key && !inColumn)
    items.push(`PRIMARY KEY (${columnList(engine, table.key.columns)})`);
  if (engine === 'sqlite') {
    items.push(
      ...table.unique.map((key) => named(engine, key, `UNIQUE (${columnList(engine, key.columns)})`)),
      ...table.checks.map((check) => named(engine, check, `CHECK (${check.expression})`)),
      ...table.foreignKeys.map((key) => named(engine, key, writeForeignKey(engine, key, parentOf(key)))),
    );
  }
  // A column of MariaDB that counts up has to come first in a key.
  if (engine === 'mariadb' && counting && table.key?.columns[0] !== counting.name)
    items.push(`KEY (${quoted(engine, counting.name)})`);
  return `CREATE TABLE ${tableName(engine, table)} (\n  ${items.join(',\n  ')}\n)${tableSuffix(engine, table)}`;
}

export const named = (engine: EngineName, { name }: Pick<KeyPlan, 'name'>, constraint: string) =>
  `CONSTRAINT ${quoted(engine, name)} ${constraint}`;

export function writeForeignKey(engine: EngineName, key: ForeignKeyPlan, parent: TablePlan): string {
  const rule = (on: string, what: string) => (what === 'no action' ? '' : ` ON ${on} ${what.toUpperCase()}`);
  const deferrable = key.deferrable ? ` DEFERRABLE INITIALLY ${key.deferred ? 'DEFERRED' : 'IMMEDIATE'}` : '';
  const target = engine === 'sqlite' ? quoted(engine, parent.target) : tableName(engine, parent);
  return `FOREIGN KEY (${columnList(engine, key.columns)}) REFERENCES ${target} (${columnList(engine, key.to)})${rule('UPDATE', key.onUpdate)}${rule('DELETE', key.onDelete)}${deferrable}`;
}

function columnDefinition(engine: EngineName, column: ColumnPlan): string {
  const name = quoted(engine, column.name);
  if (column.identity !== undefined && engine === 'sqlite') return `${name} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL`;
  const counting = column.identity === undefined ? '' : counts(engine, column.identity.always);
  const given = column.default === undefined ? '' : ` DEFAULT ${column.default}`;
  const comment =
    engine === 'mariadb' && column.comment !== undefined ? ` COMMENT ${literal(engine, column.comment)}` : '';
  const nullable = column.nullable ? (engine === 'mariadb' ? ' NULL' : '') : ' NOT NULL';
  return `${name} ${column.sql}${nullable}${given}${column.suffix ?? ''}${counting}${comment}`;
}

function counts(engine: EngineName, always: boolean): string {
  return engine === 'mariadb' ? ' AUTO_INCREMENT' : ` GENERATED ${always ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`;
}

function tableSuffix(engine: EngineName, { comment }: TablePlan): string {
  if (engine !== 'mariadb') return '';
  const about = comment === undefined ? '' : ` COMMENT=${literal(engine, comment)}`;
  return ` ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin${about}`;
}
