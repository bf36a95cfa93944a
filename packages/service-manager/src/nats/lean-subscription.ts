import type { Msg, NatsConnection, Subscription, SubscriptionOptions } from '@nats-io/transport-node';
import { flatText } from '../registry/flat-text.js';

/** Stands for the promises of all subscriptions that call back: nobody waits for them. */
const NOBODY_WAITS = { resolve: () => {} };
/** Stands for the messages that wait for their reader: with a callback, none does. */
const NO_MESSAGES: readonly never[] = Object.freeze([]);

/** What the library makes for iterating over a subscription, and for waiting until it is closed. */
const UNUSED = {
  signal: NOBODY_WAITS,
  iterClosed: NOBODY_WAITS,
  closed: NOBODY_WAITS,
  yields: NO_MESSAGES,
};

/**
 * Subscribes with a callback, for processes with thousands of subscriptions. The library gives each three promises and a queue
 * for iterating over it, two thirds of its memory, which one that calls back never uses; they are replaced by one for all. Its
 * `closed` must not be awaited.
 */
export function leanSubscription(
  connection: NatsConnection,
  subject: string,
  options: SubscriptionOptions & { readonly callback: (problem: Error | null, message: Msg) => void },
): Subscription {
  const subscription = connection.subscribe(flatText(subject), options);
  const { noIterator } = subscription as unknown as { readonly noIterator?: unknown };
  if (noIterator === true && Object.keys(UNUSED).every((name) => name in subscription)) {
    Object.assign(subscription, UNUSED);
  }
  return subscription;
}
