import type { StoredType } from '../../catalogue/stored-type.js';
import type { EngineName } from '../engine-name.js';
import { mariadbText } from '../values/mariadb-writer.js';
import { isSureDecimal } from '../values/sqlite-writer.js';

/** A column's type, as the target is to have it. */
export interface TargetType {
  /** As a definition writes it. */
  readonly sql: string;
  /** Which values it can hold. */
  readonly type: StoredType;
  /** Which differences to the source an application may notice, as sentences without a subject. */
  readonly warnings: readonly string[];
}

/** How a column of the type is used; text of MariaDB that is searched by must be short. */
export interface Usage {
  /** The most characters that text without a length may have because it is part of a key or an index. */
  readonly indexed?: number | undefined;
  /** Negative zeros are among the values. */
  readonly negativeZero?: boolean | undefined;
}

/** Chooses the type in which `engine` holds every value of `type`, as far as it has one. */
export function targetType(type: StoredType, engine: EngineName, usage: Usage = {}): TargetType {
  switch (engine) {
    case 'postgres':
      return postgresType(type);
    case 'mariadb':
      return mariadbType(type, usage);
    case 'sqlite':
      return sqliteType(type, usage);
  }
}

const as = (sql: string, type: StoredType, ...warnings: readonly string[]): TargetType => ({ sql, type, warnings });
const text = (length?: number): StoredType => ({
  kind: 'text',
  ...(length === undefined ? {} : { length }),
  fixed: false,
});
const binary = (length?: number): StoredType => ({
  kind: 'binary',
  ...(length === undefined ? {} : { length }),
  fixed: false,
});

const POSTGRES_INTEGERS = { 8: 16, 16: 16, 24: 32, 32: 32, 64: 64 } as const;
const POSTGRES_INTEGER_NAMES = { 16: 'smallint', 32: 'integer', 64: 'bigint' } as const;
const MOST_POSTGRES_CHARACTERS = 10_485_760;
const MOST_POSTGRES_LABEL = 63;

function postgresType(type: StoredType): TargetType {
  switch (type.kind) {
    case 'integer': {
      if (type.unsigned && type.bits === 64)
        return as(
          'numeric(20,0)',
          { kind: 'decimal', precision: 20, scale: 0, unsigned: false },
          'also takes negative numbers',
        );
      const bits = POSTGRES_INTEGERS[type.unsigned ? widened(type.bits) : type.bits];
      const integer: StoredType = { kind: 'integer', bits, unsigned: false };
      return as(POSTGRES_INTEGER_NAMES[bits], integer, ...(type.unsigned ? ['also takes negative numbers'] : []));
    }
    case 'decimal':
      return as(type.precision === undefined ? 'numeric' : `numeric(${type.precision},${type.scale ?? 0})`, type);
    case 'float':
      return as(type.bits === 32 ? 'real' : 'double precision', type);
    case 'boolean':
      return as('boolean', type);
    case 'bits':
      return as(`bit${type.fixed ? '' : ' varying'}${type.length === undefined ? '' : `(${type.length})`}`, type);
    case 'text': {
      if (type.length === undefined || type.length > MOST_POSTGRES_CHARACTERS) return as('text', text());
      return as(`${type.fixed ? 'char' : 'varchar'}(${type.length})`, type);
    }
    case 'binary':
      return as('bytea', binary());
    case 'date':
      return as('date', type);
    case 'time':
      return as(`time(${type.fraction})${type.zoned ? ' with time zone' : ''}`, type);
    case 'timestamp':
      return as(`timestamp(${type.fraction})${type.zoned ? ' with time zone' : ''}`, type);
    case 'interval':
      return as(`interval(${type.fraction})`, type);
    case 'year':
      return as('smallint', { kind: 'integer', bits: 16, unsigned: false }, 'also takes numbers that are no years');
    case 'json':
      return as('json', type);
    case 'uuid':
      return as('uuid', type);
    case 'enum':
      if (type.values.some((value) => Buffer.byteLength(value) > MOST_POSTGRES_LABEL))
        return as('text', text(), 'takes other values than those listed');
      return as('', type);
    case 'set':
      return as('text', text(), `also takes others than ${type.values.join(', ')}`);
    case 'array':
      return as('json', { kind: 'json' }, 'holds arrays as JSON');
    case 'any':
      return as('text', text());
    case 'other':
      return as('text', text(), 'holds values of a type that CARUSO does not know as text');
  }
}

const widened = (bits: 8 | 16 | 24 | 32 | 64) => (bits === 8 ? 16 : bits === 16 ? 32 : bits === 24 ? 32 : 64);

const MARIADB_INTEGERS = { 8: 'TINYINT', 16: 'SMALLINT', 24: 'MEDIUMINT', 32: 'INT', 64: 'BIGINT' } as const;
const MARIADB_TEXT = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin';
const MOST_MARIADB_DIGITS = 65;
const MOST_MARIADB_SCALE = 30;
const MOST_MARIADB_CHARACTERS = 16_000;
const MOST_MARIADB_FIXED = 255;

function mariadbType(type: StoredType, { indexed }: Usage): TargetType {
  switch (type.kind) {
    case 'integer':
      return as(`${MARIADB_INTEGERS[type.bits]}${type.unsigned ? ' UNSIGNED' : ''}`, type);
    case 'decimal':
      return mariadbDecimal(type);
    case 'float':
      return as(type.bits === 32 ? 'FLOAT' : 'DOUBLE', type);
    case 'boolean':
      return as('BOOLEAN', { kind: 'integer', bits: 8, unsigned: false }, 'holds 1 and 0 for true and false');
    case 'bits':
      if (type.fixed && type.length !== undefined && type.length <= 64) return as(`BIT(${type.length})`, type);
      return as(mariadbVarchar(indexed), text(indexed), 'holds bits as text');
    case 'text':
      return mariadbTextType(type, indexed);
    case 'binary':
      if (type.length !== undefined && type.length <= MOST_MARIADB_CHARACTERS)
        return as(`${type.fixed && type.length <= MOST_MARIADB_FIXED ? 'BINARY' : 'VARBINARY'}(${type.length})`, type);
      return indexed === undefined ? as('LONGBLOB', binary()) : as(`VARBINARY(${indexed})`, binary(indexed));
    case 'date':
      return as('DATE', type);
    case 'time':
      if (type.zoned) return as(mariadbVarchar(40), text(40), 'holds times with their zones as text');
      return as(`TIME(${type.fraction})`, { kind: 'interval', fraction: type.fraction });
    case 'timestamp':
      return as(
        `DATETIME(${type.fraction})`,
        { ...type, zoned: false },
        ...(type.zoned ? ['holds instants as time in UTC'] : []),
      );
    case 'interval':
      return as(`TIME(${type.fraction})`, type);
    case 'year':
      return as('YEAR', type);
    case 'json':
      return as('JSON', type);
    case 'uuid':
      return as('CHAR(36) CHARACTER SET ascii COLLATE ascii_bin', type);
    case 'enum':
      return as(`ENUM(${type.values.map(mariadbText).join(',')}) ${MARIADB_TEXT}`, type);
    case 'set':
      return as(`SET(${type.values.map(mariadbText).join(',')}) ${MARIADB_TEXT}`, type);
    case 'array':
      return as('JSON', { kind: 'json' }, 'holds arrays as JSON');
    case 'any':
      return as(mariadbVarchar(indexed), text(indexed));
    case 'other':
      return as(mariadbVarchar(indexed), text(indexed), 'holds values of a type that CARUSO does not know as text');
  }
}

const mariadbVarchar = (length: number | undefined) =>
  length === undefined ? `LONGTEXT ${MARIADB_TEXT}` : `VARCHAR(${length}) ${MARIADB_TEXT}`;

function mariadbTextType(type: Extract<StoredType, { kind: 'text' }>, indexed: number | undefined): TargetType {
  const { length, fixed } = type;
  if (length === undefined || length > MOST_MARIADB_CHARACTERS || (indexed !== undefined && length > MOST_INDEXED))
    return as(
      mariadbVarchar(indexed),
      text(indexed),
      ...(length === undefined ? [] : [`takes ${indexed ?? 'any number of'} characters instead of ${length}`]),
    );
  if (fixed && length <= MOST_MARIADB_FIXED) return as(`CHAR(${length}) ${MARIADB_TEXT}`, type);
  return as(mariadbVarchar(length), text(length));
}

/** Characters of four bytes in the 3072 bytes of an index. */
export const MOST_INDEXED = 768;

function mariadbDecimal(type: Extract<StoredType, { kind: 'decimal' }>): TargetType {
  const { precision = MOST_MARIADB_DIGITS, scale = type.precision === undefined ? MOST_MARIADB_SCALE : 0 } = type;
  const held = { precision: Math.min(precision, MOST_MARIADB_DIGITS), scale: Math.min(scale, MOST_MARIADB_SCALE) };
  const narrower = held.precision !== type.precision || held.scale !== (type.scale ?? 0);
  const warnings = narrower ? [`holds at most ${held.precision} digits, ${held.scale} of them behind the point`] : [];
  return as(
    `DECIMAL(${held.precision},${held.scale})${type.unsigned ? ' UNSIGNED' : ''}`,
    { kind: 'decimal', ...held, unsigned: type.unsigned },
    ...warnings,
  );
}

function sqliteType(type: StoredType, { negativeZero = false }: Usage): TargetType {
  const limited = (name: string, length: number | undefined) => (length === undefined ? name : `${name}(${length})`);
  switch (type.kind) {
    case 'integer':
      if (type.unsigned && type.bits === 64)
        return as('DECIMALTEXT(20,0)', { kind: 'decimal', precision: 20, scale: 0, unsigned: false }, SORTS_AS_TEXT);
      return as('INTEGER', { kind: 'integer', bits: 64, unsigned: false });
    case 'decimal': {
      if (type.precision === undefined) return as('DECIMALTEXT', type, SORTS_AS_TEXT);
      const limits = `(${type.precision},${type.scale ?? 0})`;
      return isSureDecimal(type.precision)
        ? as(`DECIMAL${limits}`, type)
        : as(`DECIMALTEXT${limits}`, type, SORTS_AS_TEXT);
    }
    case 'float':
      // A column whose type says REAL or DOUBLE alone turns the negative zero into zero.
      return as(negativeZero ? 'DOUBLEBLOB' : 'DOUBLE', type);
    case 'boolean':
      return as('BOOLEAN', type);
    case 'bits':
      return as(limited(type.fixed ? 'BITTEXT' : 'VARBITTEXT', type.length), text());
    case 'text':
      return as(type.length === undefined ? 'TEXT' : `${type.fixed ? 'CHAR' : 'VARCHAR'}(${type.length})`, {
        ...type,
        fixed: false,
      });
    case 'binary':
      return as('BLOB', binary());
    case 'date':
      return as('DATE', type);
    case 'time':
      return as(type.zoned ? 'TEXT' : 'TIME', type);
    case 'timestamp':
      return as(type.zoned ? 'TIMESTAMPTZ' : 'TIMESTAMP', type);
    case 'interval':
      return as('DURATIONTEXT', type);
    case 'year':
      return as('INTEGER', { kind: 'integer', bits: 64, unsigned: false });
    case 'json':
      return as('JSONTEXT', type);
    case 'uuid':
      return as('UUID', type);
    case 'enum':
      return as('TEXT', type);
    case 'set':
      return as('TEXT', text(), `also takes others than ${type.values.join(', ')}`);
    case 'array':
      return as('JSONTEXT', { kind: 'json' }, 'holds arrays as JSON');
    case 'any':
      return as('TEXT', text());
    case 'other':
      return as('TEXT', text(), 'holds values of a type that CARUSO does not know as text');
  }
}

const SORTS_AS_TEXT = 'holds decimals exactly as text, which sorts as text';
