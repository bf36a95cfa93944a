import { Decimal, readDecimal } from './decimal.js';
import { CalendarDate, Instant, TimeSpan } from './temporal.js';
import { isUnknown, type Type, type TypeKind } from './type.js';
import { isList, type Value } from './value.js';

/** What a function takes at one place. */
export interface Parameter {
  readonly name: string;
  /** In words, for messages. */
  readonly wants: string;
  readonly accepts: (type: Type) => boolean;
  /** The argument as the function needs it; null when it does not fit (its type was unknown to the checker). */
  readonly read: (value: Value) => Value;
}

const isOpen = (type: Type) => type.kind === 'null' || isUnknown(type);

function parameter(name: string, wants: string, kinds: readonly TypeKind[], read: (value: Value) => Value): Parameter {
  return { name, wants, accepts: (type) => isOpen(type) || kinds.includes(type.kind), read };
}

const asNumber = (value: Value) =>
  value instanceof Decimal ? value : typeof value === 'string' ? readDecimal(value) : null;

export const anything: Parameter = { name: 'value', wants: 'a value', accepts: () => true, read: (value) => value };

export const yesno = parameter('condition', 'yes/no', ['yesno'], (value) =>
  typeof value === 'boolean' ? value : null,
);

export const number = (name = 'number') => parameter(name, 'a number', ['number'], asNumber);

export const text = (name = 'text') =>
  parameter(name, 'a text', ['text', 'code'], (value) => (typeof value === 'string' ? value : null));

export const list = parameter('list', 'a list', ['list'], (value) => (isList(value ?? []) ? value : null));

export const textOrList = parameter('value', 'a text or a list', ['text', 'code', 'list'], (value) =>
  typeof value === 'string' || isList(value) ? value : null,
);

export const date = parameter('date', 'a date', ['date'], (value) =>
  value instanceof CalendarDate ? value : typeof value === 'string' ? (CalendarDate.from(value) ?? null) : null,
);

export const dateLike = parameter(
  'value',
  'a date, an instant or a text',
  ['date', 'instant', 'text', 'code'],
  (value) => (value instanceof CalendarDate || value instanceof Instant || typeof value === 'string' ? value : null),
);

export const duration = parameter('duration', 'a duration', ['duration'], (value) =>
  value instanceof TimeSpan ? value : typeof value === 'string' ? (TimeSpan.from(value) ?? null) : null,
);

/** A list of some kind, or single values of it. */
export function listOrValues(name: string, wants: string, kinds: readonly TypeKind[]): Parameter {
  const fits = (type: Type): boolean => isOpen(type) || kinds.includes(type.kind);
  return {
    name,
    wants,
    accepts: (type) => (type.kind === 'list' ? fits(type.of) : fits(type)),
    read: (value) => value,
  };
}
