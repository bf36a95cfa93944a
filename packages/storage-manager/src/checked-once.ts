import { z } from 'zod';

/**
 * A schema for values that are made once and handed over with every call: one that is frozen through and through is checked the
 * first time only. Keys that the schema does not know stay.
 */
export function checkedOnce<T extends object>(schema: z.ZodType<T>): z.ZodType<T, T> {
  const known = new WeakSet<object>();
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input' });
  return z
    .unknown()
    .check((payload) => {
      const { value } = payload;
      if (isObject(value) && known.has(value)) return;
      const result = schema.safeParse(value);
      if (!result.success) {
        for (const issue of result.error.issues)
          payload.issues.push({ ...issue, input: issue.input } as z.core.$ZodRawIssue);
      } else if (isObject(value) && isFrozenThrough(value)) known.add(value);
    })
    .meta(json) as z.ZodType<unknown, unknown> as z.ZodType<T, T>;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether nothing of a value can change any more. */
export function isFrozenThrough(value: unknown): boolean {
  return !isObject(value) || (Object.isFrozen(value) && Object.values(value).every(isFrozenThrough));
}
