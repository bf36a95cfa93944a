import type { Contract, Service } from '@caruso/core';
import type { ContractIndex } from '../registry/contract-index.js';
import type { Instance } from '../registry/instance.js';
import type { ServiceRecord } from '../registry/service-record.js';
import type { Wanted } from '../registry/wanted.js';

/** Where a call goes now. */
export interface Destination {
  readonly record: ServiceRecord;
  readonly instance: Instance;
  readonly service: Service<Contract>;
}

/**
 * Finds the provider for the calls of one stub. What it found is kept until something of the contract changes, so that finding
 * it again costs one comparison.
 */
export class Route {
  #epoch = -1;
  #found: Destination | undefined;
  #bound: ServiceRecord | undefined;

  constructor(
    readonly contract: Contract,
    readonly index: ContractIndex,
    readonly query: Wanted,
    private readonly reluctant: boolean,
  ) {}

  /** Where to call, or undefined when nobody can take the call at the moment. */
  destination(): Destination | undefined {
    if (this.#epoch !== this.index.epoch) {
      const record = this.record();
      const service = record?.instance?.services.get(this.contract.name);
      this.#found = record?.instance && service ? { record, instance: record.instance, service } : undefined;
      this.#epoch = this.index.epoch;
    }
    return this.#found;
  }

  /** The provider to call; it may have to be started first. */
  record(): ServiceRecord | undefined {
    if (this.reluctant && this.#bound && this.index.all(this.contract, this.query).includes(this.#bound)) {
      return this.#bound;
    }
    this.#bound = this.index.best(this.contract, this.query);
    return this.#bound;
  }
}
