import { z } from 'zod';
import type { JsonSchema } from './json-schema.js';

/** The keyword that stands where JSON Schema has no words for what a contract asks; it says what is missing. */
export const UNREPRESENTABLE = 'x-unrepresentable';

/**
 * A zod schema as JSON Schema. Never throws: where JSON Schema cannot say it (dates, transforms, functions), everything is
 * allowed and the keyword `x-unrepresentable` says why.
 *
 * `additionalProperties` is absent where unknown properties are ignored (`z.object`), `false` where they are refused
 * (`z.strictObject`) and a schema where they are handed on (`z.looseObject`).
 */
export function representSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  try {
    const whole = mayBeAbsent(schema, io) ? z.union([schema, z.undefined()]) : schema;
    const { $schema: _, ...json } = z.toJSONSchema(whole, {
      io,
      unrepresentable: ({ message }) => ({ [UNREPRESENTABLE]: message }),
      override: ({ zodSchema, jsonSchema }) => {
        if (zodSchema._zod.def.type === 'object' && !zodSchema._zod.def.catchall)
          delete jsonSchema.additionalProperties;
        if (zodSchema._zod.def.type === 'string') dropFlaggedPatterns(zodSchema, jsonSchema);
      },
    });
    return json;
  } catch (thrown) {
    return { [UNREPRESENTABLE]: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** JSON Schema says of a property that it may be absent, but not of a whole value. */
function mayBeAbsent(schema: z.ZodType, io: 'input' | 'output'): boolean {
  const { type } = schema._zod.def as z.core.$ZodTypes['_zod']['def'];
  return type === 'optional' || (io === 'input' && (type === 'default' || type === 'prefault'));
}

/** A pattern without its flags means something else; `u` is what JSON Schema means anyway, `g` and `y` change nothing. */
function dropFlaggedPatterns(schema: z.core.$ZodTypes, json: z.core.JSONSchema.BaseSchema): void {
  const flagged = patternsOf(schema).filter(({ flags }) => /[imsv]/.test(flags));
  if (!flagged.length) return;
  const isFlagged = (pattern: unknown) => flagged.some(({ source }) => source === pattern);
  if (isFlagged(json.pattern)) delete json.pattern;
  if (json.allOf) json.allOf = json.allOf.filter((part) => !isFlagged(part.pattern));
  json[UNREPRESENTABLE] = `The flags of a pattern cannot be represented in JSON Schema: ${flagged.join(' ')}`;
}

function patternsOf(schema: z.core.$ZodTypes): readonly RegExp[] {
  const checks = [schema, ...(schema._zod.def.checks ?? [])] as { _zod: { def: { pattern?: unknown } } }[];
  return checks.flatMap(({ _zod: { def } }) => (def.pattern instanceof RegExp ? [def.pattern] : []));
}
