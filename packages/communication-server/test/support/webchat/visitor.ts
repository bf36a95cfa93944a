import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import WebSocket from 'ws';
import type { MessageFrame, ServerFrame, VisitorFrame } from '../../../src/gateways/webchat/frames.js';

type FrameOf<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>;

/** A visitor whose browser a test is. */
export class Visitor {
  readonly token = randomBytes(32).toString('base64url');
  /** All frames of all connections. */
  readonly heard: ServerFrame[] = [];
  readonly #url: () => string;
  readonly #origin: string;
  #socket: WebSocket | undefined;
  #changed: (() => void)[] = [];

  constructor(url: () => string, origin: string) {
    this.#url = url;
    this.#origin = origin;
  }

  /** Connects, and begins the chat or goes on with it. */
  async come(hello: Partial<Extract<VisitorFrame, { type: 'hello' }>> = {}): Promise<this> {
    await this.connect();
    this.send({ type: 'hello', token: this.token, after: this.messages.at(-1)?.number ?? 0, language: 'en', ...hello });
    const before = this.heard.length;
    await this.until(() => this.heard.slice(before).some(({ type }) => type === 'standing' || type === 'refused'));
    return this;
  }

  /** Connects and says nothing. */
  async connect(): Promise<WebSocket> {
    const socket = new WebSocket(`${this.#url().replace('http', 'ws')}/chat`, { origin: this.#origin });
    this.#socket = socket;
    socket.on('message', (data) => {
      this.heard.push(JSON.parse(String(data)) as ServerFrame);
      for (const changed of this.#changed.splice(0)) changed();
    });
    await once(socket, 'open');
    return socket;
  }

  /** The connection breaks. */
  async vanish(): Promise<void> {
    const socket = this.#socket;
    if (!socket || socket.readyState === WebSocket.CLOSED) return;
    const closed = once(socket, 'close');
    socket.terminate();
    await closed;
  }

  send(frame: VisitorFrame): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  /** Writes a message, and waits until the server has confirmed it. */
  async write(text: string, id: string = randomUUID()): Promise<MessageFrame> {
    this.send({ type: 'message', id, text });
    await this.until(() => this.messages.some((message) => message.id === id));
    const [message] = this.messages.filter((other) => other.id === id);
    if (!message) throw new Error('The message was not confirmed.');
    return message;
  }

  /** Sends a file as the widget does, piece by piece as it is asked for; ends when it is confirmed or refused. */
  async sendFile(name: string, content: Uint8Array, id: string = randomUUID()): Promise<string> {
    const before = this.heard.length;
    this.send({ type: 'file', id, name, bytes: content.length });
    for (let seen = before; ; ) {
      await this.until(() => this.heard.length > seen);
      for (const frame of this.heard.slice(seen)) {
        seen += 1;
        if (frame.type === 'send') this.#socket?.send(content.subarray(frame.from, frame.to));
        if ((frame.type === 'message' || frame.type === 'refused') && frame.id === id) return id;
      }
    }
  }

  /** Sends bytes that are not what was asked for; the connection ends. */
  async sendPiece(piece: Uint8Array): Promise<void> {
    const socket = this.#socket;
    if (!socket) return;
    const closed = once(socket, 'close');
    socket.send(piece);
    await closed;
  }

  /** Says something that has no effect, and waits for the answer. */
  async roundTrip(): Promise<void> {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    const before = this.refusals.length;
    this.send({ type: 'fetch', file: 'none' });
    await this.until(() => this.refusals.length > before);
  }

  /** Fetches a file that came with a message. */
  async fetchFile(file: string): Promise<Response> {
    this.send({ type: 'fetch', file });
    const path = () => this.heard.findLast((frame): frame is FrameOf<'download'> => frame.type === 'download')?.path;
    const before = path();
    await this.until(() => path() !== before);
    return fetch(`${this.#url()}/${path()}`);
  }

  async until(isSo: () => boolean): Promise<void> {
    const giveUp = AbortSignal.timeout(15_000);
    while (!isSo()) {
      if (giveUp.aborted) throw new Error(`It did not happen; heard so far: ${JSON.stringify(this.heard)}`);
      await new Promise<void>((resolve) => {
        this.#changed.push(resolve);
        giveUp.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  async standing(state: FrameOf<'standing'>['standing']['state']): Promise<FrameOf<'standing'>['standing']> {
    await this.until(() => this.standingNow?.state === state);
    return this.standingNow ?? { state: 'new' };
  }

  get standingNow(): FrameOf<'standing'>['standing'] | undefined {
    return this.heard.findLast((frame): frame is FrameOf<'standing'> => frame.type === 'standing')?.standing;
  }

  get messages(): readonly MessageFrame[] {
    return this.heard.filter((frame): frame is MessageFrame => frame.type === 'message');
  }

  /** Which files may be sent now. */
  get filesNow(): FrameOf<'standing'>['files'] {
    return this.heard.findLast((frame): frame is FrameOf<'standing'> => frame.type === 'standing')?.files;
  }

  /** What was said, as `who: text`. */
  get said(): readonly string[] {
    return this.messages.map(({ by, name, text }) => `${name ?? by}: ${text}`);
  }

  get refusals(): readonly FrameOf<'refused'>[] {
    return this.heard.filter((frame): frame is FrameOf<'refused'> => frame.type === 'refused');
  }
}
