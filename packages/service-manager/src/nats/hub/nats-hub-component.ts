import type { Contract, Service } from '@caruso/core';
import { LocalServiceManager } from '../../manager/local-service-manager.js';
import type { Component, ComponentHost } from '../../model/service-manager.js';
import { type HubOptions, NatsHub } from './nats-hub.js';

/** How an assembly shares its services with other processes. */
export interface NatsHubOptions extends Omit<HubOptions, 'company' | 'clock' | 'log'> {
  /** `nats://host:port`, one or several of a cluster, separated by commas. */
  readonly servers: string;
}

/**
 * Shares the services of an assembly over NATS: other processes join by `connectManager`, and foreign tools find them as NATS
 * micro services (ADR-32). There is one in each company.
 *
 * @example
 * ```ts
 * natsHub({ servers: 'nats://127.0.0.1:4222', user: 'hub', pass: env.NATS_PASS, grants: { shop: { call: ['erp.move-orders'] } } })
 * ```
 */
export function natsHub(options: NatsHubOptions): Component {
  return {
    name: 'nats-hub',
    provides: [],
    requires: [],
    create: (host) => new Map([['nats-hub', hubLife(host, options) as Service<Contract>]]),
  };
}

/** The hub from the start of its component to its stop. */
function hubLife({ services, clock, log }: ComponentHost, { servers, ...options }: NatsHubOptions) {
  let hub: NatsHub | undefined;
  return {
    async start() {
      if (!(services instanceof LocalServiceManager)) return;
      hub = await NatsHub.open(services, servers, { ...options, company: services.company, clock, log });
    },
    async stop() {
      await hub?.close();
    },
  };
}
