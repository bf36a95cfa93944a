import type { StoredType } from '../../catalogue/stored-type.js';
import type { Connection } from '../../engine/engine.js';
import { splitTableName } from '../../table-name.js';
import type { EngineName } from '../engine-name.js';
import type { ColumnPlan } from '../plan/transfer-plan.js';
import { quoted } from '../quote.js';
import { plain } from '../side.js';
import type { ColumnReader } from '../values/column-reader.js';
import { mariadbReader } from '../values/mariadb-reader.js';
import { postgresReader } from '../values/postgres-reader.js';
import { sqliteReader } from '../values/sqlite-reader.js';

/** A column to be read: its name and what it holds. */
export interface ReadColumn {
  readonly name: string;
  readonly type: StoredType;
  readonly engineType: string;
  readonly arrays: ColumnPlan['arrays'];
}

export const sourceColumn = ({ name, source, sourceType, arrays }: ColumnPlan): ReadColumn => ({
  name,
  type: source,
  engineType: sourceType,
  arrays,
});

export function readerOf(engine: EngineName, { type, engineType, arrays }: ReadColumn): ColumnReader {
  switch (engine) {
    case 'sqlite':
      return sqliteReader(type);
    case 'postgres':
      return postgresReader(type, arrays);
    case 'mariadb':
      return mariadbReader(type, engineType);
  }
}

/** A table's name in the catalogue as the engine's SQL writes it. */
export function quotedTable(engine: EngineName, table: string): string {
  const { schema, name } = splitTableName(table);
  return schema === undefined ? quoted(engine, name) : `${quoted(engine, schema)}.${quoted(engine, name)}`;
}

/**
 * The rows of a table in the order in which the engine finds them, a batch at a time, as the driver returns them.
 *
 * @param where which rows, in the engine's SQL; all of them without it
 */
export async function* rawRows(
  engine: EngineName,
  connection: Connection,
  table: string,
  columns: readonly ReadColumn[],
  where?: string,
): AsyncGenerator<readonly (readonly unknown[])[]> {
  const list = columns.map((column) => readerOf(engine, column).expression(quoted(engine, column.name)));
  const rows = `SELECT ${list.length === 0 ? '1' : list.join(', ')} FROM ${quotedTable(engine, table)}`;
  const safe = engine === 'sqlite' && where === undefined && !(await hasLargeNumbers(connection, table, columns));
  yield* connection.batches(where === undefined ? rows : `${rows} WHERE ${where}`, safe);
}

/** Whether SQLite holds whole numbers that JavaScript's do not hold exactly; without them reading is quicker. */
async function hasLargeNumbers(
  connection: Connection,
  table: string,
  columns: readonly ReadColumn[],
): Promise<boolean> {
  const conditions = columns
    .filter(({ type }) => type.kind !== 'text')
    .map(({ name }) => quoted('sqlite', name))
    .map(
      (name) =>
        `(typeof(${name}) = 'integer' AND ${name} NOT BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER})`,
    );
  if (conditions.length === 0) return false;
  const sql = `SELECT 1 FROM ${quotedTable('sqlite', table)} WHERE ${conditions.join(' OR ')} LIMIT 1`;
  return (await connection.rows(plain(sql))).length > 0;
}
