import type { StoredType } from '../stored-type.js';

const WRITTEN = /^(.*?)(?:\(([\d\s,-]+)\))?((?: with| without)[a-z ]*)?$/;
const INTERVAL = /^interval(?:\s[a-z ]+)?$/;

const fixedKinds: Readonly<Record<string, StoredType>> = {
  smallint: { kind: 'integer', bits: 16, unsigned: false },
  integer: { kind: 'integer', bits: 32, unsigned: false },
  bigint: { kind: 'integer', bits: 64, unsigned: false },
  oid: { kind: 'integer', bits: 32, unsigned: true },
  real: { kind: 'float', bits: 32 },
  'double precision': { kind: 'float', bits: 64 },
  boolean: { kind: 'boolean' },
  text: { kind: 'text', fixed: false },
  citext: { kind: 'text', fixed: false },
  name: { kind: 'text', length: 63, fixed: false },
  '"char"': { kind: 'text', length: 1, fixed: false },
  bytea: { kind: 'binary', fixed: false },
  date: { kind: 'date' },
  json: { kind: 'json' },
  jsonb: { kind: 'json' },
  uuid: { kind: 'uuid' },
};

/** Types with numbers in parentheses. */
const limitedKinds: Readonly<Record<string, (zoned: boolean, first?: number, second?: number) => StoredType>> = {
  numeric: (_, precision, scale) =>
    precision === undefined
      ? { kind: 'decimal', unsigned: false }
      : { kind: 'decimal', precision, scale: scale ?? 0, unsigned: false },
  'character varying': (_, length) => ({ kind: 'text', ...lengthOf(length), fixed: false }),
  character: (_, length) => ({ kind: 'text', ...lengthOf(length), fixed: true }),
  bpchar: (_, length) => ({ kind: 'text', ...lengthOf(length), fixed: length !== undefined }),
  bit: (_, length = 1) => ({ kind: 'bits', length, fixed: true }),
  'bit varying': (_, length) => ({ kind: 'bits', ...lengthOf(length), fixed: false }),
  time: (zoned, fraction = 6) => ({ kind: 'time', fraction, zoned }),
  timestamp: (zoned, fraction = 6) => ({ kind: 'timestamp', fraction, zoned }),
};

/**
 * What a type of PostgreSQL holds, as `format_type` writes it: `numeric(12,2)`, `timestamp(3) with time zone`. Enumerations
 * and arrays are told by the catalogue, not by their names.
 */
export function postgresType(written: string): StoredType {
  const [, name = '', limits, suffix = ''] = WRITTEN.exec(written) ?? [];
  const [first, second] = limits?.split(',').map(Number) ?? [];
  if (INTERVAL.test(name)) return { kind: 'interval', fraction: first ?? 6 };
  return (
    limitedKinds[name]?.(suffix.startsWith(' with time'), first, second) ?? fixedKinds[written] ?? { kind: 'other' }
  );
}

const lengthOf = (length: number | undefined) => (length === undefined ? {} : { length });
