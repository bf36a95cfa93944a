import type { Codec } from '../codec/codec.js';
import type { Column, ComparisonOp, Condition, Value } from '../contract.js';
import { writeSource } from './source.js';
import type { SqlText } from './sql-text.js';

type Among = Extract<Condition, { readonly op: 'among' }>;
type Comparison = Extract<Condition, { readonly op: ComparisonOp }>;

const SYMBOLS = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;
const TEXT = new Set<Column['type']>(['string', 'text', 'uuid']);
const FALSE = '(1 = 0)';
const TRUE = '(1 = 1)';

/**
 * Writes a condition as SQL that is either true or false, on every engine alike: an absent value equals only `null`, is
 * not equal to any other value, and is neither smaller nor greater.
 */
export function writeCondition(sql: SqlText, condition: Condition): string {
  if ('all' in condition) return joined(sql, condition.all, ' AND ', TRUE);
  if ('any' in condition) return joined(sql, condition.any, ' OR ', FALSE);
  if ('not' in condition) return negated(sql, writeCondition(sql, condition.not));
  if (condition.op === 'isNull') return `${sql.name(condition.column.name)} IS NULL`;
  if (condition.op === 'notNull') return `${sql.name(condition.column.name)} IS NOT NULL`;
  if (condition.op === 'in') return oneOf(sql, condition.column, condition.values);
  if (condition.op === 'among') return amongRows(sql, condition);
  return comparison(sql, condition as Comparison);
}

function joined(sql: SqlText, conditions: readonly Condition[], by: string, none: string): string {
  return conditions.length ? `(${conditions.map((condition) => writeCondition(sql, condition)).join(by)})` : none;
}

function negated(sql: SqlText, condition: string): string {
  return `NOT ${sql.dialect.conditions.certain(condition)}`;
}

function comparison(sql: SqlText, { column, op, value }: Comparison): string {
  const name = sql.name(column.name);
  if (value === null) {
    if (op === 'eq') return `${name} IS NULL`;
    return op === 'ne' ? `${name} IS NOT NULL` : FALSE;
  }
  sql.nextValue();
  switch (op) {
    case 'eq':
      return equality(sql, column, value);
    case 'ne':
      return negated(sql, equality(sql, column, value));
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte': {
      const codec = comparable(sql, column, op);
      return `${compared(codec, name)} ${SYMBOLS[op]} ${bindCompared(sql, codec, column, value)}`;
    }
    default:
      return textComparison(sql, column, op, value);
  }
}

function equality(sql: SqlText, column: Column, value: Value): string {
  const codec = comparable(sql, column, 'eq');
  const name = sql.name(column.name);
  const exact = compared(codec, name);
  const parameter = () => bindCompared(sql, codec, column, value);
  if (codec.equated) return `${codec.equated(name)} = ${parameter()}`;
  return TEXT.has(column.type) ? sql.dialect.conditions.equalText(name, exact, parameter) : `${exact} = ${parameter()}`;
}

function textComparison(
  sql: SqlText,
  column: Column,
  op: Exclude<ComparisonOp, 'eq' | 'ne' | keyof typeof SYMBOLS>,
  value: Value,
): string {
  if (!TEXT.has(column.type)) throw sql.misapplied(column, op);
  const { conditions } = sql.dialect;
  const text = conditions.asText(sql.name(column.name));
  const folds = op.endsWith('IgnoreCase');
  const sought = String(sql.canonical(folds || column.type === 'uuid' ? { ...column, type: 'string' } : column, value));
  const parameter = () => sql.bind(folds ? sought.toLowerCase() : sought);
  const searched = folds ? conditions.fold(text) : text;
  if (op === 'eqIgnoreCase') return `${searched} = ${parameter()}`;
  return op.startsWith('starts')
    ? conditions.startsWith(searched, parameter)
    : conditions.contains(searched, parameter());
}

function oneOf(sql: SqlText, column: Column, values: readonly Value[]): string {
  const present = values.filter((value) => value !== null);
  const codec = comparable(sql, column, 'in');
  const name = sql.name(column.name);
  const exact = compared(codec, name);
  const among = () => {
    if (codec.equated) return `${codec.equated(name)} IN (${list()})`;
    return TEXT.has(column.type) ? sql.dialect.conditions.textAmong(name, exact, list) : `${exact} IN (${list()})`;
  };
  const list = () => present.map((value) => bindCompared(sql, codec, column, value)).join(', ');
  const found = present.length ? among() : FALSE;
  return present.length === values.length ? found : `(${found} OR ${name} IS NULL)`;
}

/** Whether the columns hold what the columns of some row elsewhere hold; an absent value is among none. */
function amongRows(sql: SqlText, { columns, of }: Among): string {
  const exact = (column: Column) => {
    const codec = comparable(sql, column, 'among');
    return codec.equated?.(sql.name(column.name)) ?? compared(codec, sql.name(column.name));
  };
  const select = (expression: (column: Column) => string) => () =>
    writeSource(sql, of, writeCondition, (source) => {
      const where = of.where === undefined ? '' : ` WHERE ${writeCondition(sql, of.where)}`;
      return `SELECT ${of.columns.map(expression).join(', ')} FROM ${source}${where}`;
    });
  const [only] = columns;
  if (columns.length === 1 && only !== undefined && TEXT.has(only.type) && !sql.codec(only).equated) {
    return sql.dialect.conditions.textAmong(sql.name(only.name), exact(only), select(exact));
  }
  const names = columns.map(exact).join(', ');
  return `${columns.length === 1 ? names : `(${names})`} IN (${select(exact)()})`;
}

const compared = (codec: Codec, name: string) => codec.compared?.(name) ?? name;

function comparable(sql: SqlText, column: Column, op: string): Codec {
  if (column.type === 'json') throw sql.misapplied(column, op);
  return sql.codec(column);
}

function bindCompared(sql: SqlText, codec: Codec, column: Column, value: Value): string {
  // A value with more digits than the column has is not an error here: it just equals none.
  const { scale: _, ...unscaled } = column;
  return sql.bindCompared(codec, column.type === 'decimal' ? unscaled : column, value);
}
