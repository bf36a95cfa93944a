import type { StoredType } from '../../catalogue/stored-type.js';
import type { EngineName } from '../engine-name.js';
import type { ColumnPlan } from '../plan/transfer-plan.js';
import type { Cell } from '../values/cell.js';
import { BadCell } from '../values/cell.js';
import { type Capacity, type CellCheck, cellCheck } from '../values/cell-check.js';
import { uuidCell } from '../values/uuid.js';

/** Digits that SQLite's numbers keep. */
const SURE_DIGITS = 15;

/** What is to be looked at in each cell before it goes into a column that the target had already. */
export function foundCheck({ target: type, found }: ColumnPlan, capacity: Capacity): CellCheck {
  const mostBytes = Math.min(capacity.mostBytes, found?.mostBytes ?? capacity.mostBytes);
  const common = cellCheck(type, { ...capacity, charset: found?.charset ?? capacity.charset, mostBytes });
  const isNumeric = capacity.engine === 'sqlite' && found?.isNumeric === true;
  const special = specialCheck(type, capacity.engine, isNumeric);
  if (isNumeric && !NUMBERS.has(type.kind))
    return (cell) =>
      (typeof cell === 'string' ? (likeNumberProblem(cell) ?? special(cell)) : sizeProblem(type, cell)) ?? common(cell);
  return (cell) => (typeof cell === 'string' ? special(cell) : sizeProblem(type, cell)) ?? common(cell);
}

type TextCheck = (cell: string) => string | undefined;
const WHOLE = /^-?\d+$/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** What the types do that a transfer chooses need not be asked, because they are those of the values. */
function specialCheck(type: StoredType, engine: EngineName, isNumeric: boolean): TextCheck {
  switch (type.kind) {
    case 'integer':
    case 'year':
      return (cell) => (WHOLE.test(cell) ? undefined : 'is no whole number');
    case 'decimal':
      return decimalProblem(type.unsigned, isNumeric);
    case 'float':
      return type.bits === 64 ? () => undefined : shortFloatProblem;
    case 'text':
      return (cell) =>
        type.fixed && cell.endsWith(' ') ? 'ends with a blank, which the column does not keep' : undefined;
    case 'bits':
      return ({ length }) =>
        type.length === undefined || (type.fixed ? length === type.length : length <= type.length)
          ? undefined
          : `has ${length} bits, and the column takes ${type.length}`;
    case 'time':
    case 'timestamp':
    case 'interval':
      return (cell) => fractionProblem(cell, type.fraction);
    case 'uuid':
      return (cell) => {
        if (!isOneForm(cell)) return 'is no UUID in small letters';
        return engine === 'mariadb' && isUnknownVersion(cell)
          ? 'is a UUID of a version that it does not take'
          : undefined;
      };
    case 'set':
      return (cell) =>
        cell === '' || cell.split(',').every((part) => type.values.includes(part))
          ? undefined
          : 'has values that are not listed for the column';
    default:
      return () => undefined;
  }
}

function decimalProblem(unsigned: boolean, isSQLiteNumber: boolean): TextCheck {
  return (cell) => {
    if (!NUMBER.test(cell)) return 'is no decimal number';
    if (unsigned && cell.startsWith('-')) return 'is negative';
    const digits = cell.replace(/[-.]/g, '').replace(/^0+/, '').length;
    return isSQLiteNumber && digits > SURE_DIGITS ? `has more than the ${SURE_DIGITS} digits that it keeps` : undefined;
  };
}

const NUMBERS = new Set<StoredType['kind']>(['integer', 'year', 'decimal', 'float', 'boolean']);
const LIKE_NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** A numeric column of SQLite makes numbers of text: `0.50` becomes `0.5`. */
function likeNumberProblem(cell: string): string | undefined {
  if (!LIKE_NUMBER.test(cell)) return undefined;
  const isKept = String(Number(cell)) === cell && cell.replace(/\D/g, '').length <= SURE_DIGITS;
  return isKept ? undefined : 'looks like a number, which the column would write otherwise';
}

function shortFloatProblem(cell: string): string | undefined {
  const value = Number(cell);
  return Number.isNaN(value) || Math.fround(value) === value ? undefined : 'has more digits than the column keeps';
}

function fractionProblem(cell: string, fraction: number): string | undefined {
  const digits = /\.(\d+)/.exec(cell)?.[1]?.length ?? 0;
  return digits > fraction ? `has ${digits} digits behind the seconds, and the column keeps ${fraction}` : undefined;
}

function isOneForm(cell: string): boolean {
  try {
    return uuidCell(cell) === cell;
  } catch (thrown) {
    if (thrown instanceof BadCell) return false;
    throw thrown;
  }
}

/** MariaDB's UUID sorts by time, and takes no versions from 8 on of the usual variants. */
function isUnknownVersion(cell: string): boolean {
  const [version, variant] = [Number.parseInt(cell.slice(14, 16), 16), Number.parseInt(cell.slice(19, 21), 16)];
  return (version & -variant & 0x80) !== 0;
}

function sizeProblem(type: StoredType, cell: Exclude<Cell, string | null>): string | undefined {
  return type.kind === 'binary' && type.fixed && type.length !== undefined && cell.length !== type.length
    ? `has ${cell.length} bytes, and the column fills it up to ${type.length}`
    : undefined;
}
