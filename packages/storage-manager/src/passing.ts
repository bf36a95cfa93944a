import { z } from 'zod';

/**
 * A schema that most values pass without anything being made of them: what `accepts` does not take is examined by the schema, which
 * says what is wrong with it. What is accepted goes on as it is.
 *
 * @param accepts takes nothing that the schema refuses
 */
export function passing<T>(schema: z.ZodType<T>, accepts: (value: unknown) => boolean): z.ZodType<T, T> {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return z
    .unknown()
    .check((payload) => {
      if (accepts(payload.value)) return;
      // As one schema runs another: an alternative that does not fit must not cost the words that say why.
      const examined = schema._zod.run({ value: payload.value, issues: [] }, { async: false });
      if (examined instanceof Promise) return;
      payload.value = examined.value;
      payload.issues.push(...examined.issues);
    })
    .meta(json) as z.ZodType<unknown, unknown> as z.ZodType<T, T>;
}
