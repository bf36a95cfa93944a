import { isJsonObject, isSchema, type JsonSchema, resolveRef } from './json-schema.js';
import { opaqueShape, ownShapes } from './own-shapes.js';
import { ANY_SHAPE, isWithin, meet, type Shape } from './shape.js';

const MOST_SHAPES = 200;

/**
 * The ways for a value to fit a schema: what it refers to is looked up, what it combines is combined, down to the first
 * step into the value. A schema with too many ways is taken as one that can only be told equal or different.
 */
export function shapesOf(schema: JsonSchema, root: JsonSchema): readonly Shape[] {
  return expand(schema, root, []) ?? [opaqueShape(schema, root, 'too many alternatives')];
}

/** Undefined when there are too many. */
function expand(schema: JsonSchema, root: JsonSchema, refs: readonly unknown[]): readonly Shape[] | undefined {
  if (!isJsonObject(schema)) return schema ? [ANY_SHAPE] : [];
  const { $ref, allOf, anyOf, oneOf } = schema;
  const parts: (readonly Shape[] | undefined)[] = [ownShapes(schema, root)];
  if ($ref !== undefined) {
    const target = refs.includes($ref) ? undefined : resolveRef($ref, root);
    const shapes =
      target === undefined ? [opaqueShape({ $ref }, root, '"$ref"')] : expand(target, root, [...refs, $ref]);
    parts.push(shapes);
  }
  for (const part of list(allOf)) parts.push(expand(part, root, refs));
  if (anyOf !== undefined) parts.push(joined(list(anyOf).map((part) => expand(part, root, refs))));
  if (oneOf !== undefined) parts.push(exclusive(list(oneOf), root, refs));
  return parts.reduce(product, [ANY_SHAPE]);
}

const list = (schemas: unknown): readonly JsonSchema[] => (Array.isArray(schemas) ? schemas.filter(isSchema) : []);

function joined(parts: readonly (readonly Shape[] | undefined)[]): readonly Shape[] | undefined {
  const shapes = parts.flatMap((part) => part ?? []);
  return parts.includes(undefined) || shapes.length > MOST_SHAPES ? undefined : shapes;
}

function product(a: readonly Shape[] | undefined, b: readonly Shape[] | undefined): readonly Shape[] | undefined {
  if (!a || !b || a.length * b.length > MOST_SHAPES) return undefined;
  return a.flatMap((one) => b.flatMap((other) => meet(one, other) ?? []));
}

/** `oneOf` is `anyOf` as long as no value fits two parts; else it also refuses some values, and nobody can say which. */
function exclusive(schemas: readonly JsonSchema[], root: JsonSchema, refs: readonly unknown[]) {
  const parts = schemas.map((schema) => expand(schema, root, refs));
  const shapes = joined(parts);
  const overlap = parts.some((part, index) =>
    parts.slice(index + 1).some((other) => part?.some((a) => other?.some((b) => !areDisjoint(a, b, root)))),
  );
  return overlap ? product(shapes, [opaqueShape({ oneOf: schemas }, root, 'overlapping parts of "oneOf"')]) : shapes;
}

/** Whether surely no value fits both: by type, by value, or by a property that both require (the discriminator). */
export function areDisjoint(a: Shape, b: Shape, root: JsonSchema, depth = 0): boolean {
  if (!isWithin(a.type, b.type) && !isWithin(b.type, a.type)) return true;
  if (a.values && b.values) return ![...a.values.keys()].some((key) => b.values?.has(key));
  if (a.type !== 'object' || depth > 2) return false;
  return [...a.required].some((name) => {
    const [one, other] = [a.properties.get(name), b.properties.get(name)];
    if (!b.required.has(name) || one === undefined || other === undefined) return false;
    const [ones, others] = [expand(one, root, []), expand(other, root, [])];
    return !!ones && !!others && ones.every((x) => others.every((y) => areDisjoint(x, y, root, depth + 1)));
  });
}
