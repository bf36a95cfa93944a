import type { StoredType } from '../stored-type.js';

const WRITTEN = /^([a-z0-9 ]+?)\s*(?:\((.*)\))?((?: unsigned| signed| zerofill)*)$/s;
const VALUE = /'((?:[^']|'')*)'/g;
const INTEGERS: Readonly<Record<string, 8 | 16 | 24 | 32 | 64>> = {
  tinyint: 8,
  smallint: 16,
  mediumint: 24,
  int: 32,
  integer: 32,
  bigint: 64,
};

/** What stands in the parentheses behind a type, read as numbers; what follows them, and the text itself. */
interface Limits {
  readonly first?: number | undefined;
  readonly second?: number | undefined;
  readonly unsigned: boolean;
  readonly text: string;
}

const kinds: Readonly<Record<string, (limits: Limits) => StoredType>> = {
  decimal: ({ first = 10, second = 0, unsigned }) => ({ kind: 'decimal', precision: first, scale: second, unsigned }),
  float: () => ({ kind: 'float', bits: 32 }),
  double: () => ({ kind: 'float', bits: 64 }),
  bit: ({ first = 1 }) => ({ kind: 'bits', length: first, fixed: true }),
  char: ({ first = 1 }) => ({ kind: 'text', ...lengthOf(first), fixed: true }),
  varchar: ({ first }) => ({ kind: 'text', ...lengthOf(first), fixed: false }),
  binary: ({ first = 1 }) => ({ kind: 'binary', ...lengthOf(first), fixed: true }),
  varbinary: ({ first }) => ({ kind: 'binary', ...lengthOf(first), fixed: false }),
  enum: ({ text }) => ({ kind: 'enum', values: valuesOf(text) }),
  set: ({ text }) => ({ kind: 'set', values: valuesOf(text) }),
  date: () => ({ kind: 'date' }),
  time: ({ first = 0 }) => ({ kind: 'interval', fraction: first }),
  datetime: ({ first = 0 }) => ({ kind: 'timestamp', fraction: first, zoned: false }),
  timestamp: ({ first = 0 }) => ({ kind: 'timestamp', fraction: first, zoned: true }),
  year: () => ({ kind: 'year' }),
  json: () => ({ kind: 'json' }),
  uuid: () => ({ kind: 'uuid' }),
};

/** What a type of MariaDB holds, as its catalogue writes it: `bigint(20) unsigned`, `enum('a','it''s')`. */
export function mariadbType(written: string): StoredType {
  const [, name = '', text = '', suffix = ''] = WRITTEN.exec(written) ?? [];
  const unsigned = /unsigned|zerofill/.test(suffix);
  const bits = INTEGERS[name];
  if (bits !== undefined) return { kind: 'integer', bits, unsigned };
  if (/^(?:tiny|medium|long)?text$/.test(name)) return { kind: 'text', fixed: false };
  if (/^(?:tiny|medium|long)?blob$/.test(name)) return { kind: 'binary', fixed: false };
  const [first, second] = /^\d/.test(text) ? text.split(',').map(Number) : [];
  return kinds[name]?.({ first, second, unsigned, text }) ?? { kind: 'other' };
}

const lengthOf = (length: number | undefined) => (length ? { length } : {});
const valuesOf = (list: string) => [...list.matchAll(VALUE)].map(([, value = '']) => value.replaceAll("''", "'"));
