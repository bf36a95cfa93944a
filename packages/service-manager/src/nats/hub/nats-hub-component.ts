import type { Contract, Service } from '@caruso/core';
import { ServiceErrors } from '../../errors.js';
import { LocalServiceManager } from '../../manager/local-service-manager.js';
import type { Component } from '../../model/service-manager.js';
import type { NatsOptions } from '../open-connection.js';
import type { UserGrants } from './grants.js';
import { NatsHub } from './nats-hub.js';

/** How an assembly shares its services over NATS. */
export interface NatsHubOptions extends Omit<NatsOptions, 'company'> {
  /** `nats://host:port`, one or several of a cluster, separated by commas. */
  readonly servers: string;
  /** What the users of NATS may call, provide and operate. Without grants, whoever can connect may do everything. */
  readonly grants?: UserGrants;
  /** Services of others in NATS that take part, by contract; by name, too, when their metadata does not say which. */
  readonly microServices?: readonly { readonly contract: Contract; readonly service?: string }[];
}

const NAME = 'nats-hub';

/**
 * Makes the service manager of an assembly the one of the whole company: with `connectManager` other processes, on this machine
 * or others, find its services, and register theirs.
 *
 * @example
 * ```ts
 * defineAssembly({ company: 'demo', components: [greeter(), natsHub({ servers: 'nats://127.0.0.1:4222' })] })
 * ```
 */
export function natsHub({ servers, microServices = [], ...options }: NatsHubOptions): Component {
  return {
    name: NAME,
    provides: [],
    requires: [],
    create: ({ services, clock, log }) => {
      if (!(services instanceof LocalServiceManager)) {
        throw new ServiceErrors.BadComponent({
          component: NAME,
          reason: 'it belongs into the assembly of the company',
        });
      }
      let hub: NatsHub | undefined;
      const lifecycle = {
        start: async () => {
          hub = await NatsHub.open(services, servers, { log, ...options, company: services.company, clock });
          for (const { contract, ...terms } of microServices) await hub.expectMicroService(contract, terms);
        },
        stop: () => hub?.close(),
      };
      return new Map([[NAME, lifecycle as Service<Contract>]]);
    },
  };
}
