import type { TableDefinition } from './contract.js';
import { readDefinitions, writeDefinitions } from './definitions/definition-records.js';
import type { Connection, Engine } from './engine/engine.js';
import { StorageErrors } from './errors.js';
import { type CompleteTable, writeAddColumn, writeCreateTable, writeIndexes } from './sql/definition.js';
import { splitTableName } from './table-name.js';

/** Creates what is absent of the defined tables: tables, columns, and then indexes; and notes how they are defined. */
export async function defineTables(
  store: string,
  engine: Engine,
  connection: Connection,
  definitions: readonly TableDefinition[],
): Promise<void> {
  const tables = definitions.map((definition) => complete(store, definition));
  for (const table of tables) {
    const present = await engine.columnTypes(connection, splitTableName(table.name));
    if (!present.size) await connection.run(plain(writeCreateTable(store, engine.dialect, table)));
    for (const column of present.size ? table.columns : []) {
      if (!present.has(column.name)) await connection.run(plain(writeAddColumn(store, engine.dialect, table, column)));
    }
    for (const index of writeIndexes(store, engine.dialect, table)) await connection.run(plain(index));
  }
  await note(store, engine, connection, tables);
}

/** Columns that another version of the program has defined stay noted: they are in the table. */
async function note(
  store: string,
  engine: Engine,
  connection: Connection,
  tables: readonly CompleteTable[],
): Promise<void> {
  const known = await readDefinitions(engine, connection);
  const noted = tables.map((table): [string, CompleteTable] => {
    const names = new Set(table.columns.map(({ name }) => name));
    const others = known.get(table.name)?.columns.filter(({ name }) => !names.has(name)) ?? [];
    return [table.name, { ...table, columns: [...table.columns, ...others] }];
  });
  await writeDefinitions(store, engine, connection, new Map(noted));
}

/** What is absent of the defined tables and columns. */
export async function lacks(
  engine: Engine,
  connection: Connection,
  definitions: readonly TableDefinition[],
): Promise<readonly { readonly table: string; readonly column?: string }[]> {
  const found: { table: string; column?: string }[] = [];
  for (const { name: table, columns } of definitions) {
    const present = await engine.columnTypes(connection, splitTableName(table));
    if (!present.size) found.push({ table });
    else found.push(...columns.flatMap(({ name }) => (present.has(name) ? [] : [{ table, column: name }])));
  }
  return found;
}

const plain = (sql: string) => ({ sql, parameters: [] });

/** Fills in what a definition leaves out. @throws StorageErrors.BadDefinition */
export function complete(store: string, definition: TableDefinition): CompleteTable {
  const table = definition.name;
  const names = new Set(definition.columns.map(({ name }) => name));
  const refuse = (reason: string) => new StorageErrors.BadDefinition({ store, table, reason });
  const { key, unique = [], indexes = [] } = definition;
  if (names.size < definition.columns.length) throw refuse('two of its columns have the same name');
  const absent = [key, ...unique, ...indexes].flat().find((name) => !names.has(name));
  if (absent !== undefined) throw refuse(`its key or an index names "${absent}", which is none of its columns`);
  const columns = definition.columns.map((column) => ({
    ...column,
    required: column.required ?? false,
    generated: column.generated ?? false,
  }));
  const generated = columns.find((column) => column.generated);
  if (generated && (key.length !== 1 || key[0] !== generated.name || !['integer', 'long'].includes(generated.type)))
    throw refuse(`"${generated.name}" can be generated only as an integer or long that is the whole key`);
  return { name: table, columns, key, unique, indexes };
}
