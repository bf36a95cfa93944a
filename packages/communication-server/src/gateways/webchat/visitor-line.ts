import type { Clock, Timer } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { RawData, WebSocket } from 'ws';
import { present } from '../../present.js';
import type { Chat } from './chat.js';
import type { ChatListener } from './chat-audience.js';
import type { Chats } from './chats.js';
import { FileIntake } from './files/file-intake.js';
import type { UploadRoom } from './files/upload-room.js';
import { type Hello, LONGEST_FRAME, type Refusal, type ServerFrame, VisitorFrame } from './frames.js';
import { RateLimit } from './rate-limit.js';
import type { SaidMessage } from './stored-chat.js';
import type { Visitor, WebchatLimits } from './webchat-options.js';

/** How long a browser may take to say who it is, and how often one is asked whether it is still there. */
const HELLO_WITHIN_MS = 10_000;
const PING_EVERY_MS = 25_000;
/** After so many frames that are none, a browser is not listened to any more. */
const MOST_MISTAKES = 5;
const WINDOW_MS = 10_000;
const TYPING_PER_WINDOW = 20;
/** Frames that may wait to be carried out; a browser sends one and waits for what comes of it. */
const MOST_WAITING = 50;

/** Codes of RFC 6455, 7.4.1. */
const UNACCEPTABLE = 1003;
const POLICY = 1008;
const TOO_BIG = 1009;
const TRY_LATER = 1013;

/** What a line needs. */
export interface LineParts {
  readonly chats: Chats;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: WebchatLimits;
  /** For files on their way. */
  readonly room: UploadRoom;
  /** Who the visitor is; undefined when what the page says is not to be believed. */
  readonly identify: (identity: string | undefined) => Promise<Visitor | undefined>;
  /** Whether one more chat may begin from where this line comes from: 0, or in how many milliseconds. */
  readonly mayBegin: () => number;
}

/** A visitor's browser: one WebSocket, whose frames are checked and carried out in their order. */
export class VisitorLine implements ChatListener {
  readonly #socket: WebSocket;
  readonly #parts: LineParts;
  readonly #messages: RateLimit;
  readonly #typing = new RateLimit(TYPING_PER_WINDOW, WINDOW_MS);
  readonly #files: FileIntake;
  #chat: Chat | undefined;
  #said = false;
  #mistakes = 0;
  #answers = true;
  #timer: Timer | undefined;
  #waiting = 0;
  #working: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, parts: LineParts) {
    this.#socket = socket;
    this.#parts = parts;
    this.#files = new FileIntake(this, parts);
    this.#messages = new RateLimit(parts.limits.messagesPerTenSeconds, WINDOW_MS);
    socket.on('message', (data, isBinary) => (isBinary ? this.#hearPiece(data) : this.#hear(String(data))));
    socket.on('pong', () => {
      this.#answers = true;
    });
    socket.on('error', (thrown) => parts.log.warn('The connection of a visitor failed', { reason: thrown.message }));
    socket.on('close', () => this.#end());
    this.#timer = parts.clock.at(parts.clock.now() + HELLO_WITHIN_MS, () => {
      if (!this.#said) socket.close(POLICY, 'no hello');
    });
  }

  /** A visitor who does not read is disconnected; the browser connects again and gets what is missing. */
  send(frame: ServerFrame): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > this.#parts.limits.unreadBytes) this.#socket.terminate();
    else this.#socket.send(JSON.stringify(frame));
  }

  #hear(text: string): void {
    const frame = read(text);
    if (text.length > LONGEST_FRAME) this.#socket.close(TOO_BIG, 'too long');
    else if (!frame || (frame.type === 'hello') === this.#said) this.#mistake();
    else if (this.#waiting >= MOST_WAITING) this.#socket.close(POLICY, 'too many at once');
    else {
      this.#said = true;
      this.#enqueue(frame.type, () => this.#carryOut(frame));
    }
  }

  #hearPiece(data: RawData): void {
    if (!this.#files.expects() || !Buffer.isBuffer(data)) this.#socket.close(UNACCEPTABLE, 'nothing was asked for');
    else this.#enqueue('piece', () => this.#takePiece(data));
  }

  async #takePiece(piece: Buffer): Promise<void> {
    if (this.#chat && !(await this.#files.add(this.#chat, piece))) this.#socket.close(UNACCEPTABLE, 'not the piece');
  }

  #enqueue(what: string, work: () => Promise<void>): void {
    this.#waiting += 1;
    this.#working = this.#working
      .then(work)
      .catch((thrown: unknown) => {
        this.#parts.log.error('What a visitor sent could not be carried out', thrown, { frame: what });
        this.#socket.close(TRY_LATER, 'try again');
      })
      .finally(() => {
        this.#waiting -= 1;
      });
  }

  async #carryOut(frame: VisitorFrame): Promise<void> {
    if (frame.type === 'hello') return this.#begin(frame);
    const chat = this.#chat;
    // Who was not let in has been told.
    if (!chat) return;
    switch (frame.type) {
      case 'message':
        return this.#say(chat, frame);
      case 'file':
        return this.#isTooFast(frame.id) ? undefined : this.#files.begin(chat, frame);
      case 'fetch':
        return this.#isTooFast() ? undefined : chat.fetch(this, frame.file);
      case 'typing':
        if (this.#typing.take(this.#parts.clock.now()) === 0) chat.visitorTyping();
        return;
      case 'here':
        return chat.signed();
      case 'leave':
        return chat.end();
    }
  }

  async #begin(hello: Hello): Promise<void> {
    this.#watch();
    const { chats, identify, mayBegin } = this.#parts;
    let visitor: Visitor = {};
    if (!(await chats.has(hello))) {
      const retryAfterMs = mayBegin();
      if (retryAfterMs > 0) return this.#hangUp('too-fast', retryAfterMs);
      const found = await identify(hello.identity);
      if (!found) return this.#hangUp('not-known');
      visitor = found;
    }
    const chat = await chats.enter(hello, visitor);
    try {
      await chat.join(this, hello.after);
    } catch (thrown) {
      this.#leave(chat);
      throw thrown;
    }
    this.#chat = chat;
  }

  async #say(chat: Chat, { id, text }: SaidMessage): Promise<void> {
    if (text.length > this.#parts.limits.text) return this.#refuse('too-long', { id });
    if (text.trim() === '') return this.#refuse('not-understood', { id });
    return this.#isTooFast(id) ? undefined : chat.say(this, { id, text });
  }

  #isTooFast(id?: string): boolean {
    const retryAfterMs = this.#messages.take(this.#parts.clock.now());
    if (retryAfterMs > 0) this.#refuse('too-fast', { ...present({ id }), retryAfterMs });
    return retryAfterMs > 0;
  }

  #mistake(): void {
    this.#mistakes += 1;
    this.#refuse('not-understood');
    if (this.#mistakes >= MOST_MISTAKES) this.#socket.close(POLICY, 'not understood');
  }

  #refuse(because: Refusal, about: { readonly id?: string; readonly retryAfterMs?: number } = {}): void {
    this.send({ type: 'refused', because, ...about });
  }

  #hangUp(because: Refusal, retryAfterMs?: number): void {
    this.#refuse(because, retryAfterMs === undefined ? {} : { retryAfterMs });
    this.#socket.close(POLICY, because);
  }

  /** A connection that is dead does not say so: it is found by asking. */
  #watch(): void {
    const { clock } = this.#parts;
    this.#timer?.cancel();
    this.#timer = clock.at(clock.now() + PING_EVERY_MS, () => {
      if (!this.#answers) return this.#socket.terminate();
      this.#answers = false;
      this.#socket.ping();
      this.#watch();
    });
  }

  /** What was sent before is carried out; then the browser has left. */
  #end(): void {
    this.#files.end();
    this.#enqueue('end', async () => {
      this.#timer?.cancel();
      if (this.#chat) this.#leave(this.#chat);
    });
  }

  #leave(chat: Chat): void {
    chat.part(this);
    this.#parts.chats.leave(chat);
  }
}

function read(text: string): VisitorFrame | undefined {
  try {
    return VisitorFrame.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
