/** A code of a fixed list: an option of a question, a value of an enumeration. At run time a text. */
export interface CodeType {
  readonly kind: 'code';
  readonly codes: readonly string[];
}

export interface ListType {
  readonly kind: 'list';
  readonly of: Type;
}

/** A thing with named fields. `fields` may still grow and may lead back to the type itself (customer.orders.customer). */
export interface ObjectType {
  readonly kind: 'object';
  readonly fields: ReadonlyMap<string, Type>;
  /** How messages call it. */
  readonly name?: string;
}

interface SimpleType<Kind extends string> {
  readonly kind: Kind;
}

/**
 * The type of a value, known when a document is checked. At run time, values come as plain data:
 *
 * | type | value |
 * |---|---|
 * | yesno | `true`, `false` |
 * | number | an exact decimal: a decimal text (`"1234567890123456.7891"`), a number or a bigint; results are texts |
 * | text, code | a text |
 * | date | `YYYY-MM-DD` |
 * | time | `HH:MM`, `HH:MM:SS` and fractions |
 * | instant | ISO 8601 with zone, `2026-03-29T01:30:00Z`; results are in UTC |
 * | duration | ISO 8601 weeks to seconds, `P42D`, `PT1H30M` |
 * | list, object | array, plain object |
 * | null | `null` or `undefined`; every type includes it |
 * | unknown | anything; a text takes the type of what it is compared with |
 *
 * `unknown` is also for what has a name but no usable declaration: nothing that is done with it is an error, so that the
 * error in the declaration stays the only one. A code of no codes at all is as open.
 */
export type Type =
  | SimpleType<'yesno'>
  | SimpleType<'number'>
  | SimpleType<'text'>
  | SimpleType<'date'>
  | SimpleType<'time'>
  | SimpleType<'instant'>
  | SimpleType<'duration'>
  | SimpleType<'null'>
  | SimpleType<'unknown'>
  | CodeType
  | ListType
  | ObjectType;

export type TypeKind = Type['kind'];

/** The names an expression may use, with their types. */
export type Scope = ReadonlyMap<string, Type>;

function object(fields: Readonly<Record<string, Type>> | ReadonlyMap<string, Type>, name?: string): ObjectType {
  const map = fields instanceof Map ? fields : new Map(Object.entries(fields));
  return { kind: 'object', fields: map, ...(name === undefined ? {} : { name }) };
}

/**
 * The types by name.
 *
 * @example
 * ```ts
 * const scope = new Map([['answers', types.object({ reason: types.code('reading', 'move'), moveDate: types.date })]]);
 * ```
 */
export const types = {
  yesno: { kind: 'yesno' },
  number: { kind: 'number' },
  text: { kind: 'text' },
  date: { kind: 'date' },
  time: { kind: 'time' },
  instant: { kind: 'instant' },
  duration: { kind: 'duration' },
  null: { kind: 'null' },
  unknown: { kind: 'unknown' },
  code: (...codes: readonly string[]): CodeType => ({ kind: 'code', codes }),
  list: (of: Type): ListType => ({ kind: 'list', of }),
  object,
} as const;

const WORDS: Readonly<Record<TypeKind, string>> = {
  yesno: 'yes/no',
  number: 'a number',
  text: 'a text',
  date: 'a date',
  time: 'a time',
  instant: 'an instant',
  duration: 'a duration',
  null: 'nothing',
  unknown: 'anything',
  code: 'a code',
  list: 'a list',
  object: 'an object',
};

/** The type in words for messages: "a list of numbers" is "a list of a number", an object shows its name. */
export function typeInWords(type: Type): string {
  if (type.kind === 'list') return type.of.kind === 'unknown' ? 'a list' : `a list (of ${typeInWords(type.of)})`;
  if (type.kind === 'object' && type.name !== undefined) return `an object (${type.name})`;
  return WORDS[type.kind];
}

/** Whether a value of type `actual` may stand where `wanted` is expected. */
export function isAssignable(actual: Type, wanted: Type): boolean {
  if (actual.kind === 'null' || isUnknown(actual) || isUnknown(wanted)) return true;
  if (wanted.kind === 'text') return actual.kind === 'text' || actual.kind === 'code';
  if (actual.kind === 'list' && wanted.kind === 'list') return isAssignable(actual.of, wanted.of);
  if (actual.kind === 'code' && wanted.kind === 'code')
    return actual.codes.every((code) => wanted.codes.includes(code));
  return actual.kind === wanted.kind;
}

/** The type of something that is of one type or of the other; unknown when they have nothing in common. */
export function joinTypes(a: Type, b: Type): Type {
  if (a === b || b.kind === 'null') return a;
  if (a.kind === 'null') return b;
  if (isUnknown(a) || isUnknown(b)) return types.unknown;
  if (a.kind === 'code' && b.kind === 'code') return { kind: 'code', codes: [...new Set([...a.codes, ...b.codes])] };
  if (isText(a) && isText(b)) return types.text;
  if (a.kind === 'list' && b.kind === 'list') return types.list(joinTypes(a.of, b.of));
  return a.kind === b.kind && a.kind !== 'object' ? a : types.unknown;
}

/** Whether nothing is known about the type, so that nothing done with it can be called wrong. */
export function isUnknown(type: Type): boolean {
  return type.kind === 'unknown' || (type.kind === 'code' && type.codes.length === 0);
}

/** Whether values of the type are texts for sure. */
export function isText(type: Type): boolean {
  return type.kind === 'text' || (type.kind === 'code' && !isUnknown(type));
}
