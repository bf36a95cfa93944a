import type { Clock, Timer } from '@caruso/core';
import type { ServerFrame } from './frames.js';

/** How often a visitor who waits is told the place in the queue, if it has changed. */
const PLACE_EVERY_MS = 5_000;

/** A visitor's browser that is connected. */
export interface ChatListener {
  send(frame: ServerFrame): void;
}

type StandingFrame = Extract<ServerFrame, { type: 'standing' }>;

/** The browsers in which a visitor has a chat before him: all are told everything, and how it stands whenever that changes. */
export class ChatAudience {
  readonly #clock: Clock;
  readonly #standing: () => StandingFrame;
  readonly #listeners = new Set<ChatListener>();
  #told = '';
  #place: Timer | undefined;

  /** @param standing - how the chat stands now */
  constructor(clock: Clock, standing: () => StandingFrame) {
    this.#clock = clock;
    this.#standing = standing;
  }

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  add(listener: ChatListener): void {
    listener.send(this.#standing());
    this.#listeners.add(listener);
    this.#watchPlace();
  }

  remove(listener: ChatListener): void {
    this.#listeners.delete(listener);
    this.#watchPlace();
  }

  tell(frame: ServerFrame): void {
    for (const listener of this.#listeners) listener.send(frame);
  }

  tellStanding(): void {
    const frame = this.#standing();
    const text = JSON.stringify(frame);
    if (text !== this.#told) this.tell(frame);
    this.#told = text;
    this.#watchPlace();
  }

  close(): void {
    this.#place?.cancel();
  }

  /** Who waits is told when the place changes, because others come and go without anything happening to this contact. */
  #watchPlace(): void {
    this.#place?.cancel();
    if (this.isEmpty || this.#standing().standing.state !== 'waiting') return;
    this.#place = this.#clock.at(this.#clock.now() + PLACE_EVERY_MS, () => this.tellStanding());
  }
}
