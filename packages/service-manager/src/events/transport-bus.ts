import { type Clock, type EventInput, type EventType, newId } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import { checkData } from './check-data.js';
import { writeEvent } from './event-document.js';
import { durableName } from './event-names.js';
import type { EventTransport } from './event-transport.js';
import type { EventBus, EventHandler, EventSubscription, Events, PublishOptions, SubscribeOptions } from './events.js';
import { makeReceiver } from './receiver.js';

/** What fits into a header of NATS. */
const ID = /^[!-~]{1,200}$/;

/** What all buses have in common, whatever carries their events: checks, ids, and closing. */
export class TransportBus implements EventBus {
  readonly #transport: EventTransport;
  readonly #clock: Clock;
  readonly #open = new Map<EventSubscription, string>();
  readonly #publishing = new Set<Promise<void>>();
  #closed: Promise<void> | undefined;
  /** Nobody handles an event any more. */
  #ended = false;

  constructor(transport: EventTransport, clock: Clock) {
    this.#transport = transport;
    this.#clock = clock;
  }

  from(source: string): Events {
    return {
      publish: (event, data, options) => this.#publish(source, event, data, options),
      subscribe: (event, options, handler) => this.#subscribe(event, options, handler as EventHandler),
      forget: (event, consumer) => this.#forget(event, consumer),
    };
  }

  close(): Promise<void> {
    this.#closed ??= this.#closeAll();
    return this.#closed;
  }

  async #publish<E extends EventType>(
    source: string,
    event: E,
    given: EventInput<E>,
    { id = newId() }: PublishOptions = {},
  ): Promise<string> {
    // A handler may still publish while the bus waits for its end.
    if (this.#ended) throw new ServiceErrors.EventsClosed({ event: event.name });
    const { name, version } = event;
    if (!ID.test(id)) {
      const issues = `an id is made of 1 to 200 printable ASCII characters without spaces, not "${id}"`;
      throw new ServiceErrors.InvalidEvent({ event: name, issues });
    }
    const data = asJson(event, given);
    const checked = checkData(event, data);
    if ('issues' in checked) throw new ServiceErrors.InvalidEvent({ event: name, issues: checked.issues });
    // What was given is sent, not what the schema made of it: the schema of each subscriber makes that again.
    const text = writeEvent({ id, name, version, time: this.#clock.now(), source, data });
    const keeping = this.#transport.keep(event, id, text);
    this.#publishing.add(keeping);
    await keeping.finally(() => this.#publishing.delete(keeping));
    return id;
  }

  async #subscribe(event: EventType, options: SubscribeOptions, handler: EventHandler): Promise<EventSubscription> {
    this.#refuseClosed(event);
    const receiver = makeReceiver(event, options, handler);
    const opened = await this.#transport.subscribe(receiver);
    const subscription = {
      close: async () => {
        await opened.close();
        this.#open.delete(subscription);
      },
    };
    this.#open.set(subscription, durableName(event, receiver.consumer));
    if (this.#closed) await subscription.close();
    return subscription;
  }

  async #forget(event: EventType, consumer: string): Promise<void> {
    this.#refuseClosed(event);
    if ([...this.#open.values()].includes(durableName(event, consumer)))
      throw new ServiceErrors.ConsumerInUse({ event: event.name, consumer });
    await this.#transport.forget(event, consumer);
  }

  async #closeAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((subscription) => subscription.close()));
    this.#ended = true;
    this.#transport.close();
    await Promise.allSettled(this.#publishing);
  }

  #refuseClosed({ name }: EventType): void {
    if (this.#closed) throw new ServiceErrors.EventsClosed({ event: name });
  }
}

/** The data as it will arrive, so that what JSON changes or cannot hold is found now and not by the subscribers. */
function asJson({ name }: EventType, data: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(data) ?? 'null');
  } catch (thrown) {
    const issues = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ServiceErrors.InvalidEvent({ event: name, issues }, { cause: thrown });
  }
}
