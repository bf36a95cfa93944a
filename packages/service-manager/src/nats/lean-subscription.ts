import type { Msg, NatsConnection, Subscription, SubscriptionOptions } from '@nats-io/transport-node';

/** Stands for the promises of iteration in all subscriptions that call back instead. */
const NOBODY_ITERATES = { resolve: () => {} };

/**
 * Subscribes with a callback, for processes with thousands of subscriptions. The library gives each two promises for iterating
 * over it, half of its memory, which one that calls back never uses; they are replaced by one for all.
 */
export function leanSubscription(
  connection: NatsConnection,
  subject: string,
  options: SubscriptionOptions & { readonly callback: (problem: Error | null, message: Msg) => void },
): Subscription {
  const subscription = connection.subscribe(subject, options);
  const inside = subscription as unknown as { noIterator?: unknown; signal?: unknown; iterClosed?: unknown };
  if (inside.noIterator === true && 'signal' in inside && 'iterClosed' in inside) {
    inside.signal = NOBODY_ITERATES;
    inside.iterClosed = NOBODY_ITERATES;
  }
  return subscription;
}
