import { newId } from '@caruso/core';
import type { Hello, ServerFrame } from '../../src/gateways/webchat/frames.js';
import { ChatLine } from './chat-line.js';
import { newToken, recall, remember } from './chat-memory.js';
import { answered, type ChatState, heard, lastSeen, NO_CHAT, written } from './chat-state.js';

const TYPING_EVERY_MS = 3_000;
const RETRY_MS = 2_000;

/** What a page says about its chat. */
export interface ChatSettings {
  readonly url: string;
  readonly language: string;
  readonly identity: string | undefined;
}

/** Who shows the chat. */
export interface ChatWatcher {
  changed(state: ChatState, isConnected: boolean): void;
  typing(): void;
  /** A file is to be saved; the path is relative to that of the widget. */
  download(path: string): void;
}

/** The chat of this tab: what was written is sent until the server has confirmed it, and shown once. */
export class Chat {
  readonly #settings: ChatSettings;
  readonly #watcher: ChatWatcher;
  readonly #line: ChatLine;
  #token: string;
  #state: ChatState;
  #open: boolean;
  #isConnected = false;
  /** What is in the files that are not confirmed; it does not outlive the page. */
  readonly #contents = new Map<string, Blob>();
  /** The message under way. One at a time, so that none overtakes another. */
  #sending: string | undefined;
  #typedAt = 0;

  constructor(settings: ChatSettings, watcher: ChatWatcher) {
    this.#settings = settings;
    this.#watcher = watcher;
    const memory = recall();
    this.#token = memory?.token ?? newToken();
    this.#open = memory?.open ?? false;
    this.#state = { ...NO_CHAT, pending: memory?.pending ?? [] };
    this.#line = new ChatLine(settings.url, {
      hello: () => this.#hello(),
      connected: () => undefined,
      heard: (frame) => this.#heard(frame),
      lost: () => this.#lost(),
    });
    if (memory) this.#line.open();
  }

  /** Whether the window was open on the page before. */
  get wasOpen(): boolean {
    return this.#open;
  }

  /** The visitor opens or closes the window; a chat that has begun goes on behind a closed one. */
  show(open: boolean): void {
    this.#open = open;
    this.#remember();
    if (open) this.#line.open();
  }

  write(text: string): void {
    this.#change(written(this.#state, { id: newId(), text }));
    this.#sendNext();
  }

  sendFile(file: File): void {
    const id = newId();
    this.#contents.set(id, file);
    const { name, size: bytes } = file;
    this.#change(written(this.#state, { id, text: '', file: { name, bytes, sent: 0 } }));
    this.#sendNext();
  }

  /** Saves a file that came with a message. */
  fetch(file: string): void {
    this.#line.say({ type: 'fetch', file });
  }

  /** The visitor is still there. */
  here(): void {
    if (this.#line.say({ type: 'here' })) this.#change(answered(this.#state));
  }

  typing(): void {
    if (this.#state.standing?.state !== 'talking' || Date.now() - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = Date.now();
    this.#line.say({ type: 'typing' });
  }

  end(): void {
    this.#line.say({ type: 'leave' });
  }

  /** Begins another chat. */
  restart(): void {
    this.#line.close();
    this.#token = newToken();
    this.#sending = undefined;
    this.#isConnected = false;
    this.#change(NO_CHAT);
    this.#line.open();
  }

  #hello(): Hello {
    const { language, identity } = this.#settings;
    return {
      ...{ type: 'hello', token: this.#token, after: lastSeen(this.#state), language },
      ...(identity === undefined ? {} : { identity }),
    };
  }

  #heard(frame: ServerFrame): void {
    if (frame.type === 'typing') this.#watcher.typing();
    if (frame.type === 'download') this.#watcher.download(frame.path);
    if (frame.type === 'send') this.#sendPiece(frame);
    const joins = frame.type === 'standing' && !this.#isConnected;
    if (joins) this.#isConnected = true;
    this.#change(heard(this.#state, frame));
    const confirmed = (frame.type === 'message' || frame.type === 'refused') && frame.id === this.#sending;
    if (frame.type === 'refused' && frame.retryAfterMs !== undefined) this.#sendLater(frame.retryAfterMs);
    else if (joins || confirmed) {
      this.#sending = undefined;
      this.#sendNext();
    }
  }

  #lost(): void {
    this.#isConnected = false;
    this.#sending = undefined;
    this.#watcher.changed(this.#state, false);
  }

  #sendLater(ms: number): void {
    const token = this.#token;
    setTimeout(
      () => {
        if (token !== this.#token) return;
        this.#sending = undefined;
        this.#sendNext();
      },
      Math.max(ms, RETRY_MS),
    );
  }

  #sendNext(): void {
    const [next] = this.#state.pending;
    if (!next || !this.#isConnected || this.#sending !== undefined) return;
    const { id, text, file } = next;
    const isSaid = this.#line.say(
      file ? { type: 'file', id, name: file.name, bytes: file.bytes } : { type: 'message', id, text },
    );
    if (isSaid) this.#sending = id;
  }

  #sendPiece({ id, from, to }: Extract<ServerFrame, { type: 'send' }>): void {
    const content = this.#contents.get(id);
    if (content) this.#line.sayBytes(content.slice(from, to));
  }

  #change(state: ChatState): void {
    this.#state = state;
    this.#remember();
    this.#watcher.changed(state, this.#isConnected);
  }

  #remember(): void {
    const { standing, pending } = this.#state;
    for (const id of this.#contents.keys())
      if (!pending.some((message) => message.id === id)) this.#contents.delete(id);
    // Until the window was opened there is nothing to go on with.
    if (this.#open || standing)
      remember({ token: this.#token, pending: pending.filter(({ file }) => !file), open: this.#open });
  }
}
