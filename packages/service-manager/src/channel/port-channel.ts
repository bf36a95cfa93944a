import type { MessagePort, Worker } from 'node:worker_threads';
import type { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Log } from '../log.js';
import type { Channel } from './channel.js';
import { Closing } from './closing.js';
import { pathToUncloneable } from './uncloneable.js';

/** What a channel is told besides its transport. */
export interface ChannelOptions {
  /** Who is at the other end, as people are told: `the worker of "billing"`. */
  readonly peer: string;
  readonly log: Log;
}

/**
 * A channel over a port to another thread. Values cross by the structured clone algorithm: dates, maps and typed arrays stay
 * what they are, class instances become plain objects, and functions are refused.
 *
 * It closes with its port. A worker has no event for that: who has started it closes the channel when the worker has ended.
 */
export function portChannel(port: MessagePort | Worker, options: ChannelOptions): Channel {
  return new PortChannel(port, options);
}

class PortChannel implements Channel {
  readonly peer: string;
  readonly log: Log;
  readonly #port: MessagePort | Worker;
  readonly #closing: Closing;

  constructor(port: MessagePort | Worker, { peer, log }: ChannelOptions) {
    this.peer = peer;
    this.log = log;
    this.#port = port;
    this.#closing = new Closing(peer);
    if ('close' in port) port.on('close', () => this.#closing.close('the other side has closed it'));
    port.on('messageerror', (problem: Error) => {
      log.warn(`A message from ${peer} could not be read; it is ignored`, { reason: problem.message });
    });
  }

  get closed(): CarusoError | undefined {
    return this.#closing.reason;
  }

  send(message: unknown): void {
    if (this.#closing.reason) return;
    try {
      this.#port.postMessage(message);
    } catch (thrown) {
      const { path, reason } = pathToUncloneable(message) ?? { path: 'the message', reason: String(thrown) };
      throw new ServiceErrors.CannotCross({ peer: this.peer, path, reason }, { cause: thrown });
    }
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#port.on('message', listener);
  }

  onClose(listener: (reason: CarusoError) => void): void {
    this.#closing.onClose(listener);
  }

  close(reason?: CarusoError): void {
    if (this.#closing.close(reason ?? 'it was closed on this side') && 'close' in this.#port) this.#port.close();
  }
}
