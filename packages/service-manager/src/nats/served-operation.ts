import type { Contract, Operation } from '@caruso/core';
import type { Place } from '../channel/error-document.js';
import { EndpointStatistics } from './endpoint-statistics.js';
import type { ServiceHost } from './service-host.js';

/** One operation of one service, as requests reach it: an endpoint of ADR-32. */
export class ServedOperation {
  readonly place: Place;
  readonly statistics = new EndpointStatistics();

  constructor(
    readonly host: ServiceHost,
    readonly contract: Contract,
    readonly name: string,
    readonly operation: Operation,
  ) {
    this.place = { contract: contract.name, operation: name };
  }
}
