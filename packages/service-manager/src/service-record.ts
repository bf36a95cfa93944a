import type { Contract, Service, ServiceState } from '@caruso/core';
import type { ServiceEntry } from './directory.js';
import { LeaseCounter } from './lease.js';

/** The registry's record of one service: its state, its instance once started, its leases and counts. */
export class ServiceRecord {
  readonly leases = new LeaseCounter();
  state: ServiceState = 'declared';
  reason: string | undefined;
  instance: Service<Contract> | undefined;
  calls = 0;
  failures = 0;

  constructor(
    readonly contract: Contract,
    readonly component: string,
  ) {}

  /** The instance, when it takes calls. */
  get ready(): Service<Contract> | undefined {
    return this.state === 'active' || this.state === 'unhealthy' ? this.instance : undefined;
  }

  entry(): ServiceEntry {
    return {
      contract: this.contract.name,
      version: this.contract.version,
      component: this.component,
      state: this.state,
      calls: this.calls,
      failures: this.failures,
      leases: this.leases.inFlight,
      ...(this.reason === undefined ? {} : { reason: this.reason }),
    };
  }
}
