import { type Contract, defineContract, type Operation } from '@caruso/core';
import { z } from 'zod';
import { type ContractDocument, type OperationDocument, rememberDocument } from './contract-document.js';
import type { JsonSchema } from './json-schema.js';
import { relaxSchema } from './relax-schema.js';

/**
 * The contract of a document, for callers that learn only at run time what they call. It accepts at least what the
 * provider's own contract accepts; what JSON Schema cannot say is left to the provider to check.
 *
 * @throws CoreErrors.BadContract when its name, version or an operation's name cannot be used
 */
export function contractOf(document: ContractDocument): Contract {
  const contract: Contract = defineContract(
    document.name,
    document.version,
    Object.fromEntries(Object.entries(document.operations).map(([name, operation]) => [name, operationOf(operation)])),
  );
  rememberDocument(contract, document);
  return contract;
}

function operationOf({ input, output, ...rest }: OperationDocument): Operation {
  return { ...rest, input: zodOf(input), output: zodOf(output) };
}

function zodOf(schema: JsonSchema): z.ZodType {
  try {
    return z.fromJSONSchema(relaxSchema(schema) as z.core.JSONSchema.JSONSchema, { registry: z.registry() });
  } catch {
    // A document from elsewhere may hold what zod cannot read; then its provider alone checks.
    return z.unknown();
  }
}
