import { webcrypto } from 'node:crypto';
import type { NatsLink } from './nats-link.js';

/** Subjects for answers: each is used once, says who calls, and cannot be guessed, so that nobody can answer unasked. */
export class ReplySubjects {
  /** The beginnings of the subjects, by caller. */
  readonly #prefixes = new Map<string, string>();
  readonly #random = new Uint32Array(512);
  #randomUsed = this.#random.length;
  #count = 0;

  constructor(private readonly link: NatsLink) {}

  next(caller: string): string {
    let prefix = this.#prefixes.get(caller);
    if (prefix === undefined) {
      prefix = this.link.subjects.replyPrefix(this.link.node, caller);
      this.#prefixes.set(caller, prefix);
    }
    if (this.#randomUsed === this.#random.length) {
      webcrypto.getRandomValues(this.#random);
      this.#randomUsed = 0;
    }
    const random = this.#random[this.#randomUsed] ?? 0;
    this.#randomUsed += 1;
    this.#count += 1;
    return `${prefix}${this.#count.toString(36)}-${random.toString(36)}`;
  }
}
