import type { EventType } from '@caruso/core';
import type { EventSubscription } from './events.js';
import type { Receiver } from './receiver.js';

/** Keeps events for their consumers and brings them there; events and options have been checked before. */
export interface EventTransport {
  /**
   * Resolves when the event is kept for each consumer of it.
   *
   * @param text what {@link writeEvent} wrote
   */
  keep(event: EventType, id: string, text: string): Promise<void>;
  subscribe(receiver: Receiver): Promise<EventSubscription>;
  forget(event: EventType, consumer: string): Promise<void>;
  /** Gives up what waits for something; subscriptions have been closed before. */
  close(): void;
}
