import type { Codecs } from '../codec/codec.js';
import { exactText } from '../codec/mariadb-terms.js';
import type { ColumnDefinition } from '../contract.js';
import type { ConditionDialect, DefinitionDialect, Dialect } from './dialect.js';
import { inBackticks } from './quote-name.js';

/** The first comparison finds the rows by an index, the second sorts out those that only the collation takes for equal. */
const both = (column: string, exact: string, rest: () => string) =>
  column === exact ? `${column} ${rest()}` : `(${column} ${rest()} AND ${exact} ${rest()})`;

const conditions: ConditionDialect = {
  certain: (condition) => `COALESCE((${condition}), FALSE)`,
  equalText: (column, exact, parameter) => both(column, exact, () => `= ${parameter()}`),
  textAmong: (column, exact, list) => both(column, exact, () => `IN (${list()})`),
  asText: exactText,
  fold: (text) => `LOWER(${text})`,
  startsWith: (text, parameter) => `LEFT(${text}, CHAR_LENGTH(${parameter()})) = ${parameter()}`,
  contains: (text, parameter) => `LOCATE(${parameter}, ${text}) > 0`,
};

const EXACT = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin';
const INDEXED_CHARACTERS = 255;

const types: Readonly<Record<Exclude<ColumnDefinition['type'], 'string' | 'decimal'>, string>> = {
  text: `LONGTEXT ${EXACT}`,
  uuid: 'CHAR(36) CHARACTER SET ascii COLLATE ascii_bin',
  integer: 'BIGINT',
  long: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  time: 'TIME(6)',
  instant: 'DATETIME(6)',
  localDateTime: 'DATETIME(6)',
  binary: 'LONGBLOB',
  json: `LONGTEXT ${EXACT}`,
};

const definitions: DefinitionDialect = {
  columnType({ type, size, precision, scale }, indexed) {
    if (type === 'decimal') return `DECIMAL(${precision ?? 65}, ${scale ?? (precision === undefined ? 30 : 0)})`;
    if (type !== 'string') return types[type];
    if (size === undefined) return indexed ? `VARCHAR(${INDEXED_CHARACTERS}) ${EXACT}` : types.text;
    return `VARCHAR(${size}) ${EXACT}`;
  },
  // Its own types refuse what does not fit, or warn of it.
  columnCheck: () => undefined,
  generated: 'AUTO_INCREMENT',
  tableSuffix: ' ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin',
  createIndex: (table, name, columns, unique) =>
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS ${name} ON ${table} (${columns})`,
};

/** MariaDB's way of writing SQL. */
export function mariadbDialect(codecs: Codecs): Dialect {
  return {
    codecs,
    mostParameters: 65_000,
    mostRows: 1_000,
    quote: inBackticks,
    placeholder: () => '?',
    conditions,
    definitions,
    orderTerm(expression, descending, nulls) {
      const absent = `${expression()} IS NULL${nulls === 'first' ? ' DESC' : ''}`;
      return `${absent}, ${expression()}${descending ? ' DESC' : ''}`;
    },
    insertDefaults: (table) => `INSERT INTO ${table} () VALUES ()`,
  };
}
