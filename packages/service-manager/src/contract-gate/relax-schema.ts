import { isJsonObject, isSchema, type JsonObject, type JsonSchema, resolveRef } from './json-schema.js';

const TYPES = new Set(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']);
const LIMITS = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];
const BOUNDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];
const SCHEMAS = ['items', 'additionalProperties', 'propertyNames'];
const LISTS = ['prefixItems', 'anyOf', 'allOf'];
const ANY: JsonSchema = {};

/**
 * A JSON Schema that zod can read and that accepts at least what `schema` accepts. What zod has no words for is left open;
 * so is `format`, which JSON Schema does not assert, and `oneOf` becomes `anyOf`, because opened alternatives overlap.
 */
export function relaxSchema(schema: JsonSchema): JsonSchema {
  if (!isJsonObject(schema)) return schema;
  const relaxed = relax(schema, schema);
  const { $defs } = schema;
  return isJsonObject($defs) ? { ...relaxed, $defs: mapped($defs, schema) } : relaxed;
}

function relax(schema: JsonObject, root: JsonSchema): JsonObject {
  const relaxed: Record<string, unknown> = {};
  for (const keyword of Object.keys(schema)) {
    const value = relaxKeyword(keyword, schema[keyword], root);
    if (value !== undefined) relaxed[keyword] = value;
  }
  // It would judge the properties of the patterns, which are left open.
  if (schema.patternProperties !== undefined) delete relaxed.additionalProperties;
  return combine(relaxed, Array.isArray(schema.oneOf) ? listed(schema.oneOf, root) : undefined);
}

/** Puts several combining keywords under one `allOf`, because zod reads only one of them. */
function combine(schema: Record<string, unknown>, oneOf: readonly JsonSchema[] | undefined): JsonObject {
  const { $ref, anyOf, allOf, ...rest } = schema;
  const parts = [
    ...($ref === undefined ? [] : [{ $ref }]),
    ...(anyOf === undefined ? [] : [{ anyOf }]),
    ...(oneOf === undefined ? [] : [{ anyOf: oneOf }]),
  ];
  if (parts.length === 1 && allOf === undefined) return { ...rest, ...parts[0] };
  return parts.length ? { ...rest, allOf: [...parts, ...(Array.isArray(allOf) ? allOf : [])] } : schema;
}

function relaxKeyword(keyword: string, value: unknown, root: JsonSchema): unknown {
  if (keyword === 'type') return isType(value) ? value : undefined;
  if (keyword === 'enum') return Array.isArray(value) && value.every(isPrimitive) ? value : undefined;
  if (keyword === 'const') return isPrimitive(value) ? value : undefined;
  if (keyword === 'pattern') return typeof value === 'string' && isReadable(value) ? value : undefined;
  if (keyword === 'required')
    return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : undefined;
  if (keyword === 'multipleOf') return typeof value === 'number' && value > 0 ? value : undefined;
  if (keyword === 'uniqueItems') return value === true ? value : undefined;
  if (keyword === 'description') return typeof value === 'string' ? value : undefined;
  if (keyword === 'default') return value;
  if (keyword === '$ref') return isFollowed(value, root) ? value : undefined;
  if (keyword === 'not') return value === true || (isJsonObject(value) && !Object.keys(value).length) ? {} : undefined;
  if (LIMITS.includes(keyword)) return Number.isSafeInteger(value) && Number(value) >= 0 ? value : undefined;
  if (BOUNDS.includes(keyword)) return typeof value === 'number' ? value : undefined;
  if (SCHEMAS.includes(keyword)) return isSchema(value) ? relaxed(value, root) : undefined;
  if (LISTS.includes(keyword)) return Array.isArray(value) ? listed(value, root) : undefined;
  if (keyword === 'properties') return isJsonObject(value) ? mapped(value, root) : undefined;
  return undefined;
}

const relaxed = (schema: unknown, root: JsonSchema): JsonSchema =>
  isJsonObject(schema) ? relax(schema, root) : typeof schema === 'boolean' ? schema : ANY;

const listed = (schemas: unknown, root: JsonSchema) =>
  Array.isArray(schemas) ? schemas.map((schema) => relaxed(schema, root)) : [];

const mapped = (schemas: JsonObject, root: JsonSchema) =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, relaxed(schema, root)]));

const isPrimitive = (value: unknown) => value === null || ['string', 'number', 'boolean'].includes(typeof value);

const isType = (type: unknown) =>
  Array.isArray(type) ? type.length > 0 && type.every((one) => TYPES.has(one)) : TYPES.has(String(type));

/** Whether the pattern means the same to zod, which reads it without the flag `u`. */
function isReadable(pattern: string): boolean {
  if (/\\[pP]\{|\\u\{|[^\0-\uD7FF\uE000-\uFFFF]/u.test(pattern)) return false;
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

/** Whether zod finds what is referred to, and finds an end there. */
function isFollowed(ref: unknown, root: JsonSchema): boolean {
  if (typeof ref !== 'string' || !/^#(?:\/\$defs\/[^/]+)?$/.test(ref)) return false;
  return resolveRef(ref, root) !== undefined && !leadsTo(ref, ref, root, new Set());
}

/** Whether `from` leads to `ref` again without a step into the value, which would never end. */
function leadsTo(from: string, ref: string, root: JsonSchema, seen: Set<string>): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  const open: unknown[] = [resolveRef(from, root)];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!isJsonObject(next)) continue;
    const { $ref, anyOf, oneOf, allOf } = next;
    if ($ref === ref) return true;
    if (typeof $ref === 'string' && leadsTo($ref, ref, root, seen)) return true;
    for (const list of [anyOf, oneOf, allOf]) if (Array.isArray(list)) open.push(...list);
  }
  return false;
}
