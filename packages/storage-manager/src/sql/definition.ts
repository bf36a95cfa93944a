import type { ColumnDefinition } from '../contract.js';
import type { Dialect } from './dialect.js';
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
  const inline = table.columns.some(({ generated }) => generated) && dialect.generated.includes('PRIMARY KEY');
  const parts = [
    ...table.columns.map((column) => columnText(sql, column, table.key.includes(column.name))),
    ...(inline ? [] : [`PRIMARY KEY (${table.key.map((name) => sql.name(name)).join(', ')})`]),
  ];
  return `CREATE TABLE IF NOT EXISTS ${sql.table(table.name)} (${parts.join(', ')})${dialect.tableSuffix}`;
}

/** A column that joins an existing table; it cannot be required, because the rows there have no value for it. */
export function writeAddColumn(
  store: string,
  dialect: Dialect,
  table: CompleteTable,
  column: ColumnDefinition,
): string {
  const sql = new SqlText(store, dialect);
  return `ALTER TABLE ${sql.table(table.name)} ADD COLUMN ${columnText(sql, { ...column, required: false }, false)}`;
}

/** The indexes of a table, each with a name that follows from what it holds. */
export function writeIndexes(store: string, dialect: Dialect, table: CompleteTable): readonly string[] {
  const sql = new SqlText(store, dialect);
  const index = (columns: readonly string[], unique: boolean) => {
    const name = indexName(table.name, columns, unique);
    const terms = columns.map((column) => indexTerm(dialect, table, column)).join(', ');
    return dialect.createIndex(sql.table(table.name), sql.name(name), name, terms, unique);
  };
  return [
    ...table.unique.map((columns) => index(columns, true)),
    ...table.indexes.map((columns) => index(columns, false)),
  ];
}

/** Index names are unique in a whole store, and at most 63 bytes long on PostgreSQL. */
export function indexName(table: string, columns: readonly string[], unique: boolean): string {
  const full = `${unique ? 'uq' : 'ix'}_${table.replace('.', '_')}_${columns.join('_')}`;
  if (Buffer.byteLength(full) <= 60) return full;
  let hash = 0;
  for (const unit of full) hash = (Math.imul(hash, 31) + (unit.codePointAt(0) ?? 0)) >>> 0;
  return `${[...full].slice(0, 24).join('').replace(/[^\w]/g, '_')}_${hash.toString(36)}`;
}

function indexTerm(dialect: Dialect, table: CompleteTable, name: string): string {
  const column = table.columns.find((candidate) => candidate.name === name);
  const quoted = dialect.quote(name);
  return column ? dialect.indexTerm(quoted, column) : quoted;
}

function columnText(sql: SqlText, column: ColumnDefinition, isKey: boolean): string {
  const { dialect } = sql;
  const check = dialect.columnCheck(column);
  return [
    sql.name(column.name),
    dialect.columnType(column),
    ...(column.generated ? [dialect.generated] : column.required || isKey ? ['NOT NULL'] : []),
    ...(check ? [`CHECK (${check})`] : []),
  ].join(' ');
}
