import type { StoredType } from '../../catalogue/stored-type.js';
import type { Connection } from '../../engine/engine.js';
import { splitTableName } from '../../table-name.js';
import type { EngineName } from '../engine-name.js';
import type { ColumnPlan } from '../plan/transfer-plan.js';
import { quoted } from '../quote.js';
import type { ColumnReader } from '../values/column-reader.js';
import { mariadbReader } from '../values/mariadb-reader.js';
import { postgresReader } from '../values/postgres-reader.js';
import { sqliteReader } from '../values/sqlite-reader.js';

/** The most rows that are in memory at once. */
const BATCH = 2_000;

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
export function rawRows(
  engine: EngineName,
  connection: Connection,
  table: string,
  columns: readonly ReadColumn[],
  where?: string,
): AsyncIterable<readonly (readonly unknown[])[]> {
  const list = columns.map((column) => readerOf(engine, column).expression(quoted(engine, column.name)));
  const rows = `SELECT ${list.length === 0 ? '1' : list.join(', ')} FROM ${quotedTable(engine, table)}`;
  return connection.batches(where === undefined ? rows : `${rows} WHERE ${where}`, BATCH);
}
