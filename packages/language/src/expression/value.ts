import { Decimal, decimalText, readDecimal } from './decimal.js';
import { CalendarDate, Instant, TimeOfDay, TimeSpan } from './temporal.js';
import { type Type, types } from './type.js';

/** An object of the outside, handed through untouched; its fields are read when a name asks for them. */
export class RawObject {
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.fields = fields;
  }

  /** An own field; inherited ones (`constructor`) do not exist. */
  get(name: string): unknown {
    return Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
  }
}

/** The longest text an expression makes by joining: doubling must not fill the memory. */
export const LONGEST_TEXT = 1_000_000;

/** A value while an expression is evaluated; it knows what it is. */
export type Value =
  | null
  | boolean
  | Decimal
  | string
  | CalendarDate
  | TimeOfDay
  | Instant
  | TimeSpan
  | RawObject
  | readonly Value[];

/** A value in plain data, as {@link Type} describes it for each type. */
export type PlainValue = null | boolean | string | readonly PlainValue[] | { readonly [field: string]: unknown };

/** Reads plain data as a value of a type; what does not fit the type is null. */
export function readValue(raw: unknown, type: Type): Value {
  if (raw === null || raw === undefined) return null;
  switch (type.kind) {
    case 'yesno':
      return typeof raw === 'boolean' ? raw : null;
    case 'number':
      return raw instanceof Decimal ? raw : readDecimal(raw);
    case 'text':
    case 'code':
      return typeof raw === 'string' ? raw : readDecimal(raw) === null ? null : String(raw);
    case 'date':
      return typeof raw === 'string' ? (CalendarDate.from(raw) ?? null) : null;
    case 'time':
      return typeof raw === 'string' ? (TimeOfDay.from(raw) ?? null) : null;
    case 'instant':
      return raw instanceof Date
        ? readInstant(raw.getTime())
        : typeof raw === 'string'
          ? (Instant.from(raw) ?? null)
          : null;
    case 'duration':
      return typeof raw === 'string' ? (TimeSpan.from(raw) ?? null) : null;
    case 'list':
      return Array.isArray(raw) ? raw.map((item) => readValue(item, type.of)) : null;
    case 'object':
      return isRecord(raw) ? new RawObject(raw) : null;
    case 'null':
      return null;
    case 'unknown':
      return readUnknown(raw);
  }
}

/** The value of a dotted name: fields are followed by the types, and through lists into every element. */
export function readPath(raw: unknown, type: Type, path: readonly string[]): Value {
  if (path.length === 0) return readValue(raw, type);
  const [name = '', ...rest] = path;
  if (Array.isArray(raw)) {
    const of = type.kind === 'list' ? type.of : types.unknown;
    const found = raw.map((item) => readPath(item, of, path));
    return found.some(Array.isArray) ? found.flat(1) : found;
  }
  if (!isRecord(raw)) return null;
  const fieldType = type.kind === 'object' ? type.fields.get(name) : types.unknown;
  return readPath(new RawObject(raw).get(name), fieldType ?? types.unknown, rest);
}

/** The value as plain data. */
export function plainValue(value: Value): PlainValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (value instanceof RawObject) return value.fields;
  if (value instanceof Decimal) return decimalText(value);
  if (isList(value)) return value.map(plainValue);
  return value.iso;
}

/** The value as a text for joining; null for lists and objects, which have none. */
export function textOfValue(value: Value): string | null {
  if (value === null || isList(value) || value instanceof RawObject) return null;
  return String(plainValue(value));
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function readUnknown(raw: unknown): Value {
  if (typeof raw === 'boolean' || typeof raw === 'string') return raw;
  if (typeof raw === 'number' || typeof raw === 'bigint') return readDecimal(raw);
  if (raw instanceof Date) return readInstant(raw.getTime());
  if (Array.isArray(raw)) return raw.map((item) => readValue(item, types.unknown));
  return isRecord(raw) ? new RawObject(raw) : null;
}

function readInstant(millis: number): Instant | null {
  return Number.isNaN(millis) ? null : Instant.ofMillis(millis);
}

function isRecord(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}
