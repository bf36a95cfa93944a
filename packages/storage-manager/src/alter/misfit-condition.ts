import type { Dialect } from '../sql/dialect.js';
import type { ColumnDefinition, LogicalType } from '../table-definition.js';
import { type EngineName, limitsOf } from './column-state.js';

const DATE = '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]';
const TIME = '[0-2][0-9]:[0-5][0-9]:[0-5][0-9]*';
const HEX = '[0-9a-f]';
const hex = (digits: number) => HEX.repeat(digits);

/** What texts look like that are values of a type in SQLite, as GLOB takes it. */
const PATTERNS: Partial<Readonly<Record<LogicalType, string>>> = {
  date: DATE,
  time: TIME,
  instant: `${DATE}T${TIME}Z`,
  localDateTime: `${DATE}T${TIME}`,
  uuid: `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
};

/** The condition that holds for values which a column of this definition would not take; undefined when it takes all. */
export function misfitCondition(
  engine: EngineName,
  dialect: Dialect,
  column: ColumnDefinition & { readonly indexed: boolean },
  name = column.name,
): string | undefined {
  if (engine !== 'mariadb') {
    const check = dialect.definitions.columnCheck({ ...column, name });
    return check === undefined ? undefined : `NOT (${check})`;
  }
  const quoted = dialect.quote(name);
  const { size, whole, scale } = limitsOf(engine, column);
  if (size !== undefined && column.type === 'string') return `CHAR_LENGTH(${quoted}) > ${size}`;
  if (whole === undefined) return undefined;
  return `(ABS(${quoted}) >= 1${'0'.repeat(whole)} OR ${quoted} <> TRUNCATE(${quoted}, ${scale ?? 0}))`;
}

/** The condition that holds for texts which are no values of a column's type, where the engine would keep any text in it. */
export function foreignTextCondition(
  engine: EngineName,
  dialect: Dialect,
  { name, type }: ColumnDefinition,
): string | undefined {
  const quoted = dialect.quote(name);
  if (type === 'json') return `NOT ${engine === 'mariadb' ? `JSON_VALID(${quoted})` : `json_valid(${quoted})`}`;
  const pattern = engine === 'sqlite' ? PATTERNS[type] : undefined;
  return pattern === undefined ? undefined : `${type === 'uuid' ? `lower(${quoted})` : quoted} NOT GLOB '${pattern}'`;
}
