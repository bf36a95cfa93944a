import { newId } from '@caruso/core';
import type { Hello, ServerFrame } from '../../src/gateways/webchat/frames.js';
import { ChatLine } from './chat-line.js';
import { newToken, recall, remember } from './chat-memory.js';
import { type ChatState, heard, lastSeen, NO_CHAT, written } from './chat-state.js';

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
    if (this.#line.say({ type: 'message', ...next })) this.#sending = next.id;
  }

  #change(state: ChatState): void {
    this.#state = state;
    this.#remember();
    this.#watcher.changed(state, this.#isConnected);
  }

  #remember(): void {
    const { standing, pending } = this.#state;
    // Until the window was opened there is nothing to go on with.
    if (this.#open || standing) remember({ token: this.#token, pending, open: this.#open });
  }
}
