import type { Clock } from '@caruso/core';
import type { Chat } from '../chat.js';
import type { ChatListener } from '../chat-audience.js';
import { LONGEST_PIECE, type VisitorFrame } from '../frames.js';
import { Upload } from './upload.js';
import type { UploadRoom } from './upload-room.js';

const RETRY_MS = 2_000;

type FileFrame = Extract<VisitorFrame, { type: 'file' }>;

/** The files that come over one connection: one at a time, each asked for piece by piece. */
export class FileIntake {
  readonly #line: ChatListener;
  readonly #clock: Clock;
  readonly #room: UploadRoom;
  #upload: Upload | undefined;
  #isAsked = false;

  constructor(line: ChatListener, { clock, room }: { readonly clock: Clock; readonly room: UploadRoom }) {
    this.#line = line;
    this.#clock = clock;
    this.#room = room;
  }

  /** Whether a piece may come; it is awaited once. */
  expects(): boolean {
    const isAsked = this.#isAsked;
    this.#isAsked = false;
    return isAsked;
  }

  /** A file is to come: it is asked for if the chat wants it and there is room. */
  async begin(chat: Chat, { id, name, bytes }: FileFrame): Promise<void> {
    this.end();
    if (!(await chat.wants(this.#line, { id, bytes }))) return;
    const release = this.#room.take(bytes);
    if (!release) return this.#postpone(id);
    this.#upload = new Upload({ id, name, bytes, clock: this.#clock, release, stalled: () => this.#stalled(id) });
    this.#ask(this.#upload);
  }

  /** A piece has come. False when it is not what was asked for. */
  async add(chat: Chat, piece: Uint8Array): Promise<boolean> {
    const upload = this.#upload;
    // It was given up meanwhile, and the browser was told.
    if (!upload) return true;
    if (!upload.add(piece)) return false;
    const { id, file } = upload;
    if (!file) {
      this.#ask(upload);
      return true;
    }
    await chat.attach(this.#line, { id, ...file }).finally(() => this.end());
    return true;
  }

  end(): void {
    this.#upload?.end();
    this.#upload = undefined;
    this.#isAsked = false;
  }

  #ask({ id, received: from, bytes }: Upload): void {
    this.#isAsked = true;
    this.#line.send({ type: 'send', id, from, to: Math.min(bytes, from + LONGEST_PIECE) });
  }

  #stalled(id: string): void {
    this.end();
    this.#postpone(id);
  }

  #postpone(id: string): void {
    this.#line.send({ type: 'refused', because: 'unavailable', id, retryAfterMs: RETRY_MS });
  }
}
