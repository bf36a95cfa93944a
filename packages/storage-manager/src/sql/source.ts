import type { Column, Condition, Join } from '../contract.js';
import type { SqlText } from './sql-text.js';

interface Source {
  readonly table: string;
  readonly joins?: readonly Join[] | undefined;
}

/** How conditions are written; handed in, because conditions read from sources, too. */
type WriteCondition = (sql: SqlText, condition: Condition) => string;
type Names = (identifier: string) => string;

const BASE = 'b';

/**
 * Writes what stands behind FROM, and lets `write` write all that reads from it: where tables are joined, every column is
 * named together with its table.
 */
export function writeSource(
  sql: SqlText,
  { table, joins = [] }: Source,
  writeCondition: WriteCondition,
  write: (source: string) => string,
): string {
  const { quote } = sql.dialect;
  if (joins.length === 0) return sql.named(quote, () => write(sql.table(table)));
  const names: Names = (identifier) => {
    const fitting = joins.filter(({ as }) => identifier.startsWith(`${as}.`));
    const [join] = fitting.sort((a, b) => b.as.length - a.as.length);
    if (join === undefined) return `${quote(BASE)}.${quote(identifier)}`;
    return `${quote(aliasOf(joins.indexOf(join)))}.${quote(identifier.slice(join.as.length + 1))}`;
  };
  return sql.named(names, () => {
    const joined = joins.map((join, index) => writeJoin(sql, join, quote(aliasOf(index)), writeCondition));
    return write([`${sql.table(table)} ${quote(BASE)}`, ...joined].join(' '));
  });
}

const aliasOf = (index: number) => `j${index}`;

function writeJoin(sql: SqlText, { table, on, where, required }: Join, alias: string, write: WriteCondition): string {
  const own: Names = (identifier) => `${alias}.${sql.dialect.quote(identifier)}`;
  const equal = on.map(({ column, equals }) => equalColumns(sql, column, own(column.name), sql.name(equals.name)));
  const conditions = where === undefined ? equal : [...equal, sql.named(own, () => write(sql, where))];
  return `${required ? 'JOIN' : 'LEFT JOIN'} ${sql.table(table)} ${alias} ON ${conditions.join(' AND ')}`;
}

/** Two columns that hold the same value, in every character where it is text. */
function equalColumns(sql: SqlText, column: Column, name: string, other: string): string {
  const { codecs, conditions } = sql.dialect;
  const exact = codecs(column).compared?.(name) ?? name;
  const isText = column.type === 'string' || column.type === 'text' || column.type === 'uuid';
  if (isText) return conditions.equalText(name, exact, () => other);
  return exact === name ? `${name} = ${other}` : `${exact} = ${codecs(column).compared?.(other) ?? other}`;
}
