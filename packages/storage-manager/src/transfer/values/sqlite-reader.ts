import type { StoredType } from '../../catalogue/stored-type.js';
import { storedDecimal } from '../../codec/decimal.js';
import { Misfit } from '../../codec/misfit.js';
import { dateCell, hoursCell, timeCell, timestampCell } from './calendar.js';
import { BadCell, type Cell } from './cell.js';
import { type ColumnReader, itself } from './column-reader.js';
import { booleanCell, decimalCell, floatCell, integerCell } from './numbers.js';
import { uuidCell } from './uuid.js';

/** What SQLite returns; its columns hold values of any kind, so all of them are looked at. */
type Raw = null | bigint | number | string | Uint8Array;

/** Reads a column of SQLite. */
export function sqliteReader(type: StoredType): ColumnReader {
  const convert = conversion(type);
  return { expression: itself, cell: (raw) => (raw === null ? null : convert(raw as Exclude<Raw, null>)) };
}

const SPECIAL = new Set(['NaN', 'Infinity', '-Infinity']);

function conversion(type: StoredType): (raw: Exclude<Raw, null>) => Cell {
  switch (type.kind) {
    case 'integer':
    case 'year':
      return integer;
    case 'decimal':
      return (raw) => decimal(raw, type.scale);
    case 'float':
      return float;
    case 'boolean':
      return (raw) => booleanCell(textOf(raw));
    case 'binary':
      return bytes;
    case 'date':
      return (raw) => dateCell(onlyText(raw));
    case 'time':
      return (raw) => (type.zoned ? onlyText(raw) : timeOfDay(onlyText(raw)));
    case 'timestamp':
      return (raw) => timestampCell(onlyText(raw), type.zoned);
    case 'uuid':
      return (raw) => uuidCell(onlyText(raw));
    default:
      return (raw) => (typeof raw === 'string' ? raw : textOf(raw));
  }
}

function integer(raw: Exclude<Raw, null>): string {
  if (typeof raw === 'bigint') return String(raw);
  if (typeof raw === 'number' && Number.isSafeInteger(raw)) return raw === 0 ? '0' : String(raw);
  return integerCell(textOf(raw));
}

function decimal(raw: Exclude<Raw, null>, scale: number | undefined): string {
  if (typeof raw === 'bigint') return String(raw);
  if (typeof raw === 'string' && SPECIAL.has(raw)) return raw;
  if (typeof raw === 'object') throw new BadCell('it is bytes, not a number');
  try {
    return decimalCell(storedDecimal(raw, scale));
  } catch (thrown) {
    if (thrown instanceof Misfit) throw new BadCell('it is no decimal number');
    throw thrown;
  }
}

function float(raw: Exclude<Raw, null>): string {
  if (typeof raw === 'number') return floatCell(raw);
  if (typeof raw === 'bigint' && raw >= -(2n ** 53n) && raw <= 2n ** 53n) return String(raw);
  if (typeof raw === 'string' && SPECIAL.has(raw)) return raw;
  throw new BadCell('it is no floating point number');
}

function bytes(raw: Exclude<Raw, null>): Uint8Array {
  if (typeof raw === 'object') return raw;
  throw new BadCell(typeof raw === 'string' ? 'it is text, not bytes' : 'it is a number, not bytes');
}

function timeOfDay(text: string): string {
  // A longer span than a day is what MariaDB's TIME may be.
  return /^-|^\d{3}|^(?:2[4-9]|[3-9]\d):/.test(text) ? hoursCell(text) : timeCell(text);
}

function onlyText(raw: Exclude<Raw, null>): string {
  if (typeof raw === 'string') return raw;
  throw new BadCell(typeof raw === 'object' ? 'it is bytes' : 'it is a number');
}

function textOf(raw: Exclude<Raw, null>): string {
  if (typeof raw === 'object') throw new BadCell('it is bytes, not text');
  return typeof raw === 'number' ? floatCell(raw) : String(raw);
}
