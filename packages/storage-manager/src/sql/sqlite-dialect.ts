import type { Codecs } from '../codec/codec.js';
import { sqliteFunctions } from '../codec/sqlite-codecs.js';
import type { ColumnDefinition } from '../contract.js';
import type { Dialect } from './dialect.js';

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

/** SQLite's way of writing SQL. */
export function sqliteDialect(codecs: Codecs): Dialect {
  const quote = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`;
  return {
    codecs,
    mostParameters: 32_000,
    mostRows: 1,
    quote,
    placeholder: () => '?',
    orderTerm: (expression, descending, nulls) =>
      `${expression}${descending ? ' DESC' : ''} NULLS ${nulls === 'first' ? 'FIRST' : 'LAST'}`,
    fold: (expression) => `${sqliteFunctions.fold}(${expression})`,
    asText: (column) => column,
    certain: (condition) => `COALESCE((${condition}), 0)`,
    equalsOneOf: (column, _isText, list) => `${column} IN (${list()})`,
    equalText: (column, parameter) => `${column} = ${parameter()}`,
    startsWith: (text, parameter) => `substr(${text}, 1, length(${parameter()})) = ${parameter()}`,
    contains: (text, parameter) => `instr(${text}, ${parameter}) > 0`,
    insertDefaults: (table) => `INSERT INTO ${table} DEFAULT VALUES`,
    columnType: ({ type, size, precision, scale }) => {
      const limit = type === 'decimal' ? [precision, scale] : [size];
      const given = limit.filter((part) => part !== undefined);
      return given.length && !['text', 'binary'].includes(type) ? `${types[type]}(${given.join(', ')})` : types[type];
    },
    columnCheck({ name, type, size }) {
      if (type === 'string' && size !== undefined) return `length(${quote(name)}) <= ${size}`;
      if (type === 'boolean') return `${quote(name)} IN (0, 1)`;
      return undefined;
    },
    createIndex: (table, name, _plain, terms, unique) =>
      `CREATE ${unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS ${name} ON ${table} (${terms})`,
    indexTerm: (column) => column,
    generated: 'PRIMARY KEY AUTOINCREMENT',
    tableSuffix: '',
  };
}
