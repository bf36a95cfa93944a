import type { EngineName } from '../engine-name.js';
import type { ColumnPlan } from '../plan/transfer-plan.js';
import { quoted } from '../quote.js';
import type { Capacity } from '../values/cell-check.js';

const EVERY = 'TRUE';

/**
 * Which values of a column have to be looked at because the target might not hold them, as a condition in the source's SQL: the
 * database sorts out the millions that are fine much quicker than they could be read. `undefined` when all are fine.
 */
export function suspicion(from: EngineName, column: ColumnPlan, target: Capacity): string | undefined {
  if (column.found) return EVERY;
  const name = quoted(from, column.name);
  const conditions = {
    sqlite: sqliteSuspicion,
    postgres: postgresSuspicion,
    mariadb: mariadbSuspicion,
  }[from](name, column, target);
  return column.nullable || from !== 'sqlite'
    ? conditions
    : [conditions, `${name} IS NULL`].filter(Boolean).join(' OR ');
}

function sqliteSuspicion(name: string, { source, target: type }: ColumnPlan, target: Capacity): string | undefined {
  const other = (kind: string) => `typeof(${name}) NOT IN ('${kind}', 'null')`;
  if (source.kind !== type.kind && type.kind === 'text') return EVERY;
  switch (source.kind) {
    case 'integer':
      return other('integer');
    case 'decimal':
      return sqliteDecimal(name, source, type);
    case 'float':
      return target.engine === 'mariadb' ? `${other('real')} OR abs(${name}) > 1.7976931348623157e308` : other('real');
    case 'boolean':
      return `${other('integer')} OR ${name} NOT IN (0, 1)`;
    case 'text': {
      if (target.charset !== 'all' || type.kind !== 'text') return EVERY;
      const nul = target.engine === 'postgres' ? ` OR instr(${name}, char(0)) > 0` : '';
      return `${other('text')} OR length(CAST(${name} AS BLOB)) > ${type.length ?? target.mostBytes}${nul}`;
    }
    case 'binary':
      return `${other('blob')} OR length(${name}) > ${target.mostBytes}`;
    case 'date':
      return `${name} IS NOT date(${name})`;
    case 'timestamp':
      return `${name} IS NOT datetime(${name})`;
    case 'time':
      return `${name} IS NOT time(${name})`;
    default:
      return EVERY;
  }
}

type Decimal = Extract<ColumnPlan['source'], { kind: 'decimal' }>;

/** Numbers that have few enough digits before and behind the point are fine. */
function sqliteDecimal(name: string, source: Decimal, type: ColumnPlan['target']): string {
  const { precision, scale = 0 } = source;
  if (type.kind !== 'decimal' || precision === undefined || precision > 15)
    return `typeof(${name}) NOT IN ('integer', 'null')`;
  const limit = 10 ** (precision - scale);
  return `NOT (typeof(${name}) IN ('integer', 'real') AND abs(${name}) < ${limit} AND round(${name}, ${scale}) = ${name}) AND ${name} IS NOT NULL`;
}

function postgresSuspicion(name: string, { source, target: type }: ColumnPlan, target: Capacity): string | undefined {
  if (target.engine === 'postgres') return source.kind === 'text' && target.charset !== 'all' ? EVERY : undefined;
  const tooLong = (text: string) => `octet_length(${text}) > ${target.mostBytes}`;
  if (target.engine === 'sqlite') return source.kind === 'text' || source.kind === 'binary' ? tooLong(name) : undefined;
  switch (source.kind) {
    case 'integer':
    case 'boolean':
    case 'enum':
    case 'uuid':
      return undefined;
    case 'decimal':
      return type.kind === 'decimal' && type.precision === source.precision && type.scale === (source.scale ?? 0)
        ? `${name} IN ('NaN', 'Infinity', '-Infinity')`
        : EVERY;
    case 'float':
      return `${name} IN ('NaN', 'Infinity', '-Infinity')`;
    case 'date':
    case 'timestamp':
      return `NOT (${name} >= '0001-01-01' AND ${name} < '10000-01-01')`;
    case 'time':
      return undefined;
    case 'text':
      if (type.kind !== 'text') return EVERY;
      return type.length !== undefined && type.length !== source.length
        ? `char_length(${name}) > ${type.length}`
        : tooLong(name);
    case 'binary':
      return tooLong(name);
    case 'json':
      return tooLong(`${name}::text`);
    default:
      return EVERY;
  }
}

function mariadbSuspicion(name: string, { source, target: type }: ColumnPlan, target: Capacity): string | undefined {
  const nul = `LOCATE(CHAR(0), ${name}) > 0`;
  switch (source.kind) {
    case 'text':
      if (target.charset !== 'all' || type.kind !== 'text') return EVERY;
      if (target.engine === 'postgres') return nul;
      return type.length !== undefined && type.length !== source.length
        ? `CHAR_LENGTH(${name}) > ${type.length}`
        : undefined;
    case 'date':
    case 'timestamp':
      return target.engine === 'postgres' && type.kind !== 'text'
        ? `MONTH(${name}) = 0 OR DAYOFMONTH(${name}) = 0 OR YEAR(${name}) = 0`
        : undefined;
    case 'enum':
      return `${name} = ''`;
    case 'json':
      return target.engine === 'sqlite' ? undefined : EVERY;
    case 'set':
    case 'other':
      return target.charset === 'all' ? undefined : EVERY;
    default:
      return undefined;
  }
}
