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

const NAME = /^[a-z][A-Za-z0-9]*(?:-[a-z0-9]+)*(?:\.[A-Za-z][A-Za-z0-9]*(?:-[a-z0-9]+)*)*$/;
const VERSION = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
const RESERVED = new Set(['start', 'stop', 'check', 'then', 'constructor']);

/**
 * Declares a contract.
 *
 * @param name dotted, e.g. `erp.move-orders`; the part before the first dot is the area it belongs to
 * @param version semantic version: a new major is a new contract
 * @throws CoreErrors.BadContract when the name, the version or an operation's name cannot be used
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
  for (const operation of Object.keys(operations)) {
    if (RESERVED.has(operation))
      throw new CoreErrors.BadContract({ name, reason: `an operation may not be called "${operation}"` });
  }
  return Object.freeze({ name, version, operations });
}

/** What a handler or a caller of `Op` gives and gets. */
export type InputOf<Op> = Op extends Operation<infer Input, z.ZodType> ? z.output<Input> : never;
export type ArgumentOf<Op> = Op extends Operation<infer Input, z.ZodType> ? z.input<Input> : never;
export type OutputOf<Op> = Op extends Operation<z.ZodType, infer Output> ? z.output<Output> : never;
export type ResultOf<Op> = Op extends Operation<z.ZodType, infer Output> ? z.input<Output> : never;
