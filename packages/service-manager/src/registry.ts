import type { CallOptions, Contract, Stub } from '@caruso/core';
import semver from 'semver';
import type { Directory, ServiceEntry } from './directory.js';
import { ServiceErrors } from './errors.js';
import { callOnce, callStream } from './service-call.js';
import type { ServiceRecord } from './service-record.js';

/**
 * The services of an assembly by contract name, and the stubs through which they are called. A stub looks its service up
 * at each call, so it never holds an instance.
 */
export class ServiceRegistry {
  readonly #records = new Map<string, ServiceRecord>();

  add(record: ServiceRecord): void {
    this.#records.set(record.contract.name, record);
  }

  records(): readonly ServiceRecord[] {
    return [...this.#records.values()];
  }

  /** The record of a contract, or an error that lists what there is. */
  record(name: string): ServiceRecord {
    const record = this.#records.get(name);
    if (record) return record;
    throw new ServiceErrors.UnknownService({ contract: name, known: [...this.#records.keys()].sort() });
  }

  /** A stub for `caller`; calls find their provider when they are made. */
  stub<C extends Contract>(contract: C, caller: string): Stub<C> {
    const methods = Object.entries(contract.operations).map(([name, operation]) => {
      const call = operation.stream ? callStream : callOnce;
      return [
        name,
        (input: unknown, options?: CallOptions) =>
          call({ record: this.#compatible(contract), contract, name, operation, caller }, input, options),
      ];
    });
    return Object.freeze(Object.fromEntries(methods)) as Stub<C>;
  }

  /** The directory as `caller` sees it. */
  directory(caller: string): Directory {
    return {
      contracts: () => this.records().map(({ contract }) => contract),
      entries: (): readonly ServiceEntry[] => this.records().map((record) => record.entry()),
      call: async (contractName, name, input, options) => {
        const record = this.record(contractName);
        const { contract } = record;
        const operation = Object.hasOwn(contract.operations, name) ? contract.operations[name] : undefined;
        if (!operation || operation.stream) {
          const known = Object.keys(contract.operations).filter((key) => !contract.operations[key]?.stream);
          throw new ServiceErrors.UnknownOperation({ contract: contractName, operation: name, known });
        }
        return callOnce({ record, contract, name, operation, caller }, input, options);
      },
    };
  }

  #compatible(contract: Contract): ServiceRecord {
    const record = this.record(contract.name);
    if (satisfies(record.contract, contract)) return record;
    throw new ServiceErrors.UnknownService({
      contract: `${contract.name} ${contract.version}`,
      known: [`${record.contract.name} ${record.contract.version}`],
    });
  }
}

/** Whether a provider of `offered` may serve who was built against `needed`: same major, not older. */
export function satisfies(offered: Contract, needed: Contract): boolean {
  return offered === needed || semver.satisfies(offered.version, `^${needed.version}`);
}
