import type { Hello, ServerFrame, VisitorFrame } from '../../src/gateways/webchat/frames.js';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;

/** Who is told what comes over the line. */
export interface LineListener {
  /** What is said first whenever the line is there. */
  hello(): Hello;
  connected(): void;
  heard(frame: ServerFrame): void;
  lost(): void;
}

/** The connection to the server, made again for as long as it is wanted. */
export class ChatLine {
  readonly #url: string;
  readonly #listener: LineListener;
  #socket: WebSocket | undefined;
  #attempts = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, listener: LineListener) {
    this.#url = url;
    this.#listener = listener;
    // Who was without a network need not wait for the next attempt.
    addEventListener('online', () => {
      if (this.#timer !== undefined) this.open();
    });
  }

  open(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#socket) return;
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onopen = () => {
      socket.send(JSON.stringify(this.#listener.hello()));
      this.#listener.connected();
    };
    socket.onmessage = ({ data }) => {
      this.#attempts = 0;
      this.#listener.heard(JSON.parse(String(data)) as ServerFrame);
    };
    socket.onclose = () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#listener.lost();
      this.#retry();
    };
  }

  /** False when nobody can hear it now. */
  say(frame: VisitorFrame): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Sends a piece of a file, if it can be heard now. */
  sayBytes(piece: Blob): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(piece);
  }

  /** Ends the connection, and makes no other until it is opened. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  /** Doubling times with a random part, so that not all come back at once after a restart. */
  #retry(): void {
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    this.#timer = setTimeout(() => this.open(), longest * (0.5 + Math.random() / 2));
  }
}
