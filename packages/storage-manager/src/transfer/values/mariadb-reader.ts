import type { StoredType } from '../../catalogue/stored-type.js';
import { hoursCell } from './calendar.js';
import { type ColumnReader, itself } from './column-reader.js';
import { decimalCell, floatCell, integerCell } from './numbers.js';

const GEOMETRY = /^(?:geometry|point|linestring|polygon|multi\w+|geometrycollection)\b/i;

/** Reads a column of MariaDB, whose values come in its text protocol, dates and large numbers as text. */
export function mariadbReader(type: StoredType, engineType: string): ColumnReader {
  const convert = conversion(type);
  return {
    expression: expression(type, engineType),
    cell: (raw) => (raw === null ? null : convert(raw as never)),
  };
}

function expression(type: StoredType, engineType: string): ColumnReader['expression'] {
  // A FLOAT is written with six digits, of which it has up to nine; and as text, because the driver's own way to read a number
  // from text is not exact.
  if (type.kind === 'float') return (column) => `CONCAT(${type.bits === 32 ? `CAST(${column} AS DOUBLE)` : column})`;
  if (type.kind === 'other')
    return (column) => (GEOMETRY.test(engineType) ? `ST_AsText(${column})` : `CAST(${column} AS CHAR)`);
  return itself;
}

function conversion(type: StoredType): (raw: never) => string | Uint8Array {
  switch (type.kind) {
    case 'integer':
      return (raw: number | string) => (typeof raw === 'number' ? String(raw) : integerCell(raw));
    case 'decimal':
      return (raw: string) => decimalCell(raw);
    case 'float':
      return (raw: string) => floatCell(Number(raw));
    case 'bits':
      return (raw: Uint8Array) => bitsOf(raw, type.length ?? 1);
    case 'binary':
      return (raw: Uint8Array) => raw;
    case 'time':
    case 'interval':
      return (raw: string) => hoursCell(raw);
    case 'timestamp':
      return (raw: string) => (raw.includes('.') ? raw.replace(/\.?0+$/, '') : raw);
    default:
      return (raw: unknown) => String(raw);
  }
}

function bitsOf(bytes: Uint8Array, length: number): string {
  const all = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return all.slice(-length).padStart(length, '0');
}
