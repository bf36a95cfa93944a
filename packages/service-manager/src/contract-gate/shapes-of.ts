import { isJsonObject, isSchema, type JsonSchema, resolveRef } from './json-schema.js';
import { opaqueShape, ownShapes } from './own-shapes.js';
import { ANY_SHAPE, isWithin, meet, type Shape } from './shape.js';

const MOST_SHAPES = 200;
const MOST_STEPS = 10_000;

/** A schema that is being expanded. References may lead to the same places again and again, so the steps are counted. */
class Expansion {
  #steps = 0;

  constructor(private readonly root: JsonSchema) {}

  /** Undefined when there are too many shapes, or too many steps to them. */
  expand(schema: JsonSchema, refs: readonly unknown[] = []): readonly Shape[] | undefined {
    this.#steps += 1;
    if (this.#steps > MOST_STEPS) return undefined;
    if (!isJsonObject(schema)) return schema ? [ANY_SHAPE] : [];
    const { $ref, allOf, anyOf, oneOf } = schema;
    let shapes: readonly Shape[] | undefined = ownShapes(schema, this.root);
    if ($ref !== undefined) shapes = product(shapes, this.#follow($ref, refs));
    for (const part of list(allOf)) shapes = shapes && product(shapes, this.expand(part, refs));
    if (anyOf !== undefined) shapes = shapes && product(shapes, this.#joined(list(anyOf), refs));
    if (oneOf !== undefined) shapes = shapes && product(shapes, this.#exclusive(list(oneOf), refs));
    return shapes;
  }

  /** Whether surely no value fits both: by type, by value, or by a property that both require (the discriminator). */
  areDisjoint(a: Shape, b: Shape, depth = 0): boolean {
    if (!isWithin(a.type, b.type) && !isWithin(b.type, a.type)) return true;
    if (a.values && b.values) return ![...a.values.keys()].some((key) => b.values?.has(key));
    if (a.type !== 'object' || depth > 2) return false;
    return [...a.required].some((name) => {
      const [one, other] = [a.properties.get(name), b.properties.get(name)];
      if (!b.required.has(name) || one === undefined || other === undefined) return false;
      const [ones, others] = [this.expand(one), this.expand(other)];
      return !!ones && !!others && ones.every((x) => others.every((y) => this.areDisjoint(x, y, depth + 1)));
    });
  }

  #follow($ref: unknown, refs: readonly unknown[]): readonly Shape[] | undefined {
    const target = refs.includes($ref) ? undefined : resolveRef($ref, this.root);
    return target === undefined ? [opaqueShape({ $ref }, this.root, '"$ref"')] : this.expand(target, [...refs, $ref]);
  }

  #joined(schemas: readonly JsonSchema[], refs: readonly unknown[]): readonly Shape[] | undefined {
    const shapes: Shape[] = [];
    for (const schema of schemas) {
      const part = this.expand(schema, refs);
      if (!part || shapes.length + part.length > MOST_SHAPES) return undefined;
      shapes.push(...part);
    }
    return shapes;
  }

  /** `oneOf` is `anyOf` as long as no value fits two parts; else it also refuses some values, and nobody can say which. */
  #exclusive(schemas: readonly JsonSchema[], refs: readonly unknown[]): readonly Shape[] | undefined {
    const shapes = this.#joined(schemas, refs);
    if (!shapes) return undefined;
    const parts = schemas.map((schema) => this.expand(schema, refs) ?? [ANY_SHAPE]);
    const overlap = parts.some((part, index) =>
      parts.slice(index + 1).some((other) => part.some((a) => other.some((b) => !this.areDisjoint(a, b)))),
    );
    const label = 'overlapping parts of "oneOf"';
    return overlap ? product(shapes, [opaqueShape({ oneOf: schemas }, this.root, label)]) : shapes;
  }
}

/**
 * The ways for a value to fit a schema: what it refers to is looked up, what it combines is combined, down to the first
 * step into the value. A schema with too many ways is taken as one that can only be told equal or different.
 */
export function shapesOf(schema: JsonSchema, root: JsonSchema): readonly Shape[] {
  return new Expansion(root).expand(schema) ?? [opaqueShape(schema, root, 'too many alternatives')];
}

/** Whether surely no value fits both shapes. */
export function areDisjoint(a: Shape, b: Shape, root: JsonSchema): boolean {
  return new Expansion(root).areDisjoint(a, b);
}

const list = (schemas: unknown): readonly JsonSchema[] => (Array.isArray(schemas) ? schemas.filter(isSchema) : []);

function product(a: readonly Shape[], b: readonly Shape[] | undefined): readonly Shape[] | undefined {
  if (!b || a.length * b.length > MOST_SHAPES) return undefined;
  return a.flatMap((one) => b.flatMap((other) => meet(one, other) ?? []));
}
