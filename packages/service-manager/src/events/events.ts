import type { CarusoError, EventData, EventInput, EventType } from '@caruso/core';

/** An event on its way: what happened, when, and who says so. */
export interface EventEnvelope {
  /** The same however often the event is delivered: a handler that acts twice on one id has to prevent it by this. */
  readonly id: string;
  readonly name: string;
  /** The version of the definition with which it was published. */
  readonly version: string;
  /** When it was published, in milliseconds since 1970-01-01T00:00Z. */
  readonly time: number;
  /** The component that published it. */
  readonly source: string;
  readonly data: unknown;
}

/** An event as a handler gets it: its data fits the definition that was subscribed to. */
export interface DeliveredEvent<E extends EventType = EventType> extends EventEnvelope {
  readonly data: EventData<E>;
  /** 1 for the first delivery. */
  readonly attempt: number;
}

/** Handles one event. Throwing or rejecting means that it is to be delivered again. */
export type EventHandler<E extends EventType = EventType> = (event: DeliveredEvent<E>) => void | Promise<void>;

/** On which terms a consumer subscribes. */
export interface SubscribeOptions {
  /** Letters, digits, `_` and `-`. Who subscribes under the same name shares the events with the others of that name. */
  readonly consumer: string;
  /** How often one event is delivered before it is given up. Default 10. */
  readonly attempts?: number;
  /** How long after the first failure it is delivered again; the time doubles from failure to failure. Default 500 ms. */
  readonly firstDelayMs?: number;
  /** The longest time between two deliveries. Default 60,000 ms. */
  readonly longestDelayMs?: number;
  /** Hears of an event that was given up or does not fit, with the reason; the next one comes when this has ended. */
  readonly onGivenUp?: (event: EventEnvelope, error: CarusoError) => void | Promise<void>;
}

/** A handler that gets events. */
export interface EventSubscription {
  /**
   * Ends it: no further event comes, and the one that is being handled is handled to its end. What is published from now on
   * is kept for the next subscriber of the same consumer. A handler must not wait for the end of its own subscription.
   */
  close(): Promise<void>;
}

/** What may be said about an event that is published. */
export interface PublishOptions {
  /** Publishing the same id again within two minutes has no effect, so a failed `publish` can be repeated. Default: a new id. */
  readonly id?: string;
}

/**
 * Tells others what happened, and hears it from them, without either knowing the other.
 *
 * A consumer gets every event published since it first subscribed, at least once, one at a time, in the order in which
 * they were published. An event whose handler fails comes again after growing delays, and those behind it wait; other
 * consumers go on. After the last attempt it is given up, which the log tells.
 *
 * @example
 * ```ts
 * const subscription = await events.subscribe(InvoicePaid, { consumer: 'dunning' }, async ({ data }) => {
 *   await reminders.cancel({ invoice: data.invoice });
 * });
 * await events.publish(InvoicePaid, { invoice: '2024-17' });
 * await subscription.close();
 * ```
 */
export interface Events {
  /**
   * Resolves with the id of the event when it is kept for every consumer.
   *
   * @throws ServiceErrors.InvalidEvent when the data does not fit, ServiceErrors.EventQueueFull or
   * ServiceErrors.EventNotStored when it could not be kept, ServiceErrors.EventsClosed
   */
  publish<E extends EventType>(event: E, data: EventInput<E>, options?: PublishOptions): Promise<string>;
  /**
   * Resolves when nothing published from then on can escape the consumer.
   *
   * @throws ServiceErrors.BadSubscription, ServiceErrors.EventsUnavailable, ServiceErrors.EventsClosed
   */
  subscribe<E extends EventType>(
    event: E,
    options: SubscribeOptions,
    handler: EventHandler<E>,
  ): Promise<EventSubscription>;
  /**
   * Ends a consumer that will not subscribe any more: what still waits for it is dropped, and nothing more is kept for it.
   *
   * @throws ServiceErrors.ConsumerInUse while it subscribes, ServiceErrors.EventsUnavailable, ServiceErrors.EventsClosed
   */
  forget(event: EventType, consumer: string): Promise<void>;
}

/** The events of a whole assembly. */
export interface EventBus {
  /** The events as the component `source` uses them. */
  from(source: string): Events;
  /**
   * Closes all subscriptions, as {@link EventSubscription.close} does; until then handlers may still publish. Consumers are
   * not forgotten.
   */
  close(): Promise<void>;
}
