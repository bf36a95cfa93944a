import type { Clock } from '@caruso/core';
import type { Log } from '../log.js';
import { type NatsOptions, openConnection } from '../nats/open-connection.js';
import type { EventBus } from './events.js';
import { type JetStreamEventsOptions, jetStreamEvents } from './jetstream-events.js';

/** What an assembly tells about itself when its events begin. */
export interface EventSurroundings {
  readonly company: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Opens the events of an assembly. */
export type OpenEvents = (surroundings: EventSurroundings) => Promise<EventBus>;

/** How the events of an assembly are kept on a NATS server. */
export type NatsEventsOptions = Omit<NatsOptions, 'company' | 'log'> &
  Pick<JetStreamEventsOptions, 'maxAgeMs' | 'maxBytes' | 'ackWaitMs'>;

/**
 * Keeps the events of an assembly on a NATS server with JetStream, where they outlive the process.
 *
 * @example
 * ```ts
 * defineAssembly({ company: 'stadtwerke', events: natsEvents('nats://127.0.0.1:4222'), components: [] })
 * ```
 */
export function natsEvents(servers: string, options: NatsEventsOptions = {}): OpenEvents {
  const { maxAgeMs, maxBytes, ackWaitMs, ...connection } = options;
  return async (surroundings) => {
    const { company, log } = surroundings;
    const link = await openConnection(servers, { ...connection, company, log });
    const bus = await jetStreamEvents(link.connection, {
      ...surroundings,
      ...(maxAgeMs === undefined ? {} : { maxAgeMs }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
      ...(ackWaitMs === undefined ? {} : { ackWaitMs }),
    }).catch(async (problem: unknown) => {
      await link.close();
      throw problem;
    });
    return {
      from: (source) => bus.from(source),
      close: async () => {
        await bus.close();
        await link.close();
      },
    };
  };
}
