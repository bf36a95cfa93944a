import type { CallOptions, Contract, Stub } from '@caruso/core';
import semver from 'semver';
import { callOnce } from '../call/call-once.js';
import { callWithCare } from '../call/call-with-care.js';
import { makeStub } from '../call/make-stub.js';
import { Route } from '../call/route.js';
import type { CallHost } from '../call/service-call.js';
import { ServiceErrors } from '../errors.js';
import type { Directory } from '../model/directory.js';
import type { Candidate, Explanation } from '../model/explanation.js';
import type { Query, StubOptions } from '../model/query.js';
import type { ContractIndex } from '../registry/contract-index.js';
import type { ServiceRegistry } from '../registry/registry.js';
import type { ServiceRecord } from '../registry/service-record.js';
import { type Wanted, wanted } from '../registry/wanted.js';

const REMEMBERED = 1_000;

/** What consumers get of the registry: stubs, look-ups, and the reasons of their outcome. */
export class Consumers {
  readonly #ranges = new Set<string>();

  constructor(
    private readonly registry: ServiceRegistry,
    private readonly host: CallHost,
    private readonly availabilityMs: number,
  ) {}

  stub<C extends Contract>(contract: C, options: StubOptions = {}): Stub<C> {
    const route = new Route(
      contract,
      this.registry.index(contract.name),
      this.#wanted(contract.name, options),
      options.binding === 'reluctant',
    );
    return makeStub(this.host, contract, route, this.#terms(options));
  }

  stubs<C extends Contract>(contract: C, options: StubOptions = {}): readonly Stub<C>[] {
    const found = this.registry.index(contract.name).all(contract, this.#wanted(contract.name, options));
    return found.map(({ id }) => this.stub(contract, { ...options, id }));
  }

  find(contract: Contract, query: Query = {}): ServiceRecord | undefined {
    return this.registry.index(contract.name).best(contract, this.#wanted(contract.name, query));
  }

  lookup(contract: Contract, query: Query = {}): ServiceRecord {
    const found = this.find(contract, query);
    if (found) return found;
    throw new ServiceErrors.NotFound({
      contract: `${contract.name} ${contract.version}`,
      candidates: this.#candidates(contract, query),
    });
  }

  explain(contract: Contract | string, query: Query = {}): Explanation {
    const [index, asked] =
      typeof contract === 'string' ? this.#known(contract) : [this.registry.index(contract.name), contract];
    const candidates = this.#candidates(asked, query);
    const chosen = candidates.find((candidate) => candidate.chosen);
    return {
      contract: asked.name,
      ...(chosen === undefined ? {} : { chosen: chosen.id }),
      candidates,
      parked: index.waiting.size,
    };
  }

  directory(caller: string): Directory {
    return {
      contracts: () => this.registry.contracts(),
      entries: () => this.registry.entries(),
      call: async (name, operationName, input, options) => {
        const [index, contract] = this.#known(name);
        const operation = Object.hasOwn(contract.operations, operationName)
          ? contract.operations[operationName]
          : undefined;
        if (!operation || operation.stream) {
          const known = Object.keys(contract.operations).filter((key) => !contract.operations[key]?.stream);
          throw new ServiceErrors.UnknownOperation({ contract: name, operation: operationName, known });
        }
        const route = new Route(contract, index, this.#wanted(name, {}), false);
        const terms = this.#terms({ caller });
        const target = {
          host: this.host,
          route,
          contract,
          name: operationName,
          operation,
          ...terms,
          repeat: callWithCare,
        };
        return callOnce(target, input, options as CallOptions | undefined);
      },
    };
  }

  /** A contract that somebody provides or has provided, in its newest version. */
  #known(name: string): [ContractIndex, Contract] {
    const index = this.registry.knownIndex(name);
    const contract = index?.contract;
    if (index && contract) return [index, contract];
    const known = [...new Set(this.registry.contracts().map((it) => it.name))].sort();
    throw new ServiceErrors.UnknownService({ service: name, known });
  }

  #candidates(contract: Contract, query: Query): readonly Candidate[] {
    return this.registry.index(contract.name).candidates(contract, this.#wanted(contract.name, query));
  }

  #wanted(contract: string, options: StubOptions): Wanted {
    const query = wanted(options, this.registry.company);
    const bad = query.ranges.find((range) => !this.#isRange(range));
    if (bad === undefined) return query;
    throw new ServiceErrors.BadQuery({ contract, reason: `"${bad}" is not a semver range such as "^1.4"` });
  }

  /** Reading a range costs more than a look-up, so those that were read are remembered. */
  #isRange(range: string): boolean {
    if (this.#ranges.has(range)) return true;
    if (semver.validRange(range) === null) return false;
    if (this.#ranges.size < REMEMBERED) this.#ranges.add(range);
    return true;
  }

  #terms({ caller = 'application', availabilityMs = this.availabilityMs }: StubOptions) {
    return { caller, availabilityMs };
  }
}
