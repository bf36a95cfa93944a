import type { Contract } from '@caruso/core';
import { type ContractDocument, contractDocument, type OperationDocument } from './contract-document.js';
import type { Direction } from './difference.js';
import { canonicalValue, type JsonSchema } from './json-schema.js';
import { SchemaComparison } from './schema-comparison.js';

/** One thing that keeps a newer contract from serving those built against an older one. */
export interface Breach {
  readonly operation: string;
  /** `create`, or a place in its schemas: `create.input.address.city`, `list.output.items[].price`, `set.input.values.*`. */
  readonly path: string;
  /** A sentence that begins with the path. */
  readonly message: string;
}

/**
 * Finds what makes `newer` unable to serve those built against `older`: an operation that is gone, gives a stream instead of
 * one value or the reverse, may not be repeated any more, refuses input that was accepted, or may return what was never
 * returned. New operations, new optional inputs and new outputs break nothing.
 *
 * Schemas are compared as JSON Schema ({@link contractDocument}); what that cannot say (refinements, what a transform does)
 * is not compared, and what cannot be decided is a breach that says so, unless both sides say the same.
 */
export function compareContracts(
  older: Contract | ContractDocument,
  newer: Contract | ContractDocument,
): readonly Breach[] {
  const [before, now] = [documentOf(older).operations, documentOf(newer).operations];
  return Object.entries(before).flatMap(([name, operation]) => {
    const successor = Object.hasOwn(now, name) ? now[name] : undefined;
    return successor ? compareOperations(name, operation, successor) : [breach(name, name, 'is gone')];
  });
}

function compareOperations(name: string, older: OperationDocument, newer: OperationDocument): readonly Breach[] {
  const breaches: Breach[] = [];
  if (Boolean(older.stream) !== Boolean(newer.stream)) {
    const change = newer.stream ? 'gives a stream now instead of one value' : 'gives one value now instead of a stream';
    breaches.push(breach(name, name, change));
  }
  if (older.idempotent && !newer.idempotent)
    breaches.push(breach(name, name, 'is not idempotent any more, and callers may repeat it'));
  return [
    ...breaches,
    ...compareSchemas(name, 'input', older.input, newer.input),
    ...compareSchemas(name, 'output', newer.output, older.output),
  ];
}

function compareSchemas(
  operation: string,
  direction: Direction,
  sent: JsonSchema,
  taken: JsonSchema,
): readonly Breach[] {
  if (canonicalValue(sent) === canonicalValue(taken)) return [];
  return new SchemaComparison(direction, sent, taken)
    .run()
    .map(({ path, problem }) => breach(operation, `${operation}.${direction}${path}`, problem));
}

const breach = (operation: string, path: string, problem: string): Breach => ({
  operation,
  path,
  message: `${path} ${problem}`,
});

function documentOf(contract: Contract | ContractDocument): ContractDocument {
  return isContract(contract) ? contractDocument(contract) : contract;
}

/** A contract holds zod schemas; one without operations reads the same either way. */
function isContract(contract: Contract | ContractDocument): contract is Contract {
  return Object.values(contract.operations).some(({ input }) => typeof input === 'object' && '_zod' in input);
}
