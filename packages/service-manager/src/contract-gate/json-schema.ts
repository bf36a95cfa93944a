/** A JSON Schema (draft 2020-12) as plain data. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'boolean' || isJsonObject(value);
}

/** Keywords that say something about a value, but refuse none. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$comment',
  '$defs',
  'id',
  'definitions',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'contentEncoding',
  'contentMediaType',
  'contentSchema',
]);

const NAMED_SCHEMAS = new Set(['properties', 'patternProperties', 'dependentSchemas']);
const DATA = new Set(['const', 'enum']);
const SETS = new Set(['enum', 'required', 'type']);

const texts = new WeakMap<JsonObject, string>();

/** The schema as a text that is the same for schemas that differ only in order and annotations. */
export function canonicalSchema(schema: unknown): string {
  if (Array.isArray(schema)) return `[${schema.map(canonicalSchema).join()}]`;
  if (!isJsonObject(schema)) return canonicalValue(schema);
  const text = texts.get(schema) ?? canonicalKeywords(schema);
  texts.set(schema, text);
  return text;
}

function canonicalKeywords(schema: JsonObject): string {
  const keywords = Object.keys(schema).filter((keyword) => !ANNOTATIONS.has(keyword));
  return `{${keywords
    .sort()
    .map((keyword) => `${JSON.stringify(keyword)}:${canonicalKeyword(keyword, schema[keyword])}`)
    .join()}}`;
}

function canonicalKeyword(keyword: string, value: unknown): string {
  if (SETS.has(keyword) && Array.isArray(value)) return `[${value.map(canonicalValue).sort().join()}]`;
  if (DATA.has(keyword)) return canonicalValue(value);
  if (!NAMED_SCHEMAS.has(keyword) || !isJsonObject(value)) return canonicalSchema(value);
  return `{${Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalSchema(value[name])}`)
    .join()}}`;
}

/** JSON data as a text that is the same for equal data. */
export function canonicalValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalValue).join()}]`;
  if (!isJsonObject(value)) return JSON.stringify(value) ?? 'undefined';
  return `{${Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalValue(value[key])}`)
    .join()}}`;
}

/** What a `$ref` points to inside its document: `#`, or a JSON Pointer behind it (RFC 6901). */
export function resolveRef(ref: unknown, root: JsonSchema): JsonSchema | undefined {
  if (typeof ref !== 'string' || !/^#(?:\/|$)/.test(ref)) return undefined;
  let target: unknown = root;
  for (const part of ref.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof target !== 'object' || target === null || !Object.hasOwn(target, key)) return undefined;
    target = (target as JsonObject)[key];
  }
  return isSchema(target) ? target : undefined;
}

/** The schema itself, when `schema` says no more than where it stands. */
export function followRefs(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const seen = new Set<JsonSchema>();
  let current = schema;
  while (isJsonObject(current) && current.$ref !== undefined && !seen.has(current)) {
    seen.add(current);
    if (Object.keys(current).some((keyword) => keyword !== '$ref' && !ANNOTATIONS.has(keyword))) return current;
    current = resolveRef(current.$ref, root) ?? schema;
  }
  return current;
}
