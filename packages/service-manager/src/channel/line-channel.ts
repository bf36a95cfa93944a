import type { Socket } from 'node:net';
import type { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Log } from '../log.js';
import type { Channel } from './channel.js';
import { Closing } from './closing.js';
import type { ChannelOptions } from './port-channel.js';

/** Size of the largest message, in bytes, when nothing else is said. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/** How many messages of the largest size may wait for the other side to read them. */
const UNREAD_MESSAGES = 4;

/** What a channel over a byte stream is told besides its socket. */
export interface LineChannelOptions extends ChannelOptions {
  /** A larger message is not sent, and one that is received closes the channel. Default 16 MiB. */
  readonly maxMessageBytes?: number;
}

/**
 * A channel over a byte stream: a message is a line of JSON. What JSON has no notation for does not arrive as it was; dates, for
 * instance, become texts, which the contract of the other side then refuses.
 */
export function lineChannel(socket: Socket, options: LineChannelOptions): Channel {
  return new LineChannel(socket, options);
}

class LineChannel implements Channel {
  readonly peer: string;
  readonly log: Log;
  readonly #limit: number;
  readonly #socket: Socket;
  readonly #closing: Closing;
  /** The beginning of a line whose end has not come yet. */
  #begun: Buffer[] = [];
  #begunBytes = 0;

  constructor(socket: Socket, { peer, log, maxMessageBytes = MAX_MESSAGE_BYTES }: LineChannelOptions) {
    this.peer = peer;
    this.log = log;
    this.#limit = maxMessageBytes;
    this.#socket = socket;
    this.#closing = new Closing(peer);
    socket.on('error', (problem) => this.#closing.close(problem.message));
    socket.on('close', () => this.#closing.close('the other side has closed it'));
  }

  get closed(): CarusoError | undefined {
    return this.#closing.reason;
  }

  send(message: unknown): void {
    if (this.#closing.reason) return;
    const line = `${this.#json(message)}\n`;
    const bytes = Buffer.byteLength(line);
    if (bytes > this.#limit) throw new ServiceErrors.MessageTooLarge({ peer: this.peer, bytes, limit: this.#limit });
    this.#socket.write(line);
    if (this.#socket.writableLength > this.#limit * UNREAD_MESSAGES) {
      this.#end('it does not read what is sent to it');
      this.#socket.destroy();
    }
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#socket.on('data', (chunk: Buffer) => {
      for (let rest = chunk; rest.length > 0 && !this.#closing.reason; ) {
        const end = rest.indexOf(10);
        this.#keep(end < 0 ? rest : rest.subarray(0, end));
        if (end < 0) return;
        rest = rest.subarray(end + 1);
        this.#deliver(listener);
      }
    });
  }

  onClose(listener: (reason: CarusoError) => void): void {
    this.#closing.onClose(listener);
  }

  close(reason?: CarusoError): void {
    this.#end(reason ?? 'it was closed on this side');
  }

  #json(message: unknown): string {
    try {
      return JSON.stringify(message);
    } catch (thrown) {
      const reason = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
      throw new ServiceErrors.CannotCross(
        { peer: this.peer, path: 'the message', reason: `has no JSON: ${reason}` },
        { cause: thrown },
      );
    }
  }

  #keep(part: Buffer): void {
    this.#begun.push(part);
    this.#begunBytes += part.length;
    // Where its next message begins cannot be known, nor what this one was about.
    if (this.#begunBytes >= this.#limit) {
      this.#end(new ServiceErrors.MessageTooLarge({ peer: this.peer, bytes: this.#begunBytes, limit: this.#limit }));
    }
  }

  #deliver(listener: (message: unknown) => void): void {
    if (this.#closing.reason) return;
    const line = Buffer.concat(this.#begun).toString();
    this.#begun = [];
    this.#begunBytes = 0;
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      this.log.warn(`${this.peer} sent a line that is no JSON; it is ignored`);
      return;
    }
    listener(message);
  }

  /** Closes for a reason; what was sent before still goes out. */
  #end(reason: CarusoError | string): void {
    if (!this.#closing.close(reason)) return;
    this.#begun = [];
    this.#socket.destroySoon();
  }
}
