import type { EventType } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { EventHandler, SubscribeOptions } from './events.js';

const CONSUMER = /^[A-Za-z0-9_-]{1,64}$/;

/** A subscription as it was asked for, with the defaults filled in. */
export interface Receiver extends Required<Omit<SubscribeOptions, 'onGivenUp'>>, Pick<SubscribeOptions, 'onGivenUp'> {
  readonly event: EventType;
  readonly handler: EventHandler;
}

/** @throws ServiceErrors.BadSubscription when the options cannot be kept */
export function makeReceiver(event: EventType, options: SubscribeOptions, handler: EventHandler): Receiver {
  const receiver = { attempts: 10, firstDelayMs: 500, longestDelayMs: 60_000, ...options, event, handler };
  const { consumer, attempts, firstDelayMs, longestDelayMs } = receiver;
  const refuse = (reason: string) => new ServiceErrors.BadSubscription({ event: event.name, consumer, reason });
  if (!CONSUMER.test(consumer))
    throw refuse('the name of a consumer is made of at most 64 letters, digits, "_" and "-"');
  if (!Number.isInteger(attempts) || attempts < 1)
    throw refuse(`"attempts" must be a whole number from 1, not ${attempts}`);
  if (!(firstDelayMs > 0) || !(longestDelayMs >= firstDelayMs))
    throw refuse(
      `"firstDelayMs" must be more than 0 and at most "longestDelayMs", not ${firstDelayMs} and ${longestDelayMs}`,
    );
  return receiver;
}

/** How long the next attempt waits after attempt number `failed`, in milliseconds. */
export function delayAfter({ firstDelayMs, longestDelayMs }: Receiver, failed: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** (failed - 1));
}
