import type { CatalogueColumn, CatalogueTable } from '../catalogue/catalogue.js';
import { FITS } from '../sql/dialect.js';
import { inDoubleQuotes } from '../sql/quote-name.js';
import type { StoreAddress } from '../store-address.js';
import type { ColumnDefinition, LogicalType } from '../table-definition.js';

export type EngineName = StoreAddress['engine'];

/** How much a column holds; absent is without limit. */
export interface Limits {
  /** Characters of a text. */
  readonly size?: number | undefined;
  /** Digits of a decimal before the point. */
  readonly whole?: number | undefined;
  /** And behind it. */
  readonly scale?: number | undefined;
}

const AXES = ['size', 'whole', 'scale'] as const;
const MARIADB_DIGITS = 65;
const MARIADB_SCALE = 30;
const MARIADB_INDEXED = 255;

/** The limits that a column of this definition has on an engine. */
export function limitsOf(engine: EngineName, column: ColumnDefinition & { readonly indexed: boolean }): Limits {
  const { type, size, precision, scale } = column;
  const isMariadb = engine === 'mariadb';
  if (type === 'string') return { size: size ?? (isMariadb && column.indexed ? MARIADB_INDEXED : undefined) };
  if (type !== 'decimal') return {};
  if (!isMariadb) return { whole: precision === undefined ? undefined : precision - (scale ?? 0), scale };
  const digits = scale ?? (precision === undefined ? MARIADB_SCALE : 0);
  return { whole: (precision ?? MARIADB_DIGITS) - digits, scale: digits };
}

/** The limits of a column that is there: by its type, or by the check that stands for them. */
export function limitsIn(engine: EngineName, { checks }: CatalogueTable, column: CatalogueColumn): Limits {
  const { name, type } = column;
  if (engine === 'mariadb') {
    if (type.kind === 'text') return logicalTypeOf(engine, column) === 'uuid' ? {} : { size: type.length };
    if (type.kind !== 'decimal' || type.precision === undefined) return {};
    return { whole: type.precision - (type.scale ?? 0), scale: type.scale ?? 0 };
  }
  const found = checks.filter((check) => isCheckOf(check, name)).map(({ expression }) => expression);
  const number = (pattern: string): number | undefined => {
    const match = found.map((text) => new RegExp(pattern).exec(text)?.[1]).find((digits) => digits !== undefined);
    return match === undefined ? undefined : Number(match);
  };
  if (engine === 'sqlite') {
    const [scale, whole] = [number(`rtrim\\(.*?'0'\\)\\) <= (\\d+)`), number(`ltrim\\(.*?'-0'\\)\\) <= (\\d+)`)];
    return { size: number('^length\\([^()]*\\) <= (\\d+)'), whole, scale };
  }
  const bound = found
    .map((text) => /abs\(.*?\) < '?1(0*)'?::numeric/.exec(text)?.[1])
    .find((zeros) => zeros !== undefined);
  return {
    size: number('char_length\\(.*?\\) <= (\\d+)'),
    whole: bound?.length,
    scale: number('min_scale\\(.*?\\) <= (\\d+)'),
  };
}

/** Whether a check is the one that stands for the type of a column. */
export function isCheckOf({ name, expression }: CatalogueTable['checks'][number], column: string): boolean {
  if (name === undefined || !name.startsWith(FITS)) return false;
  if (expression.includes(inDoubleQuotes(column))) return true;
  return /^[a-z_][a-z0-9_$]*$/.test(column) && new RegExp(`[( ]${column.replaceAll('$', '\\$')}[) ]`).test(expression);
}

/** The limits that hold all that either of two holds. */
export function widest(one: Limits, other: Limits): Limits {
  const larger = (axis: keyof Limits) =>
    one[axis] === undefined || other[axis] === undefined ? undefined : Math.max(one[axis], other[axis]);
  return { size: larger('size'), whole: larger('whole'), scale: larger('scale') };
}

export const sameLimits = (one: Limits, other: Limits) => AXES.every((axis) => one[axis] === other[axis]);

/** The column with other limits. */
export function withLimits<Column extends ColumnDefinition>(column: Column, { size, whole, scale }: Limits): Column {
  const { size: _size, precision: _precision, scale: _scale, ...rest } = column;
  return {
    ...rest,
    ...(size === undefined ? {} : { size }),
    ...(whole === undefined ? {} : { precision: whole + (scale ?? 0) }),
    ...(scale === undefined ? {} : { scale }),
  } as Column;
}

type Families = Readonly<Record<LogicalType, string>>;

const own: Families = {
  string: 'text',
  text: 'text',
  uuid: 'uuid',
  integer: 'integer',
  long: 'integer',
  decimal: 'decimal',
  double: 'double',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  instant: 'instant',
  localDateTime: 'localDateTime',
  binary: 'binary',
  json: 'json',
};
const FAMILIES: Readonly<Record<EngineName, Families>> = {
  postgres: own,
  mariadb: { ...own, json: 'text', instant: 'dateTime', localDateTime: 'dateTime' },
  sqlite: { ...own, uuid: 'text', date: 'text', time: 'text', instant: 'text', localDateTime: 'text', json: 'text' },
};

/** Types whose values lie in columns of the same kind on an engine, so that changing one for another alters nothing there. */
export const familyOf = (engine: EngineName, type: LogicalType): string => FAMILIES[engine][type];

/** The logical type as which a column that is there can be read, and by which its family is known. */
export function logicalTypeOf(engine: EngineName, { type, engineType }: CatalogueColumn): LogicalType {
  switch (type.kind) {
    case 'integer':
      return engine === 'mariadb' && /^tinyint\(1\)/i.test(engineType) ? 'boolean' : 'long';
    case 'decimal':
    case 'boolean':
    case 'date':
    case 'time':
    case 'binary':
    case 'json':
    case 'uuid':
      return type.kind;
    case 'float':
      return 'double';
    case 'interval':
      return engine === 'mariadb' ? 'time' : 'text';
    case 'timestamp':
      return type.zoned ? 'instant' : 'localDateTime';
    case 'text':
      return engine === 'mariadb' && type.fixed && type.length === 36 ? 'uuid' : 'text';
    default:
      return 'text';
  }
}
