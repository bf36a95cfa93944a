import type { Codecs } from '../codec/codec.js';
import { sqliteFunctions } from '../codec/sqlite-codecs.js';
import type { ColumnDefinition } from '../contract.js';
import type { ConditionDialect, DefinitionDialect, Dialect } from './dialect.js';
import { inDoubleQuotes } from './quote-name.js';

const conditions: ConditionDialect = {
  certain: (condition) => `COALESCE((${condition}), 0)`,
  equalText: (_column, exact, parameter) => `${exact} = ${parameter()}`,
  textAmong: (_column, exact, list) => `${exact} IN (${list()})`,
  asText: (column) => column,
  fold: (text) => `${sqliteFunctions.fold}(${text})`,
  startsWith: (text, parameter) => `substr(${text}, 1, length(${parameter()})) = ${parameter()}`,
  contains: (text, parameter) => `instr(${text}, ${parameter}) > 0`,
};

const types: Readonly<Record<ColumnDefinition['type'], string>> = {
  string: 'TEXT',
  text: 'TEXT',
  uuid: 'TEXT',
  integer: 'INTEGER',
  long: 'INTEGER',
  // The word TEXT keeps SQLite from turning decimals into floating point numbers.
  decimal: 'DECIMALTEXT',
  double: 'REAL',
  boolean: 'BOOLEAN',
  date: 'TEXT',
  time: 'TEXT',
  instant: 'TEXT',
  localDateTime: 'TEXT',
  binary: 'BLOB',
  json: 'TEXT',
};

const definitions: DefinitionDialect = {
  columnType({ type, size, precision, scale }) {
    const limits = type === 'decimal' ? [precision, scale] : type === 'string' ? [size] : [];
    const given = limits.filter((limit) => limit !== undefined);
    return given.length ? `${types[type]}(${given.join(', ')})` : types[type];
  },
  columnCheck({ name, type, size, precision, scale }) {
    const column = inDoubleQuotes(name);
    if (type === 'string' && size !== undefined) return `length(${column}) <= ${size}`;
    if (type === 'boolean') return `${column} IN (0, 1)`;
    if (type !== 'decimal') return undefined;
    const point = `instr(${column} || '.', '.')`;
    const checks = [
      ...(scale === undefined ? [] : [`length(rtrim(substr(${column}, ${point} + 1), '0')) <= ${scale}`]),
      ...(precision === undefined
        ? []
        : [`length(ltrim(substr(${column}, 1, ${point} - 1), '-0')) <= ${precision - (scale ?? 0)}`]),
    ];
    return checks.length ? checks.join(' AND ') : undefined;
  },
  generated: 'PRIMARY KEY AUTOINCREMENT',
  tableSuffix: '',
  createIndex: (table, name, columns, unique) =>
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS ${name} ON ${table} (${columns})`,
};

/** SQLite's way of writing SQL. */
export function sqliteDialect(codecs: Codecs): Dialect {
  return {
    codecs,
    mostParameters: 32_000,
    // Repeating one prepared statement is as fast as many rows in one.
    mostRows: 1,
    quote: inDoubleQuotes,
    placeholder: () => '?',
    conditions,
    definitions,
    orderTerm: (expression, descending, nulls) =>
      `${expression()}${descending ? ' DESC' : ''} NULLS ${nulls === 'first' ? 'FIRST' : 'LAST'}`,
    insertDefaults: (table) => `INSERT INTO ${table} DEFAULT VALUES`,
  };
}
