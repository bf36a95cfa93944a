import type { Clock, Timer } from '@caruso/core';
import type { GivenFile } from './judge-file.js';

/** Who sends nothing for so long is not waited for. */
const STALLED_MS = 60_000;

/** What an upload is begun with. */
export interface UploadParts {
  /** Of the message that the file is. */
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly clock: Clock;
  /** Gives back the room that the file takes in memory. */
  readonly release: () => void;
  /** Nothing has come for too long. */
  readonly stalled: () => void;
}

/** A file on its way. The server asks for each piece, so that no browser sends more than is wanted. */
export class Upload {
  readonly id: string;
  readonly bytes: number;
  readonly #parts: UploadParts;
  readonly #pieces: Uint8Array[] = [];
  #received = 0;
  #timer: Timer | undefined;

  constructor(parts: UploadParts) {
    this.id = parts.id;
    this.bytes = parts.bytes;
    this.#parts = parts;
    this.#expectMore();
  }

  /** How many bytes have come. */
  get received(): number {
    return this.#received;
  }

  /** The file, as soon as it is whole. */
  get file(): GivenFile | undefined {
    return this.#received === this.bytes ? { name: this.#parts.name, content: Buffer.concat(this.#pieces) } : undefined;
  }

  /** The next piece. False when it is none: empty, or more than was said. */
  add(piece: Uint8Array): boolean {
    if (piece.length === 0 || this.#received + piece.length > this.bytes) return false;
    this.#pieces.push(piece);
    this.#received += piece.length;
    this.#expectMore();
    return true;
  }

  end(): void {
    this.#timer?.cancel();
    this.#parts.release();
  }

  #expectMore(): void {
    const { clock, stalled } = this.#parts;
    this.#timer?.cancel();
    this.#timer = clock.at(clock.now() + STALLED_MS, stalled);
  }
}
