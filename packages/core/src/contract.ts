import type { z } from 'zod';
import { CoreErrors } from './errors.js';

/** One operation of a contract: one input object, one output (or a stream of outputs). */
export interface Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly output: Output;
  /** The output is an async sequence of values instead of one. */
  readonly stream?: boolean;
  /** May be repeated without a second effect, so a failed call may be tried again. */
  readonly idempotent?: boolean;
  /** How long a call may take, in milliseconds; not for streams. Without it a call may take as long as it likes. */
  readonly timeoutMs?: number;
  /** One sentence for those who choose an operation: script authors and the studio. */
  readonly description?: string;
}

export type Operations = Readonly<Record<string, Operation>>;

/**
 * The typed token of a service: consumers ask for it, providers implement it, and every call is checked against its
 * schemas. Two contracts are the same when name and major version are, wherever they were loaded from.
 */
export interface Contract<Ops extends Operations = Operations> {
  readonly name: string;
  /** Semantic version of the contract, not of a provider. */
  readonly version: string;
  readonly operations: Ops;
}

/** What contracts and events may be called. */
export const NAME = /^[a-z][A-Za-z0-9]*(?:-[a-z0-9]+)*(?:\.[A-Za-z][A-Za-z0-9]*(?:-[a-z0-9]+)*)*$/;
export const VERSION = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
const RESERVED = new Set(['start', 'stop', 'check', 'then', 'constructor']);

/**
 * Declares a contract.
 *
 * @param name dotted, e.g. `erp.move-orders`; the part before the first dot is the area it belongs to
 * @param version semantic version: a new major is a new contract
 * @throws CoreErrors.BadContract when the name, the version or an operation cannot be used; it says which
 * @example
 * ```ts
 * export const Greeter = defineContract('demo.greeter', '1.0.0', {
 *   greet: { input: z.object({ name: z.string() }), output: z.object({ text: z.string() }), timeoutMs: 1_000 },
 * });
 * ```
 */
export function defineContract<const Ops extends Operations>(
  name: string,
  version: string,
  operations: Ops,
): Contract<Ops> {
  if (!NAME.test(name))
    throw new CoreErrors.BadContract({ name, reason: 'the name must be dotted words such as "erp.move-orders"' });
  if (!VERSION.test(version))
    throw new CoreErrors.BadContract({ name, reason: `"${version}" is not a semantic version such as "1.0.0"` });
  for (const [operation, parts] of Object.entries(operations)) {
    const reason = refusal(operation, parts);
    if (reason) throw new CoreErrors.BadContract({ name, reason });
  }
  return Object.freeze({ name, version, operations });
}

/** Why an operation cannot be used: types do not hold what was written in JavaScript or made at run time. */
function refusal(name: string, { input, output, timeoutMs }: Operation): string | undefined {
  if (RESERVED.has(name)) return `an operation may not be called "${name}"`;
  if (!isSchema(input)) return `the input of "${name}" is not a zod schema`;
  if (!isSchema(output)) return `the output of "${name}" is not a zod schema`;
  if (timeoutMs !== undefined && !(Number.isSafeInteger(timeoutMs) && timeoutMs > 0))
    return `the timeoutMs of "${name}" is ${timeoutMs}, not a whole number of milliseconds above 0`;
  return undefined;
}

/** Not by `instanceof`: the schema may come from another copy of zod. */
function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '_zod' in value && 'safeParse' in value;
}

/** What a handler or a caller of `Op` gives and gets. */
export type InputOf<Op> = Op extends Operation<infer Input, z.ZodType> ? z.output<Input> : never;
export type ArgumentOf<Op> = Op extends Operation<infer Input, z.ZodType> ? z.input<Input> : never;
export type OutputOf<Op> = Op extends Operation<z.ZodType, infer Output> ? z.output<Output> : never;
export type ResultOf<Op> = Op extends Operation<z.ZodType, infer Output> ? z.input<Output> : never;
