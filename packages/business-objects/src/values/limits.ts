import type { Value } from '@caruso/storage-manager/contract';
import type { AttributeModel } from '../model/model.js';
import type { BrokenRule } from './broken-rule.js';
import { formatProblem } from './formats.js';

/** What a type's values are called in messages. */
export const TYPE_WORDS: Readonly<Record<AttributeModel['type'], string>> = {
  string: 'a text',
  text: 'a text',
  enum: 'a text',
  email: 'an e-mail address',
  phone: 'a telephone number',
  url: 'a web address',
  integer: 'a whole number',
  long: 'a whole number of 64 bits',
  decimal: 'a decimal number',
  double: 'a number',
  boolean: 'true or false',
  date: 'a date such as 2024-02-29',
  time: 'a time such as 14:30',
  instant: 'a point in time such as 2024-02-29T14:30:00Z',
  localDateTime: 'a date and time such as 2024-02-29T14:30:00',
  binary: 'bytes',
  json: 'a JSON value',
  uuid: 'a UUID',
};

/** The first limit of the model that a value in its type's form breaks; undefined when it keeps them all. */
export function brokenLimit(attribute: AttributeModel, value: NonNullable<Value>): BrokenRule | undefined {
  const { type, size, precision, scale = 0, values } = attribute;
  if (values !== undefined && !values.includes(String(value))) {
    return { rule: 'values', message: `must be one of ${values.join(', ')}` };
  }
  if (typeof value === 'string' && type === 'decimal') return brokenDigits(value, precision, scale);
  // No text has more characters than it has units.
  if (size !== undefined && unitsOf(value) > size && lengthOf(value) > size) {
    return { rule: 'size', message: `must not be longer than ${size}, it has ${lengthOf(value)}` };
  }
  return typeof value === 'string' ? formatProblem(type, value) : undefined;
}

function brokenDigits(value: string, precision: number | undefined, scale: number): BrokenRule | undefined {
  const [whole = '', fraction = ''] = value.replace('-', '').split('.');
  if (fraction.replace(/0+$/, '').length > scale) {
    return { rule: 'scale', message: `must not have more than ${scale} digits behind the point` };
  }
  const digits = whole === '0' ? 0 : whole.length;
  if (precision !== undefined && digits > precision - scale) {
    return { rule: 'precision', message: `must not have more than ${precision - scale} digits before the point` };
  }
  return undefined;
}

/** Characters of a text as people count them, bytes of a binary. */
function lengthOf(value: NonNullable<Value>): number {
  if (value instanceof Uint8Array) return value.length;
  return typeof value === 'string' ? [...value].length : 0;
}

function unitsOf(value: NonNullable<Value>): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 0;
}

/** The form in which a decimal is stored: with all its digits behind the point. */
export function toScale(value: string, scale: number): string {
  const [whole = '0', fraction = ''] = value.split('.');
  const digits = fraction.slice(0, scale).padEnd(scale, '0');
  return scale === 0 ? whole : `${whole}.${digits}`;
}

/** A decimal with so many digits behind the point, rounded half away from zero; a number with an exponent stays. */
export function roundTo(value: string, scale: number): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value);
  if (match === null) return value;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const kept = BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
  const digits = String(Number(fraction[scale] ?? '0') >= 5 ? kept + 1n : kept).padStart(scale + 1, '0');
  const rounded = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return /[1-9]/.test(rounded) ? sign + rounded : rounded;
}
