import type { Contract, Operation } from '@caruso/core';
import { type Diagnostics, didYouMean, type Type, types } from '@caruso/language';
import type { Argument, Target } from '../model/script.js';
import { type Parameter, parametersOf, typeOfSchema } from './type-of-schema.js';

/** The parameter through which the engine hands its idempotency key to an operation that has it. */
export const KEY_PARAMETER = 'idempotencyKey';

/** The services a script can call. Without contracts nothing is known of them, and nothing is reported. */
export class Services {
  readonly #contracts: ReadonlyMap<string, Contract> | undefined;

  constructor(contracts: readonly Contract[] | undefined) {
    this.#contracts = contracts && new Map(contracts.map((contract) => [contract.name, contract]));
  }

  operation({ contract, operation }: Target): Operation | undefined {
    const operations = this.#contracts?.get(contract)?.operations;
    return operations && Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  }

  resultType(target: Target): Type {
    const operation = this.operation(target);
    return operation ? typeOfSchema(operation.output) : types.unknown;
  }

  parameters(target: Target): ReadonlyMap<string, Parameter> | undefined {
    const operation = this.operation(target);
    return operation && parametersOf(operation.input);
  }

  /** Whether a call may be repeated without a second effect: declared so, or told apart by the key it is handed. */
  isRepeatable(target: Target): boolean {
    return this.operation(target)?.idempotent === true || this.parameters(target)?.has(KEY_PARAMETER) === true;
  }

  /** Reports an unknown contract or operation, and arguments that are unknown, twice there or missing. */
  check(target: Target, given: readonly Argument[], diagnostics: Diagnostics): void {
    const { contract: name, operation, slice } = target;
    // A service that is missing is the vocabulary's to report.
    if (!this.#contracts || slice.value.trim() === '') return;
    const contract = this.#contracts.get(name);
    if (!contract) {
      const all = [...this.#contracts.values()].flatMap((known) =>
        Object.keys(known.operations).map((key) => `${known.name}.${key}`),
      );
      diagnostics.error(
        'unknown-service',
        `No service is called '${name || slice.value}'`,
        slice,
        didYouMean(slice.value, all) ?? didYouMean(name, this.#contracts.keys()) ?? 'write contract.operation',
      );
      return;
    }
    const found = this.operation(target);
    if (!found || found.stream) {
      const known = Object.keys(contract.operations).filter((key) => !contract.operations[key]?.stream);
      const message = `'${name}' has no operation '${operation}' that a script can call`;
      diagnostics.error(
        'unknown-operation',
        message,
        slice,
        didYouMean(operation, known) ?? `it has ${known.join(', ')}`,
      );
      return;
    }
    this.#checkArguments(target, given, diagnostics);
  }

  #checkArguments(target: Target, given: readonly Argument[], diagnostics: Diagnostics): void {
    const parameters = this.parameters(target);
    const names = new Set<string>();
    for (const { name, at } of given) {
      if (names.has(name)) diagnostics.error('duplicate-argument', `The argument '${name}' is given twice`, at);
      names.add(name);
      if (parameters && !parameters.has(name)) {
        const message = `${target.slice.value} takes no argument '${name}'`;
        diagnostics.error('unknown-argument', message, at, didYouMean(name, parameters.keys()));
      }
    }
    for (const [name, { required }] of parameters ?? []) {
      if (!required || names.has(name) || name === KEY_PARAMETER) continue;
      diagnostics.error('missing-argument', `${target.slice.value} needs the argument '${name}'`, target.slice);
    }
  }
}
