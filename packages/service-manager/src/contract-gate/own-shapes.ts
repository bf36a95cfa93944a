import {
  ANNOTATIONS,
  canonicalSchema,
  canonicalValue,
  isJsonObject,
  isSchema,
  type JsonObject,
  type JsonSchema,
} from './json-schema.js';
import { UNREPRESENTABLE } from './represent-schema.js';
import { ANY_SHAPE, asType, type Ceiling, type Floor, isWithin, type JsonType, type Shape, typeOf } from './shape.js';

const TYPES: readonly string[] = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];
const FLOORS: readonly string[] = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const CEILINGS: readonly string[] = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
const APPLICATORS = new Set(['$ref', 'allOf', 'anyOf', 'oneOf', 'type']);
/** Keywords whose meaning depends on those beside them. */
const BOUND = new Set(['patternProperties', 'unevaluatedProperties', 'unevaluatedItems', 'if', 'then', 'else']);
const CONTAINING = new Set(['contains', 'minContains', 'maxContains']);

type Draft = { -readonly [Part in keyof Shape]: Shape[Part] };

/** The shapes of what a schema says itself, one for each of its types; what it refers to and combines is not looked at. */
export function ownShapes(schema: JsonObject, root: JsonSchema): readonly Shape[] {
  const shape = readKeywords(schema, root);
  if (!shape) return [];
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter((type) => type !== undefined);
  if (!types.every((type) => TYPES.includes(type))) return [opaqueShape(schema, root, '"type"')];
  if (!types.length) return [shape];
  return types.flatMap((type: JsonType) => ofType(shape, type));
}

/** A shape that is equal only to that of an equal schema. */
export function opaqueShape(schema: JsonSchema, root: JsonSchema, label: string): Shape {
  return { ...ANY_SHAPE, opaque: new Map([[opaqueKey(schema, root), label]]) };
}

/** The text of a schema, together with all its references may mean. */
function opaqueKey(schema: unknown, root: JsonSchema): string {
  const text = canonicalSchema(schema);
  if (!text.includes('"$ref"') || !isJsonObject(root)) return text;
  const { $defs, definitions } = root;
  return `${text} in ${canonicalSchema({ allOf: [root], properties: $defs, patternProperties: definitions })}`;
}

function ofType(shape: Shape, type: JsonType): readonly Shape[] {
  if (!shape.values) return [asType(shape, type)];
  const values = new Map([...shape.values].filter(([, value]) => isWithin(typeOf(value), type)));
  return values.size ? [{ ...shape, type, values }] : [];
}

/** Undefined when no value can fit. */
function readKeywords(schema: JsonObject, root: JsonSchema): Shape | undefined {
  const shape: Draft = { ...ANY_SHAPE };
  const floors = new Map<Floor, number>();
  const ceilings = new Map<Ceiling, number>();
  const opaque = new Map<string, string>();
  for (const [keyword, value] of Object.entries(schema)) {
    if (ANNOTATIONS.has(keyword) || APPLICATORS.has(keyword)) continue;
    if (keyword === 'not' && isTrue(value)) return undefined;
    if (FLOORS.includes(keyword) && typeof value === 'number') floors.set(keyword as Floor, value);
    else if (CEILINGS.includes(keyword) && typeof value === 'number') ceilings.set(keyword as Ceiling, value);
    else if (!readKeyword(shape, keyword, value))
      opaque.set(opaqueTextOf(keyword, schema, root), labelOf(keyword, value));
  }
  if (schema.patternProperties !== undefined) shape.additional ??= true;
  return close({ ...shape, floors, ceilings, opaque });
}

/** Whether the keyword could be read into the shape. */
function readKeyword(shape: Draft, keyword: string, value: unknown): boolean {
  if (keyword === 'const') shape.values = meetValues(shape.values, [value]);
  else if (keyword === 'enum' && Array.isArray(value)) shape.values = meetValues(shape.values, value);
  else if (keyword === 'multipleOf' && typeof value === 'number') shape.divisors = new Set([value]);
  else if ((keyword === 'pattern' || keyword === 'format') && typeof value === 'string')
    shape.texts = new Set([...shape.texts, `${keyword} ${value}`]);
  else if (keyword === 'prefixItems' && Array.isArray(value) && value.every(isSchema)) shape.prefix = value;
  else if (keyword === 'items' && isSchema(value)) shape.rest = value;
  else if (keyword === 'uniqueItems' && typeof value === 'boolean') shape.unique = value;
  else if (keyword === 'properties' && isJsonObject(value) && Object.values(value).every(isSchema))
    shape.properties = new Map(Object.entries(value as Readonly<Record<string, JsonSchema>>));
  else if (keyword === 'required' && Array.isArray(value)) shape.required = new Set(value.map(String));
  else if (keyword === 'additionalProperties' && isSchema(value)) shape.additional = value;
  else if (keyword === 'propertyNames' && isSchema(value)) shape.names = value;
  else return false;
  return true;
}

const isTrue = (schema: unknown) => schema === true || (isJsonObject(schema) && !Object.keys(schema).length);

function meetValues(known: Shape['values'], values: readonly unknown[]): Shape['values'] {
  const given = values.map((value) => [canonicalValue(value), value] as const);
  return new Map(given.filter(([key]) => known?.has(key) ?? true));
}

const labelOf = (keyword: string, value: unknown) => (keyword === UNREPRESENTABLE ? String(value) : `"${keyword}"`);

function opaqueTextOf(keyword: string, schema: JsonObject, root: JsonSchema): string {
  if (BOUND.has(keyword)) return opaqueKey(schema, root);
  const group = CONTAINING.has(keyword) ? [...CONTAINING] : [keyword];
  return opaqueKey(Object.fromEntries(group.map((name) => [name, schema[name]])), root);
}

/** Says the same in fewer ways: a record over known names is an object, and a tuple without more items has a length. */
function close(shape: Shape): Shape | undefined {
  if (shape.values?.size === 0) return undefined;
  const names = isJsonObject(shape.names) && Array.isArray(shape.names.enum) ? shape.names.enum.map(String) : undefined;
  if (names && shape.additional !== undefined && shape.additional !== false) {
    const additional = shape.additional;
    const known = names.map((name) => [name, shape.properties.get(name) ?? additional] as const);
    return close({ ...shape, names: undefined, additional: false, properties: new Map(known) });
  }
  if (shape.rest !== false) return shape;
  const most = Math.min(shape.prefix.length, shape.ceilings.get('maxItems') ?? Number.POSITIVE_INFINITY);
  return { ...shape, ceilings: new Map([...shape.ceilings, ['maxItems', most]]) };
}
