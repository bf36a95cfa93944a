import type { Contract, Operation } from '@caruso/core';
import { z } from 'zod';
import { excess } from './document-limits.js';
import { isSchema, type JsonSchema } from './json-schema.js';
import { representSchema } from './represent-schema.js';

/** An operation as its callers in other languages see it. */
export interface OperationDocument {
  /** What a caller may give. */
  readonly input: JsonSchema;
  /** What a caller gets; of a stream, each value. */
  readonly output: JsonSchema;
  readonly stream?: boolean;
  readonly idempotent?: boolean;
  readonly timeoutMs?: number;
  readonly description?: string;
}

/** A contract as plain JSON: it documents the contract to other languages and crosses process borders. */
export interface ContractDocument {
  readonly name: string;
  readonly version: string;
  readonly operations: Readonly<Record<string, OperationDocument>>;
}

const Schema = z.custom<JsonSchema>(isSchema, 'a JSON Schema is expected');

const OperationDocument = z.object({
  input: Schema,
  output: Schema,
  stream: z.boolean().exactOptional(),
  idempotent: z.boolean().exactOptional(),
  timeoutMs: z.int().positive().exactOptional(),
  description: z.string().max(2_000).exactOptional(),
});

/**
 * Reads a contract document that comes from outside. Refuses what is too large or too deep to be worked with: 500
 * operations, 20,000 values nested 64 deep, a million characters in all.
 */
export const ContractDocument: z.ZodType<ContractDocument> = z
  .unknown()
  .superRefine((value, context) => {
    const problem = excess(value, { values: 20_000, depth: 64, characters: 1_000_000 });
    if (problem) context.addIssue({ code: 'custom', message: problem });
  })
  .pipe(
    z.object({
      name: z.string().max(200),
      version: z.string().max(100),
      operations: z
        .record(z.string().min(1).max(100), OperationDocument)
        .refine((operations) => Object.keys(operations).length <= 500, 'more than 500 operations'),
    }),
  );

const documents = new WeakMap<Contract, ContractDocument>();

/** Remembers that `contract` was made from `document`, so that it is handed on as it came. */
export function rememberDocument(contract: Contract, document: ContractDocument): void {
  documents.set(contract, document);
}

/**
 * A contract as plain JSON. Never throws: what JSON Schema cannot say (dates, transforms, functions, refinements) is left
 * open, and where a whole value is left open, `x-unrepresentable` says why.
 *
 * @example
 * ```ts
 * contractDocument(Greeter).operations.greet?.input;
 * // { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }
 * ```
 */
export function contractDocument(contract: Contract): ContractDocument {
  const known = documents.get(contract);
  if (known) return known;
  const document = {
    name: contract.name,
    version: contract.version,
    operations: Object.fromEntries(
      Object.entries(contract.operations).map(([name, operation]) => [name, operationDocument(operation)]),
    ),
  };
  rememberDocument(contract, document);
  return document;
}

function operationDocument({
  input,
  output,
  stream,
  idempotent,
  timeoutMs,
  description,
}: Operation): OperationDocument {
  return {
    input: representSchema(input, 'input'),
    output: representSchema(output, 'output'),
    ...(stream === undefined ? {} : { stream }),
    ...(idempotent === undefined ? {} : { idempotent }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(description === undefined ? {} : { description }),
  };
}
