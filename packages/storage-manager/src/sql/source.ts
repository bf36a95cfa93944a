import type { Codec } from '../codec/codec.js';
import type { Column, Condition, Join } from '../contract.js';
import type { Scope, SqlText } from './sql-text.js';

interface Source {
  readonly table: string;
  readonly joins?: readonly Join[] | undefined;
}

/** How conditions are written; handed in, because conditions read from sources, too. */
type WriteCondition = (sql: SqlText, condition: Condition) => string;

const BASE = 'b';

/** The table and the column there that a name stands for among joined tables; the longest `as` that fits counts. */
export function columnOrigin({ table, joins = [] }: Source, identifier: string): { table: string; column: string } {
  const join = joinOf(joins, identifier);
  if (join === undefined) return { table, column: identifier };
  return { table: join.table, column: identifier.slice(join.as.length + 1) };
}

function joinOf(joins: readonly Join[], identifier: string): Join | undefined {
  const fitting = joins.filter(({ as }) => identifier.startsWith(`${as}.`));
  return fitting.sort((a, b) => b.as.length - a.as.length)[0];
}

/**
 * Writes what stands behind FROM, and lets `write` write all that reads from it: where tables are joined, every column is
 * named together with its table.
 */
export function writeSource(
  sql: SqlText,
  source: Source,
  writeCondition: WriteCondition,
  write: (source: string) => string,
): string {
  const { quote } = sql.dialect;
  const { table, joins = [] } = source;
  const origin = (identifier: string) => columnOrigin(source, identifier);
  if (joins.length === 0) return sql.within({ name: quote, origin }, () => write(sql.table(table)));
  const name = (identifier: string) => {
    const join = joinOf(joins, identifier);
    const alias = join === undefined ? BASE : aliasOf(joins.indexOf(join));
    return `${quote(alias)}.${quote(origin(identifier).column)}`;
  };
  return sql.within({ name, origin }, () => {
    const joined = joins.map((join, index) => writeJoin(sql, join, quote(aliasOf(index)), writeCondition));
    return write([`${sql.table(table)} ${quote(BASE)}`, ...joined].join(' '));
  });
}

const aliasOf = (index: number) => `j${index}`;

function writeJoin(sql: SqlText, { table, on, where, required }: Join, alias: string, write: WriteCondition): string {
  const own: Scope = {
    name: (identifier) => `${alias}.${sql.dialect.quote(identifier)}`,
    origin: (column) => ({ table, column }),
  };
  const equal = on.map(({ column, equals }) => {
    const mine = sql.within(own, () => ({ name: sql.name(column.name), codec: sql.codec(column) }));
    return equalColumns(sql, column, mine, { name: sql.name(equals.name), codec: sql.codec(equals) });
  });
  const conditions = where === undefined ? equal : [...equal, sql.within(own, () => write(sql, where))];
  return `${required ? 'JOIN' : 'LEFT JOIN'} ${sql.table(table)} ${alias} ON ${conditions.join(' AND ')}`;
}

interface Named {
  readonly name: string;
  readonly codec: Codec;
}

/** Two columns that hold the same value, in every character where it is text. */
function equalColumns(sql: SqlText, { type }: Column, mine: Named, other: Named): string {
  const exact = (named: Named) => named.codec.compared?.(named.name) ?? named.name;
  const equated = (named: Named) => named.codec.equated?.(named.name) ?? exact(named);
  const isText = type === 'string' || type === 'text' || type === 'uuid';
  if (!isText || mine.codec.equated || other.codec.equated) return `${equated(mine)} = ${equated(other)}`;
  return sql.dialect.conditions.equalText(mine.name, exact(mine), () => other.name);
}
