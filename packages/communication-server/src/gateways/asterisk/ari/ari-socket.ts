import type { Clock, Timer } from '@caruso/core';
import WebSocket from 'ws';
import type { AriAccess } from './ari-client.js';
import { type AriEvent, readAriEvent } from './ari-event.js';

/** Who is told what comes over the event socket; none may throw. */
export interface AriListener {
  /** It is connected, for the first time or again. Nothing that happened before is told. */
  connected(): void;
  event(event: AriEvent): void;
  /** A message could not be read: something has happened that is not known. */
  malformed(reason: string): void;
  /** @param retryMs - when it is tried again */
  disconnected(reason: string, retryMs: number): void;
}

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;
/** Two servers that took the application from each other would do so all day. */
const REPLACED_RETRY_MS = 30_000;
/** A connection that is cut without a word is noticed by this. */
const PING_MS = 5_000;

/** The event socket of ARI: reconnects for ever, ever more slowly up to five seconds. */
export class AriSocket {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #clock: Clock;
  readonly #listener: AriListener;
  #socket: WebSocket | undefined;
  #timer: Timer | undefined;
  #retryMs = FIRST_RETRY_MS;
  #replaced = false;
  #alive = false;
  #closed = false;

  constructor({ url, user, password, application }: AriAccess, clock: Clock, listener: AriListener) {
    const base = url.replace(/^http/, 'ws').replace(/\/+$/, '');
    this.#url = `${base}/ari/events?app=${encodeURIComponent(application)}`;
    this.#headers = { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
    this.#clock = clock;
    this.#listener = listener;
  }

  open(): void {
    const socket = new WebSocket(this.#url, {
      headers: this.#headers,
      perMessageDeflate: false,
      handshakeTimeout: 10_000,
    });
    this.#socket = socket;
    let reason = 'the connection was closed';
    socket.on('open', () => {
      this.#retryMs = FIRST_RETRY_MS;
      this.#replaced = false;
      this.#alive = true;
      this.#ping(socket);
      this.#listener.connected();
    });
    socket.on('pong', () => {
      this.#alive = true;
    });
    socket.on('message', (data) => this.#read(String(data)));
    socket.on('error', (error) => {
      reason = error.message || String(error);
    });
    socket.on('close', () => this.#lost(reason));
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#socket?.terminate();
  }

  #read(text: string): void {
    const read = readAriEvent(text);
    if (read.kind === 'malformed') this.#listener.malformed(read.reason);
    if (read.kind !== 'event') return;
    if (read.event.type === 'ApplicationReplaced') this.#replaced = true;
    this.#listener.event(read.event);
  }

  #ping(socket: WebSocket): void {
    // What came while this process was busy for long is read before it is judged.
    this.#timer = this.#clock.at(this.#clock.now() + PING_MS, () => setImmediate(() => this.#judge(socket)));
  }

  #judge(socket: WebSocket): void {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (!this.#alive) {
      socket.terminate();
      return;
    }
    this.#alive = false;
    socket.ping();
    this.#ping(socket);
  }

  #lost(reason: string): void {
    this.#timer?.cancel();
    if (this.#closed) return;
    const wait = this.#replaced ? REPLACED_RETRY_MS : this.#retryMs;
    this.#retryMs = Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
    this.#timer = this.#clock.at(this.#clock.now() + wait, () => this.open());
    this.#listener.disconnected(reason, wait);
  }
}
