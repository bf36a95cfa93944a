import type { Connection, Engine } from '../engine/engine.js';
import { type CompleteTable, writeCreateTable } from '../sql/definition.js';
import { TableDefinition } from '../table-definition.js';

/** The table in which a managed store keeps how its tables are defined. */
export const DEFINITIONS = 'caruso_definition';

const records: CompleteTable = {
  name: DEFINITIONS,
  columns: [
    { name: 'name', type: 'string', size: 200, required: true, generated: false },
    { name: 'definition', type: 'text', required: true, generated: false },
  ],
  key: ['name'],
  unique: [],
  indexes: [],
};

/** Definitions by the names of their tables. */
export type Definitions = ReadonlyMap<string, CompleteTable>;

/**
 * How the tables of a store are defined, as far as that has been noted in it. An engine's own types say less: SQLite has text
 * for whatever is written as text, and MariaDB does not tell instants from local date-times.
 */
export async function readDefinitions(engine: Engine, connection: Connection): Promise<Definitions> {
  if (!(await engine.columnTypes(connection, { name: DEFINITIONS })).size) return new Map();
  const { quote } = engine.dialect;
  const sql = `SELECT ${quote('name')}, ${quote('definition')} FROM ${quote(DEFINITIONS)}`;
  const rows = await connection.rows({ sql, parameters: [] });
  return new Map(rows.flatMap(([name, text]) => [[String(name), read(String(text))] as const]).filter(isRead));
}

/** Notes how tables are defined, and forgets those that are undefined; what is noted so already is left alone. */
export async function writeDefinitions(
  store: string,
  engine: Engine,
  connection: Connection,
  changes: ReadonlyMap<string, CompleteTable | undefined>,
): Promise<void> {
  const known = await readDefinitions(engine, connection);
  const changed = [...changes]
    .map(([name, table]) => [name, table && JSON.stringify(TableDefinition.parse(table))] as const)
    .filter(([name, text]) => text !== JSON.stringify(known.get(name)));
  if (changed.length === 0) return;
  await connection.run({ sql: writeCreateTable(store, engine.dialect, records), parameters: [] });
  const { quote, placeholder } = engine.dialect;
  const [table, name, definition] = [DEFINITIONS, 'name', 'definition'].map(quote);
  for (const [of, given] of changed) {
    await connection.run({ sql: `DELETE FROM ${table} WHERE ${name} = ${placeholder(0)}`, parameters: [of] });
    if (given === undefined) continue;
    await connection.run({
      sql: `INSERT INTO ${table} (${name}, ${definition}) VALUES (${placeholder(0)}, ${placeholder(1)})`,
      parameters: [of, given],
    });
  }
}

/** One that a later version has noted in a way of its own counts as none. */
function read(text: string): CompleteTable | undefined {
  try {
    return TableDefinition.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const isRead = (entry: readonly [string, CompleteTable | undefined]): entry is readonly [string, CompleteTable] =>
  entry[1] !== undefined;
