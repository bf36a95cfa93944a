import { joinTypes, type Type, types } from '@caruso/language';
import { z } from 'zod';

/** The fields of an input object: their types, and whether a value must be given. */
export interface Parameter {
  readonly type: Type;
  readonly required: boolean;
}

/**
 * The expression type of what a schema describes, so that arguments and results of services are checked before anything
 * runs. What has no counterpart (maps, custom schemas, mixed unions) is `unknown`, which fits everything.
 *
 * @param side whether the value goes into a call, or comes out of one (they differ where a schema transforms)
 */
export function typeOfSchema(schema: z.ZodType, side: 'input' | 'output' = 'output'): Type {
  return convert(schema, side, new Map());
}

/** The parameters of an operation by name; undefined when its input is not a plain object. */
export function parametersOf(schema: z.ZodType): ReadonlyMap<string, Parameter> | undefined {
  const inner = unwrap(schema, 'input');
  if (!(inner instanceof z.ZodObject)) return undefined;
  const entries = Object.entries(inner.shape as Record<string, z.ZodType>);
  return new Map(
    entries.map(([name, field]) => [name, { type: typeOfSchema(field, 'input'), required: !acceptsAbsence(field) }]),
  );
}

function convert(schema: z.ZodType, side: 'input' | 'output', seen: Map<z.ZodType, Type>): Type {
  // A lazy schema makes its inside anew each time, so it is itself what is recognised.
  const known = seen.get(schema);
  if (known) return known;
  const inner = unwrap(schema, side);
  if (inner instanceof z.ZodObject) {
    const fields = new Map<string, Type>();
    const type = types.object(fields);
    seen.set(schema, type).set(inner, type);
    for (const [name, field] of Object.entries(inner.shape as Record<string, z.ZodType>)) {
      fields.set(name, convert(field, side, seen));
    }
    return type;
  }
  // Only an object can hold itself; of another type within itself nothing more is known.
  seen.set(schema, types.unknown);
  const type = compound(inner, side, seen);
  seen.set(schema, type);
  return type;
}

function compound(schema: z.ZodType, side: 'input' | 'output', seen: Map<z.ZodType, Type>): Type {
  if (schema instanceof z.ZodArray) return types.list(convert(schema.element as z.ZodType, side, seen));
  if (!(schema instanceof z.ZodUnion)) return simple(schema);
  return (schema.options as readonly z.ZodType[])
    .map((option) => convert(option, side, seen))
    .reduce((joined, type) => joinTypes(joined, type), types.null as Type);
}

function simple(schema: z.ZodType): Type {
  if (schema instanceof z.ZodISODate) return types.date;
  if (schema instanceof z.ZodISOTime) return types.time;
  if (schema instanceof z.ZodISODateTime) return types.instant;
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return types.text;
  if (schema instanceof z.ZodNumber || schema instanceof z.ZodBigInt) return types.number;
  if (schema instanceof z.ZodBoolean) return types.yesno;
  if (schema instanceof z.ZodNull || schema instanceof z.ZodUndefined) return types.null;
  if (schema instanceof z.ZodEnum) return types.code(...schema.options.map(String));
  if (schema instanceof z.ZodLiteral) return literal([...schema.values]);
  return types.unknown;
}

function literal(values: readonly unknown[]): Type {
  if (values.every((value) => typeof value === 'string')) return types.code(...values);
  if (values.every((value) => typeof value === 'boolean')) return types.yesno;
  return values.every((value) => typeof value === 'number' || typeof value === 'bigint') ? types.number : types.unknown;
}

/** The schema below everything that only says whether a value may be absent, or what happens to it. */
function unwrap(schema: z.ZodType, side: 'input' | 'output'): z.ZodType {
  let inner = schema;
  for (;;) {
    if (inner instanceof z.ZodPipe) inner = (side === 'input' ? inner.in : inner.out) as z.ZodType;
    else if (inner instanceof z.ZodLazy || isWrapper(inner)) inner = inner.unwrap() as z.ZodType;
    else return inner;
  }
}

function isWrapper(schema: z.ZodType) {
  return (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodNonOptional ||
    schema instanceof z.ZodCatch
  );
}

const acceptsAbsence = (schema: z.ZodType) => schema.safeParse(undefined).success;
