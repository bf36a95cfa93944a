import { canonicalSchema, type JsonSchema } from './json-schema.js';

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';
export type Floor = 'minimum' | 'exclusiveMinimum' | 'minLength' | 'minItems' | 'minProperties';
export type Ceiling = 'maximum' | 'exclusiveMaximum' | 'maxLength' | 'maxItems' | 'maxProperties';

/** One way for a value to fit a schema: all of this holds. A schema with alternatives has several shapes. */
export interface Shape {
  /** Absent: any. */
  readonly type: JsonType | undefined;
  /** The only values, by their canonical text. */
  readonly values: ReadonlyMap<string, unknown> | undefined;
  readonly floors: ReadonlyMap<Floor, number>;
  readonly ceilings: ReadonlyMap<Ceiling, number>;
  readonly divisors: ReadonlySet<number>;
  /** Patterns and formats, as `pattern ^a` and `format email`. */
  readonly texts: ReadonlySet<string>;
  readonly prefix: readonly JsonSchema[];
  /** Items behind the prefix; absent: anything. */
  readonly rest: JsonSchema | undefined;
  readonly unique: boolean;
  readonly properties: ReadonlyMap<string, JsonSchema>;
  readonly required: ReadonlySet<string>;
  /** Other properties; absent: anything, and it is ignored. */
  readonly additional: JsonSchema | undefined;
  readonly names: JsonSchema | undefined;
  /** Keywords that can only be told equal or different: their canonical text, and what to call them. */
  readonly opaque: ReadonlyMap<string, string>;
}

export const ANY_SHAPE: Shape = {
  type: undefined,
  values: undefined,
  floors: new Map(),
  ceilings: new Map(),
  divisors: new Set(),
  texts: new Set(),
  prefix: [],
  rest: undefined,
  unique: false,
  properties: new Map(),
  required: new Set(),
  additional: undefined,
  names: undefined,
  opaque: new Map(),
};

/** The type of JSON data; a whole number is an integer. */
export function typeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'string') return 'string';
  return typeof value === 'boolean' ? 'boolean' : 'object';
}

/** Whether every value of the type `narrow` is one of the type `wide`. */
export function isWithin(narrow: JsonType | undefined, wide: JsonType | undefined): boolean {
  return wide === undefined || narrow === wide || (narrow === 'integer' && wide === 'number');
}

/** What of a shape without listed values is of a type. Of the type null there is only one value. */
export function asType(shape: Shape, type: JsonType): Shape {
  return type === 'null' ? { ...shape, type, values: new Map([['null', null]]) } : { ...shape, type };
}

/** What fits both shapes, or undefined when nothing does. */
export function meet(a: Shape, b: Shape): Shape | undefined {
  if (!isWithin(a.type, b.type) && !isWithin(b.type, a.type)) return undefined;
  const type = isWithin(a.type, b.type) ? (a.type ?? b.type) : b.type;
  const values = valuesOfBoth(a, b, type);
  if (values?.size === 0) return undefined;
  const names = [...new Set([...a.properties.keys(), ...b.properties.keys()])];
  const length = Math.max(a.prefix.length, b.prefix.length);
  return {
    type,
    values,
    floors: combined(a.floors, b.floors, Math.max),
    ceilings: combined(a.ceilings, b.ceilings, Math.min),
    divisors: new Set([...a.divisors, ...b.divisors]),
    texts: new Set([...a.texts, ...b.texts]),
    prefix: Array.from({ length }, (_, index) => both(itemAt(a, index), itemAt(b, index)) ?? true),
    rest: both(a.rest, b.rest),
    unique: a.unique || b.unique,
    properties: new Map(names.map((name) => [name, both(propertyOf(a, name), propertyOf(b, name)) ?? true])),
    required: new Set([...a.required, ...b.required]),
    additional: both(a.additional, b.additional),
    names: both(a.names, b.names),
    opaque: new Map([...a.opaque, ...b.opaque]),
  };
}

export const itemAt = ({ prefix, rest }: Shape, index: number) => prefix[index] ?? rest;
const propertyOf = ({ properties, additional }: Shape, name: string) => properties.get(name) ?? additional;

function valuesOfBoth(a: Shape, b: Shape, type: JsonType | undefined): Shape['values'] {
  if (!a.values && !b.values) return undefined;
  const [some, others] = a.values ? [a.values, b.values] : [b.values ?? new Map<string, unknown>(), undefined];
  return new Map([...some].filter(([key, value]) => (others?.has(key) ?? true) && isWithin(typeOf(value), type)));
}

function combined<Key>(
  a: ReadonlyMap<Key, number>,
  b: ReadonlyMap<Key, number>,
  choose: (x: number, y: number) => number,
): ReadonlyMap<Key, number> {
  const result = new Map(a);
  for (const [key, value] of b) result.set(key, choose(value, result.get(key) ?? value));
  return result;
}

function both(a: JsonSchema | undefined, b: JsonSchema | undefined): JsonSchema | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return canonicalSchema(a) === canonicalSchema(b) ? a : { allOf: [a, b] };
}
