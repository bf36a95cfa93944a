import type { StoredType } from '../../catalogue/stored-type.js';
import { canonicalInstant, canonicalLocalDateTime, canonicalTime, sortableInstant } from '../../codec/iso.js';
import type { LogicalType } from '../../table-definition.js';
import type { Cell } from './cell.js';

/** Digits of a decimal that SQLite's floating point numbers keep. */
const SURE_DIGITS = 15;
const LONGEST_SAFE = 15;
/** Dates before Christ and without end say their own. */
const ENDS_AS_UTC = /\d$/;

/** Forms in which CARUSO's own columns hold texts, so that these sort and compare as what they stand for. */
const OWN_FORMS: Partial<Readonly<Record<LogicalType, (cell: string) => string>>> = {
  instant: (cell) => sortableInstant(canonicalInstant(`${cell}Z`)),
  localDateTime: canonicalLocalDateTime,
  time: canonicalTime,
};

/** Writes cells as the values that SQLite binds; of a column of CARUSO's own the logical type is given as well. */
export function sqliteWriter(type: StoredType, own?: LogicalType): (cell: Cell) => unknown {
  const form = own === undefined ? undefined : OWN_FORMS[own];
  if (form !== undefined) return (cell) => (typeof cell === 'string' && ENDS_AS_UTC.test(cell) ? form(cell) : cell);
  switch (type.kind) {
    case 'integer':
    case 'boolean':
    case 'year':
      return (cell) => (cell === null ? null : integer(cell as string));
    case 'float':
      return (cell) => (cell === null || cell === 'NaN' ? cell : Number(cell));
    case 'timestamp':
      return type.zoned
        ? (cell) => (typeof cell === 'string' && ENDS_AS_UTC.test(cell) ? `${cell}Z` : cell)
        : (cell) => cell;
    default:
      // Text goes into a column of decimals of few digits, too: SQLite turns it into a number there.
      return (cell) => cell;
  }
}

/** Numbers are bound quicker than big ones, but as floating point numbers, which integer columns take for whole ones. */
const integer = (cell: string) => (cell.length <= LONGEST_SAFE ? Number(cell) : BigInt(cell));

/** Whether SQLite's own numbers hold such decimals exactly. */
export const isSureDecimal = (precision: number | undefined) => precision !== undefined && precision <= SURE_DIGITS;
