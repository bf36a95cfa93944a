import { z } from 'zod';

/**
 * A schema that most values pass without anything being made of them: what `accepts` does not take is examined by the schema, which
 * says what is wrong with it. Values go on as they are, also with keys that the schema does not know.
 *
 * @param accepts takes nothing that the schema refuses
 */
export function passing<T>(schema: z.ZodType<T>, accepts: (value: unknown) => boolean): z.ZodType<T, T> {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return z
    .unknown()
    .check((payload) => {
      if (accepts(payload.value)) return;
      const result = schema.safeParse(payload.value);
      for (const issue of result.error?.issues ?? []) {
        payload.issues.push({ ...issue, input: issue.input } as z.core.$ZodRawIssue);
      }
    })
    .meta(json) as z.ZodType<unknown, unknown> as z.ZodType<T, T>;
}
