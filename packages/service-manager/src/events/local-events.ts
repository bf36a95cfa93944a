import type { Clock, EventType } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Log } from '../log.js';
import { durableName } from './event-names.js';
import type { EventTransport } from './event-transport.js';
import type { EventBus, EventSubscription } from './events.js';
import { LocalConsumer } from './local-consumer.js';
import type { Receiver } from './receiver.js';
import { TransportBus } from './transport-bus.js';

/** How events are kept in the process. */
export interface LocalEventsOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** How many events may wait for one consumer; then `publish` is refused. Default 10,000. */
  readonly capacity?: number;
}

/**
 * Events that stay in this process, in memory: a failing handler loses none, but a crash, and closing the bus, lose all that
 * wait. For what may be lost with the process, for tests and demos; `jetStreamEvents` has the same interface and keeps them
 * on a server.
 *
 * @example
 * ```ts
 * const bus = localEvents({ clock: systemClock, log: stderrLog });
 * const events = bus.from('billing');
 * ```
 */
export function localEvents({ clock, log, capacity = 10_000 }: LocalEventsOptions): EventBus {
  return new TransportBus(new LocalTransport(clock, log, capacity), clock);
}

/** How long an id is remembered, in milliseconds: as long as JetStream does it by default. */
const REMEMBERED_MS = 120_000;

class LocalTransport implements EventTransport {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #capacity: number;
  /** By event, then by the consumer's name. */
  readonly #consumers = new Map<string, Map<string, LocalConsumer>>();
  /** When each recent event was published, oldest first. */
  readonly #recent = new Map<string, number>();

  constructor(clock: Clock, log: Log, capacity: number) {
    this.#clock = clock;
    this.#log = log;
    this.#capacity = capacity;
  }

  async keep(event: EventType, id: string, text: string): Promise<void> {
    if (this.#isRecent(`${event.name}/${id}`)) return;
    const consumers = this.#consumersOf(event);
    for (const [consumer, { waiting }] of consumers) {
      if (waiting >= this.#capacity)
        throw new ServiceErrors.EventQueueFull({ event: event.name, consumer, capacity: this.#capacity });
    }
    this.#recent.set(`${event.name}/${id}`, this.#clock.now());
    for (const consumer of consumers.values()) consumer.keep(text);
  }

  async subscribe(receiver: Receiver): Promise<EventSubscription> {
    const consumers = this.#consumersOf(receiver.event);
    const consumer = consumers.get(receiver.consumer) ?? new LocalConsumer(this.#clock, this.#log);
    consumers.set(receiver.consumer, consumer);
    consumer.join(receiver);
    return { close: () => consumer.leave(receiver) };
  }

  async forget(event: EventType, consumer: string): Promise<void> {
    this.#consumersOf(event).delete(consumer);
  }

  close(): void {
    this.#consumers.clear();
    this.#recent.clear();
  }

  #consumersOf(event: EventType): Map<string, LocalConsumer> {
    const key = durableName(event, '');
    const consumers = this.#consumers.get(key) ?? new Map<string, LocalConsumer>();
    this.#consumers.set(key, consumers);
    return consumers;
  }

  #isRecent(key: string): boolean {
    for (const [oldest, time] of this.#recent) {
      if (time > this.#clock.now() - REMEMBERED_MS) break;
      this.#recent.delete(oldest);
    }
    return this.#recent.has(key);
  }
}
