import type { ColumnDefinition } from '../contract.js';
import { type Dialect, FITS } from './dialect.js';
import { SqlText } from './sql-text.js';

/** A table definition with its defaults filled in. */
export interface CompleteTable {
  readonly name: string;
  readonly columns: readonly ColumnDefinition[];
  readonly key: readonly string[];
  readonly unique: readonly (readonly string[])[];
  readonly indexes: readonly (readonly string[])[];
}

/** The table itself; its indexes are separate statements. */
export function writeCreateTable(store: string, dialect: Dialect, table: CompleteTable): string {
  const sql = new SqlText(store, dialect);
  const columns = table.columns.map((column) => columnOf(sql, table, column));
  // SQLite numbers rows only in a column that is declared as the key itself.
  const keyIsDeclared =
    table.columns.some(({ generated }) => generated) && dialect.definitions.generated.includes('KEY');
  const key =
    keyIsDeclared || table.key.length === 0
      ? []
      : [`PRIMARY KEY (${table.key.map((name) => sql.name(name)).join(', ')})`];
  const parts = [...columns, ...key].join(', ');
  return `CREATE TABLE IF NOT EXISTS ${sql.table(table.name)} (${parts})${dialect.definitions.tableSuffix}`;
}

/** A column that joins an existing table; it cannot be required, because the rows there have no value for it. */
export function writeAddColumn(
  store: string,
  dialect: Dialect,
  table: CompleteTable,
  column: ColumnDefinition,
): string {
  const sql = new SqlText(store, dialect);
  return `ALTER TABLE ${sql.table(table.name)} ADD COLUMN ${columnOf(sql, table, { ...column, required: false })}`;
}

/** The indexes of a table, each with a name that follows from what it holds. */
export function writeIndexes(store: string, dialect: Dialect, table: CompleteTable): readonly string[] {
  const sql = new SqlText(store, dialect);
  const index = (columns: readonly string[], unique: boolean) => {
    const name = sql.name(indexName(table.name, columns, unique));
    const quoted = columns.map((column) => sql.name(column)).join(', ');
    return dialect.definitions.createIndex(sql.table(table.name), name, quoted, unique);
  };
  return [
    ...table.unique.map((columns) => index(columns, true)),
    ...table.indexes.map((columns) => index(columns, false)),
  ];
}

const LONGEST_NAME = 60;

/** Index names are unique in a whole store, and have at most 63 bytes on PostgreSQL. */
export function indexName(table: string, columns: readonly string[], unique: boolean): string {
  const full = `${unique ? 'uq' : 'ix'}_${table.replace('.', '_')}_${columns.join('_')}`;
  if (Buffer.byteLength(full) <= LONGEST_NAME) return full;
  let hash = 0;
  for (const character of full) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return `${full.slice(0, 40).replace(/\W/g, '_')}_${hash.toString(36)}`;
}

function columnOf(sql: SqlText, table: CompleteTable, column: ColumnDefinition): string {
  const isKey = table.key.includes(column.name);
  const indexed = isKey || [...table.unique, ...table.indexes].some((columns) => columns.includes(column.name));
  return columnText(sql, table.name, { ...column, required: column.required || isKey }, { indexed });
}

interface ColumnParts {
  /** Whether a key or an index names it. */
  readonly indexed: boolean;
  /** What rows get that are given no value, as SQL writes it. */
  readonly preset?: string | undefined;
}

/** What stands for a column in a table's definition. */
export function columnText(
  sql: SqlText,
  table: string,
  column: ColumnDefinition,
  { indexed, preset }: ColumnParts,
): string {
  const { definitions } = sql.dialect;
  const check = definitions.columnCheck(column);
  return [
    sql.name(column.name),
    definitions.columnType(column, indexed),
    ...(column.generated ? [definitions.generated] : column.required ? ['NOT NULL'] : []),
    ...(preset === undefined ? [] : [`DEFAULT ${preset}`]),
    ...(check ? [`CONSTRAINT ${sql.name(checkName(table, column.name))} CHECK (${check})`] : []),
  ].join(' ');
}

/** The name of the check that stands for a column's type. */
export function checkName(table: string, column: string): string {
  return `${FITS}${indexName(table, [column], false).slice(3)}`;
}
