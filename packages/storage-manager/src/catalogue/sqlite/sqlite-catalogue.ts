import { DatabaseError } from '../../engine/database-error.js';
import type { Connection } from '../../engine/engine.js';
import { joinTableName } from '../../table-name.js';
import type { CatalogueTable } from '../catalogue.js';
import { readViewDefinition } from './index-definition.js';
import { keyOf, readColumns } from './sqlite-columns.js';
import { readForeignKeys } from './sqlite-foreign-keys.js';
import { readIndexes } from './sqlite-indexes.js';
import {
  COLUMNS,
  type ColumnRow,
  FOREIGN_KEYS,
  type ForeignKeyRow,
  HAS_SEQUENCES,
  INDEX_TEXTS,
  INDEXES,
  type IndexRow,
  SEQUENCES,
  TABLES,
  type TableRow,
} from './sqlite-queries.js';
import { readTableDefinition } from './table-definition.js';

/** Reads what a SQLite database has. It is asked table by table, which costs nothing within one process. */
export async function readSqliteCatalogue(connection: Connection): Promise<readonly CatalogueTable[]> {
  const ask: Ask = async <Row>(sql: string, ...parameters: readonly string[]) =>
    (await connection.rows({ sql, parameters })) as unknown as readonly Row[];
  const tables = await ask<TableRow>(TABLES);
  const columns = new Map<string, readonly ColumnRow[]>();
  for (const [name, type] of tables) columns.set(name, await columnsOf(type, () => ask<ColumnRow>(COLUMNS, name)));
  const sequences = new Map((await ask(HAS_SEQUENCES)).length ? await ask<readonly [string, bigint]>(SEQUENCES) : []);
  const indexTexts = new Map(await ask<readonly [string, string]>(INDEX_TEXTS));
  const found: CatalogueTable[] = [];
  for (const row of tables)
    found.push(row[1] === 'view' ? viewOf(row, columns) : await tableOf(row, { ask, columns, sequences, indexTexts }));
  return found;
}

type Ask = <Row>(sql: string, ...parameters: readonly string[]) => Promise<readonly Row[]>;

interface Facts {
  readonly ask: Ask;
  /** Of all tables, by their names. */
  readonly columns: ReadonlyMap<string, readonly ColumnRow[]>;
  /** How far tables have counted that never count anything twice. */
  readonly sequences: ReadonlyMap<string, bigint>;
  /** The CREATE INDEX of indexes by their names. */
  readonly indexTexts: ReadonlyMap<string, string>;
}

function viewOf([name, , , , sql]: TableRow, columns: Facts['columns']): CatalogueTable {
  return {
    name: joinTableName({ name }),
    kind: 'view',
    columns: readColumns(columns.get(name) ?? [], {}),
    key: [],
    unique: [],
    foreignKeys: [],
    checks: [],
    indexes: [],
    definition: readViewDefinition(sql),
  };
}

async function tableOf(row: TableRow, { ask, columns, sequences, indexTexts }: Facts): Promise<CatalogueTable> {
  const [name, type, withoutRowid, , sql] = row;
  const rows = columns.get(name) ?? [];
  const definition = readTableDefinition(sql);
  const indexRows = await ask<IndexRow>(INDEXES, name);
  const key = keyOf(rows);
  // A key of one column needs no index when it is the number of the row itself.
  const isRowid = key.length === 1 && type === 'table' && !withoutRowid && !indexRows.some((each) => each[2] === 'pk');
  const rowid = isRowid ? key[0] : undefined;
  const last = rowid === undefined ? 0n : (sequences.get(name) ?? (await largest(ask, name, rowid)));
  return {
    name: joinTableName({ name }),
    kind: 'table',
    ...traitsOf(row),
    columns: readColumns(rows, { definition, keyIsRequired: withoutRowid > 0n, rowid, next: last + 1n }),
    key,
    ...readIndexes(indexRows, definition, indexTexts),
    foreignKeys: readForeignKeys(await ask<ForeignKeyRow>(FOREIGN_KEYS, name), definition, columns),
    checks: definition.checks,
  };
}

async function largest(ask: Ask, table: string, column: string): Promise<bigint> {
  const [row] = await ask<readonly [bigint | null]>(`SELECT max(${quote(column)}) FROM ${quote(table)}`);
  return row?.[0] ?? 0n;
}

/** A view over a table that is gone has no columns any more; it is listed all the same. */
async function columnsOf(type: TableRow[1], ask: () => Promise<readonly ColumnRow[]>): Promise<readonly ColumnRow[]> {
  try {
    return await ask();
  } catch (thrown) {
    if (type === 'view' && thrown instanceof DatabaseError && thrown.failure !== 'busy') return [];
    throw thrown;
  }
}

function traitsOf([, type, withoutRowid, strict]: TableRow): { readonly traits?: string[] } {
  const traits = [
    ...(type === 'virtual' ? ['virtual'] : []),
    ...(strict ? ['strict'] : []),
    ...(withoutRowid ? ['without rowid'] : []),
  ];
  return traits.length ? { traits } : {};
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
