import type { CarusoError } from '@caruso/core';
import type { Log } from '../log.js';

/**
 * A way to exchange messages with one other party: each message arrives whole, once, and in the order of sending, until the
 * channel closes. Made by `portChannel` and `lineChannel`; calls go over it by `channelProxy` and `serveChannel`.
 */
export interface Channel {
  /** Who is at the other end, as people are told: `the worker of "billing"`. */
  readonly peer: string;
  /** Where messages are reported that make no sense. */
  readonly log: Log;
  /** Why it is closed; undefined while it is open. */
  readonly closed: CarusoError | undefined;
  /**
   * Sends a message. Once the channel is closed it does nothing.
   *
   * @throws ServiceErrors.CannotCross, ServiceErrors.MessageTooLarge
   */
  send(message: unknown): void;
  /** Says who gets the messages. There is one listener; messages that came before it wait for it. */
  onMessage(listener: (message: unknown) => void): void;
  /** Calls `listener` once, with the reason, when the channel closes; at once if it has. */
  onClose(listener: (reason: CarusoError) => void): void;
  /** Closes it, for `reason` on this side. The second time it does nothing. */
  close(reason?: CarusoError): void;
}
