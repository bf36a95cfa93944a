import type { z } from 'zod';
import { NAME, VERSION } from './contract.js';
import { CoreErrors } from './errors.js';

/**
 * A kind of fact that components tell each other: `billing.invoice-paid`. Two definitions are the same kind when name and
 * major version are, wherever they were loaded from.
 */
export interface EventType<Schema extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** Semantic version of the data. */
  readonly version: string;
  readonly schema: Schema;
}

/** What a handler of the event gets. */
export type EventData<E> = E extends EventType<infer Schema> ? z.output<Schema> : never;
/** What a publisher of the event gives. */
export type EventInput<E> = E extends EventType<infer Schema> ? z.input<Schema> : never;

/**
 * Declares an event. Its data travels as JSON: what JSON cannot hold, such as a `Date`, does not fit any schema.
 *
 * @param name dotted, in the past tense; the part before the first dot is the area that publishes it
 * @param version semantic version: a new major is another event, with subscribers of its own
 * @param schema of the data; a new minor version may only add what is optional
 * @throws CoreErrors.BadEvent when the name or the version cannot be used
 * @example
 * ```ts
 * export const InvoicePaid = defineEvent('billing.invoice-paid', '1.0.0', z.object({ invoice: z.string() }));
 * ```
 */
export function defineEvent<Schema extends z.ZodType>(
  name: string,
  version: string,
  schema: Schema,
): EventType<Schema> {
  if (!NAME.test(name))
    throw new CoreErrors.BadEvent({ name, reason: 'the name must be dotted words such as "billing.invoice-paid"' });
  if (!VERSION.test(version))
    throw new CoreErrors.BadEvent({ name, reason: `"${version}" is not a semantic version such as "1.0.0"` });
  return Object.freeze({ name, version, schema });
}
