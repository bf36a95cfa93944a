import type { Value } from '@caruso/storage-manager/contract';
import type { AttributeType } from '../contract.js';
import { isCalendarDate, readInstant, readLocalDateTime, readTime } from './calendar.js';

const INTEGER = /^-?\d{1,19}$/;
const DECIMAL = /^-?\d{1,100}(?:\.\d{1,100})?$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

type Present = NonNullable<Value>;

/**
 * Brings a value into the one form its type has (dates in ISO 8601, instants in UTC, decimals as texts), or gives
 * `undefined` when it is none of that type. Numbers may also come as texts, as the expression language gives them; nothing
 * is rounded.
 */
export function coerce(type: AttributeType, value: unknown): Present | undefined {
  return READERS[type](value);
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
const read = (reader: (text: string) => string | undefined) => (value: unknown) =>
  typeof value === 'string' ? reader(value) : undefined;

const READERS: Readonly<Record<AttributeType, (value: unknown) => Present | undefined>> = {
  string: text,
  text,
  enum: text,
  email: text,
  phone: text,
  url: text,
  integer(value) {
    const number = typeof value === 'string' && INTEGER.test(value) ? Number(value) : value;
    return typeof number === 'number' && Number.isSafeInteger(number) ? number + 0 : undefined;
  },
  long(value) {
    const written = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
    if (typeof written !== 'string' || !INTEGER.test(written)) return undefined;
    const number = BigInt(written);
    return number >= LONG_MIN && number <= LONG_MAX ? number.toString() : undefined;
  },
  decimal(value) {
    const written = typeof value === 'number' ? String(value) : value;
    return typeof written === 'string' && DECIMAL.test(written) ? canonicalDecimal(written) : undefined;
  },
  double(value) {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  },
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  date: read((value) => (isCalendarDate(value) ? value : undefined)),
  time: read(readTime),
  instant: read(readInstant),
  localDateTime: read(readLocalDateTime),
  binary: (value) => (value instanceof Uint8Array ? value : undefined),
  json: (value) => (value === undefined || value === null ? undefined : (value as Present)),
  uuid: read((value) => (UUID.test(value) ? value.toLowerCase() : undefined)),
};

function canonicalDecimal(written: string): string {
  const [whole = '', fraction] = written.replace('-', '').split('.');
  const digits = whole.replace(/^0+(?=\d)/, '') + (fraction === undefined ? '' : `.${fraction}`);
  return written.startsWith('-') && /[1-9]/.test(digits) ? `-${digits}` : digits;
}
