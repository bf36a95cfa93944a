import type { StoredType } from '../../catalogue/stored-type.js';
import type { EngineName } from '../engine-name.js';
import { ENDLESS, isZeroDate } from './calendar.js';
import type { Cell } from './cell.js';
import { booleanCell, isNumber } from './numbers.js';
import { uuidCell } from './uuid.js';

/** What a database as a whole can hold. */
export interface Capacity {
  readonly engine: EngineName;
  /** The characters it knows, where these are not all. */
  readonly charset: 'all' | 'bmp' | 'latin1' | 'ascii';
  /** Bytes that one value may have. */
  readonly mostBytes: number;
}

/** Says why a column cannot hold a cell, as the end of a sentence that begins with the value; nothing when it can. */
export type CellCheck = (cell: Exclude<Cell, null>) => string | undefined;

/** What is to be looked at in each cell before it goes into a column of the type; nothing when the type holds all cells. */
export function cellCheck(type: StoredType, capacity: Capacity): CellCheck {
  const check = checkOf(type, capacity);
  const { mostBytes } = capacity;
  return (cell) =>
    cell.length * 3 > mostBytes && Buffer.byteLength(cell) > mostBytes
      ? `is longer than the ${mostBytes} bytes that it takes at once`
      : check(cell);
}

function checkOf(type: StoredType, capacity: Capacity): CellCheck {
  const { engine } = capacity;
  switch (type.kind) {
    case 'integer':
      return ofText(integerCheck(type.bits, type.unsigned));
    case 'year':
      return ofText(integerCheck(32, false));
    case 'decimal':
      return ofText(decimalCheck(type.precision, type.scale, engine));
    case 'float':
      return ofText((cell) => (engine === 'mariadb' && !isNumber(cell) ? 'is no number that it knows' : undefined));
    case 'boolean':
      return ofText((cell) =>
        cell === '0' || cell === '1' || isBoolean(cell) ? undefined : 'is neither true nor false',
      );
    case 'text':
      return ofText(textCheck(type.length, capacity));
    case 'binary':
      return bytesCheck(type.length);
    case 'date':
    case 'timestamp':
      return ofText(dateCheck(engine));
    case 'interval':
      return ofText((cell) => (engine === 'mariadb' ? spanCheck(cell) : undefined));
    case 'uuid':
      return ofText((cell) => (isUuid(cell) ? undefined : 'is no UUID'));
    case 'enum': {
      const values = new Set(type.values);
      return ofText((cell) => (values.has(cell) ? undefined : 'is none of the values that are listed for the column'));
    }
    case 'json':
      return ofText(jsonCheck(capacity));
    default:
      return ofText(textCheck(undefined, capacity));
  }
}

function ofText(check: (cell: string) => string | undefined): CellCheck {
  return (cell) => (typeof cell === 'string' ? check(cell) : 'is bytes, and the column takes none');
}

function integerCheck(bits: number, unsigned: boolean): (cell: string) => string | undefined {
  const low = unsigned ? 0n : -(2n ** BigInt(bits - 1));
  const high = unsigned ? 2n ** BigInt(bits) - 1n : 2n ** BigInt(bits - 1) - 1n;
  const sure = String(high).length - 1;
  const reason = `lies outside ${low} to ${high}`;
  return (cell) => {
    if (cell.length <= sure && !(unsigned && cell.startsWith('-'))) return undefined;
    const value = BigInt(cell);
    return value < low || value > high ? reason : undefined;
  };
}

function decimalCheck(precision: number | undefined, scale = 0, engine: EngineName) {
  return (cell: string) => {
    if (!isNumber(cell)) return engine === 'mariadb' ? 'is no number that it knows' : undefined;
    if (precision === undefined) return undefined;
    const point = cell.indexOf('.');
    const behind = point < 0 ? 0 : cell.length - point - 1;
    const whole = (point < 0 ? cell : cell.slice(0, point)).replace(/^-?0?/, '').length;
    if (behind > scale) return `has more than ${scale} digits behind the point`;
    return whole > precision - scale ? `has more than ${precision - scale} digits before the point` : undefined;
  };
}

/** The first character that a character set does not have. */
const UNKNOWN = { bmp: /[^\0-\uffff]/u, latin1: /[^\0-\xff]/u, ascii: /[^\0-\x7f]/u } as const;

function textCheck(length: number | undefined, { engine, charset }: Capacity) {
  return (cell: string) => {
    if (engine === 'postgres' && cell.includes('\0')) return 'contains the character NUL';
    if (length !== undefined && cell.length > length && characters(cell) > length)
      return `has ${characters(cell)} characters, and the column takes ${length}`;
    if (charset === 'all') return undefined;
    const strange = UNKNOWN[charset].exec(cell)?.[0];
    return strange === undefined ? undefined : `contains "${strange}", which its character set does not have`;
  };
}

function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function bytesCheck(length: number | undefined): CellCheck {
  return (cell) => {
    if (typeof cell === 'string') return 'is text, and the column takes bytes';
    return length !== undefined && cell.length > length
      ? `has ${cell.length} bytes, and the column takes ${length}`
      : undefined;
  };
}

function dateCheck(engine: EngineName) {
  if (engine === 'sqlite') return () => undefined;
  if (engine === 'postgres') return (cell: string) => (isZeroDate(cell) ? 'is no date of the calendar' : undefined);
  return (cell: string) => {
    if (ENDLESS.has(cell)) return 'is no date that it knows';
    if (cell.endsWith(' BC')) return 'lies before the year 0';
    if (/^\d{5}/.test(cell)) return 'lies after the year 9999';
    return undefined;
  };
}

function spanCheck(cell: string): string | undefined {
  const hours = /^-?(\d+):/.exec(cell)?.[1];
  if (hours === undefined) return 'has days, months or years, which a TIME has not';
  return Number(hours) > 838 ? 'is longer than 838:59:59' : undefined;
}

function jsonCheck(capacity: Capacity) {
  const asText = textCheck(undefined, capacity);
  return (cell: string) => {
    try {
      JSON.parse(cell);
    } catch {
      return 'is no JSON';
    }
    return asText(cell);
  };
}

function isBoolean(cell: string): boolean {
  try {
    return booleanCell(cell) !== '';
  } catch {
    return false;
  }
}

function isUuid(cell: string): boolean {
  try {
    return uuidCell(cell) !== '';
  } catch {
    return false;
  }
}
