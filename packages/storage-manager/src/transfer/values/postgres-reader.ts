import type { StoredType } from '../../catalogue/stored-type.js';
import { intervalCell, timeCell } from './calendar.js';
import { type ColumnReader, itself } from './column-reader.js';
import { decimalCell, floatCell } from './numbers.js';

/** Reads a column of PostgreSQL, whose values come as the text that the server writes (in UTC, with ISO dates and spans). */
export function postgresReader(type: StoredType, arrays: 'json' | 'literal' = 'json'): ColumnReader {
  const convert = conversion(type);
  return {
    expression: expression(type, arrays),
    cell:
      convert === undefined ? (raw) => raw as string | null : (raw) => (raw === null ? null : convert(raw as string)),
  };
}

function expression(type: StoredType, arrays: 'json' | 'literal'): ColumnReader['expression'] {
  if (type.kind === 'array')
    return (column) => (arrays === 'json' ? `array_to_json(${column})::text` : `${column}::text`);
  return itself;
}

function conversion(type: StoredType): ((text: string) => string | Uint8Array) | undefined {
  switch (type.kind) {
    case 'decimal':
      return decimalCell;
    case 'float':
      return type.bits === 32 ? (text) => floatCell(Math.fround(Number(text))) : (text) => floatCell(Number(text));
    case 'boolean':
      return (text) => (text === 't' ? '1' : '0');
    case 'text':
      return type.fixed ? (text) => text.replace(/ +$/, '') : undefined;
    case 'binary':
      return (text) => Buffer.from(text.slice(2), 'hex');
    case 'time':
      return type.zoned ? undefined : timeCell;
    case 'timestamp':
      return type.zoned ? (text) => text.replace('+00', '') : undefined;
    case 'interval':
      return intervalCell;
    default:
      return undefined;
  }
}
