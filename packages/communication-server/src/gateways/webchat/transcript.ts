import { cleanText } from '../clean-text.js';
import type { GatewayHost } from '../gateway.js';
import type { ChatStore } from './chat-store.js';
import type { FileContent, SentFile } from './files/sent-file.js';
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
  readonly limits: Pick<WebchatLimits, 'messages' | 'files' | 'filesBytes'>;
}

/** What is to be kept of a message, besides its place. */
export interface NewMessage extends SaidMessage {
  readonly by: StoredMessage['by'];
  readonly state: MessageState;
  readonly agent?: string;
  readonly step?: string;
  /** Its text is kept nowhere. */
  readonly secret?: boolean;
  readonly files?: readonly FileContent[];
  /** Of the files that were attached before, those that go with it; the others are dropped. */
  readonly attached?: readonly SentFile[];
}

/** The messages of one chat, numbered in the order in which they are kept. Used by one after the other only. */
export class Transcript {
  readonly #chat: string;
  readonly #parts: TranscriptParts;
  #last = 0;
  #lastWritten: number | undefined;
  #files = 0;
  #bytes = 0;

  constructor(chat: string, parts: TranscriptParts) {
    this.#chat = chat;
    this.#parts = parts;
  }

  /** When the visitor last wrote. */
  get lastWritten(): number | undefined {
    return this.#lastWritten;
  }

  /** Whether people may add nothing more. */
  get isFull(): boolean {
    return this.#last >= this.#parts.limits.messages;
  }

  /** Whether files of so many bytes in all may be added. */
  hasRoomFor(files: readonly { readonly bytes: number }[]): boolean {
    const { limits } = this.#parts;
    const bytes = files.reduce((sum, file) => sum + file.bytes, this.#bytes);
    return this.#files + files.length <= limits.files && bytes <= limits.filesBytes;
  }

  /** The files that were attached to a message before it is written. */
  attachedTo(message: string): Promise<readonly SentFile[]> {
    return this.#parts.store.filesOf(this.#chat, message);
  }

  /** Attaches a file to a message that is going to be written. */
  async attach(message: string, file: FileContent): Promise<void> {
    await this.#parts.store.attach(this.#chat, message, file);
    this.#count([file]);
  }

  /** Drops files that were attached and do not go with the message. */
  async detach(files: readonly SentFile[]): Promise<void> {
    if (files.length === 0) return;
    await this.#parts.store.detach(this.#chat, files);
    this.#giveBack(files);
  }

  /** Reads what there is; returns what was under way when the process was killed. */
  async load(): Promise<readonly StoredMessage[]> {
    const all = await this.#behind(0);
    this.#last = all.at(-1)?.number ?? 0;
    this.#lastWritten = all.findLast(({ by }) => by === 'visitor')?.at;
    for (const { files } of all) this.#count(files);
    return all.filter(({ state }) => state === 'pending');
  }

  /** Counts the files of answers that may still be written, or drops those of answers that never will be. */
  async loadUnwritten(mayBeWritten: boolean): Promise<void> {
    const files = await this.#parts.store.unwritten(this.#chat);
    this.#count(files);
    if (!mayBeWritten) await this.detach(files);
  }

  /** What is shown behind a number. */
  async shown(after: number): Promise<readonly MessageFrame[]> {
    return (await this.#behind(after)).filter(({ state }) => state === 'kept').map((message) => this.frame(message));
  }

  find(id: string): Promise<StoredMessage | undefined> {
    return this.#parts.store.message(this.#chat, id);
  }

  async keep({
    secret = false,
    text,
    agent,
    step,
    files = [],
    attached = [],
    ...message
  }: NewMessage): Promise<StoredMessage> {
    const { store, host } = this.#parts;
    const place = { chat: this.#chat, number: this.#last + 1, at: host.clock.now() };
    const brought = files.map(({ content: _, ...file }): SentFile => file);
    const kept = [...brought, ...attached];
    const stored = { ...place, ...message, agent, step, text: secret ? MASK : cleanText(text), files: kept };
    await store.add(stored, files);
    this.#last = stored.number;
    this.#count(brought);
    return stored;
  }

  /** Notes what has become of a message; returns how it is shown. */
  async settle(message: StoredMessage, state: MessageState): Promise<MessageFrame> {
    await this.#parts.store.settle(message, state);
    if (state === 'void') this.#giveBack(message.files);
    return this.frame(message);
  }

  frame({ number, id, by, agent, at, text, files }: StoredMessage): MessageFrame {
    const name = agent === undefined ? {} : { name: this.#parts.host.nameOf(agent) };
    return { type: 'message', number, id, by, at, text, ...name, ...(files.length > 0 ? { files } : {}) };
  }

  /** A file of a message that is shown; undefined when there is none. */
  async file(id: string): Promise<SentFile | undefined> {
    const kept = (await this.#behind(0)).filter(({ state }) => state === 'kept');
    return kept.flatMap(({ files }) => files).find(({ file }) => file === id);
  }

  #count(files: readonly SentFile[]): void {
    this.#files += files.length;
    this.#bytes = files.reduce((sum, { bytes }) => sum + bytes, this.#bytes);
  }

  #giveBack(files: readonly SentFile[]): void {
    this.#files -= files.length;
    this.#bytes = files.reduce((sum, { bytes }) => sum - bytes, this.#bytes);
  }

  #behind(number: number): Promise<readonly StoredMessage[]> {
    const { store, limits } = this.#parts;
    return store.messages(this.#chat, number, limits.messages * READ_FACTOR);
  }
}
