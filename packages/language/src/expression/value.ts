import { Decimal, decimalText, readDecimal } from './decimal.js';
import type { Steps } from './steps.js';
import { CalendarDate, Instant, TimeOfDay, TimeSpan } from './temporal.js';
import { isUnknown, type Type, types } from './type.js';

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

/** Lists are read to this depth, below it they are null: data may be cyclic. */
const MAX_DEPTH = 32;

/**
 * Reads plain data as a value of a type; what does not fit the type is null.
 *
 * @param steps - what may still be done; left out for single values
 * @param depth - how many lists stand around it
 */
export function readValue(raw: unknown, type: Type, steps?: Steps, depth = 0): Value {
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
      return Array.isArray(raw) ? readList(raw, type.of, steps, depth) : null;
    case 'object':
      return isRecord(raw) ? new RawObject(raw) : null;
    case 'null':
      return null;
    case 'unknown':
      return readUnknown(raw, steps, depth);
  }
}

/** The value of a dotted name: fields are followed by the types, and through lists into every element. */
export function readPath(raw: unknown, type: Type, path: readonly string[], steps: Steps): Value {
  return new PathReader(path, steps).read(raw, type, 0, 0);
}

class PathReader {
  readonly #path: readonly string[];
  readonly #steps: Steps;

  constructor(path: readonly string[], steps: Steps) {
    this.#path = path;
    this.#steps = steps;
  }

  /**
   * @param at - the index of the name to be followed next
   * @param depth - how many lists have been gone through
   */
  read(raw: unknown, type: Type, at: number, depth: number): Value {
    const name = this.#path[at];
    if (name === undefined) return readValue(raw, type, this.#steps, depth);
    // A list where the type says none, and the other way round, is no value of the type.
    if (!isUnknown(type) && Array.isArray(raw) !== (type.kind === 'list')) return null;
    if (Array.isArray(raw)) {
      if (depth > MAX_DEPTH) return null;
      this.#steps.take(raw.length);
      const of = type.kind === 'list' ? type.of : types.unknown;
      return flattened(Array.from(raw, (item) => this.read(item, of, at, depth + 1)));
    }
    if (!isRecord(raw)) return null;
    this.#steps.take(1);
    const fieldType = type.kind === 'object' ? type.fields.get(name) : types.unknown;
    return this.read(new RawObject(raw).get(name), fieldType ?? types.unknown, at + 1, depth);
  }
}

/** Lists inside a list give their elements to it, so that a name that goes through two lists gives one. */
export function flattened(values: readonly Value[]): readonly Value[] {
  return values.some(isList) ? (values.flat() as readonly Value[]) : values;
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

function readUnknown(raw: unknown, steps: Steps | undefined, depth: number): Value {
  if (typeof raw === 'boolean' || typeof raw === 'string') return raw;
  if (typeof raw === 'number' || typeof raw === 'bigint') return readDecimal(raw);
  if (raw instanceof Date) return readInstant(raw.getTime());
  if (Array.isArray(raw)) return readList(raw, types.unknown, steps, depth);
  return isRecord(raw) ? new RawObject(raw) : null;
}

/** Holes of a sparse list are null. */
function readList(raw: readonly unknown[], of: Type, steps: Steps | undefined, depth: number): Value {
  if (depth > MAX_DEPTH) return null;
  steps?.take(raw.length);
  return Array.from(raw, (item) => readValue(item, of, steps, depth + 1));
}

function readInstant(millis: number): Instant | null {
  return Number.isNaN(millis) ? null : Instant.ofMillis(millis);
}

/** Whether a value of the outside is an object with fields. */
export function isRecord(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}
