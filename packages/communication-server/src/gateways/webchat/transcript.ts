import { cleanText } from '../clean-text.js';
import type { GatewayHost } from '../gateway.js';
import type { ChatStore } from './chat-store.js';
import type { MessageFrame } from './frames.js';
import type { MessageState, SaidMessage, StoredMessage } from './stored-chat.js';
import type { WebchatLimits } from './webchat-options.js';

/** Stands for a private answer, in the store and on every screen. */
const MASK = '•••';
/** A bot says several messages for each of the visitor's; what is read at once has room for all. */
const READ_FACTOR = 10;

/** What a transcript is kept with. */
export interface TranscriptParts {
  readonly store: ChatStore;
  readonly host: Pick<GatewayHost, 'clock' | 'nameOf'>;
  readonly limits: Pick<WebchatLimits, 'messages'>;
}

/** What is to be kept of a message, besides its place. */
export interface NewMessage extends SaidMessage {
  readonly by: StoredMessage['by'];
  readonly state: MessageState;
  readonly agent?: string;
  readonly step?: string;
  /** Its text is kept nowhere. */
  readonly secret?: boolean;
}

/** The messages of one chat, numbered in the order in which they are kept. Used by one after the other only. */
export class Transcript {
  readonly #chat: string;
  readonly #parts: TranscriptParts;
  #last = 0;

  constructor(chat: string, parts: TranscriptParts) {
    this.#chat = chat;
    this.#parts = parts;
  }

  /** Whether people may add nothing more. */
  get isFull(): boolean {
    return this.#last >= this.#parts.limits.messages;
  }

  /** Reads what there is; returns what was under way when the process was killed. */
  async load(): Promise<readonly StoredMessage[]> {
    const all = await this.#behind(0);
    this.#last = all.at(-1)?.number ?? 0;
    return all.filter(({ state }) => state === 'pending');
  }

  /** What is shown behind a number. */
  async shown(after: number): Promise<readonly MessageFrame[]> {
    return (await this.#behind(after)).filter(({ state }) => state === 'kept').map((message) => this.frame(message));
  }

  find(id: string): Promise<StoredMessage | undefined> {
    return this.#parts.store.message(this.#chat, id);
  }

  async keep({ secret = false, text, agent, step, ...message }: NewMessage): Promise<StoredMessage> {
    const { store, host } = this.#parts;
    const place = { chat: this.#chat, number: this.#last + 1, at: host.clock.now() };
    const stored = { ...place, ...message, agent, step, text: secret ? MASK : cleanText(text) };
    await store.add(stored);
    this.#last = stored.number;
    return stored;
  }

  /** Notes what has become of a message; returns how it is shown. */
  async settle(message: StoredMessage, state: MessageState): Promise<MessageFrame> {
    await this.#parts.store.settle(message, state);
    return this.frame(message);
  }

  frame({ number, id, by, agent, at, text }: StoredMessage): MessageFrame {
    const name = agent === undefined ? {} : { name: this.#parts.host.nameOf(agent) };
    return { type: 'message', number, id, by, at, text, ...name };
  }

  #behind(number: number): Promise<readonly StoredMessage[]> {
    const { store, limits } = this.#parts;
    return store.messages(this.#chat, number, limits.messages * READ_FACTOR);
  }
}
