import type { Clock, Timer } from '@caruso/core';
import type { Announcement } from '../../gateway.js';

/** What an announcer needs. */
export interface AnnouncerSurroundings {
  readonly clock: Clock;
  /** What the caller of a contact is to be told now. */
  announcement(contact: string): Announcement | undefined;
  /** Says it beside the music; failures are for the operator. */
  say(contact: string, caller: string, announcement: Announcement): void;
}

/** Tells a caller who waits the place and the wait, again and again, until somebody answers. */
export class QueueAnnouncer {
  readonly #contact: string;
  readonly #around: AnnouncerSurroundings;
  #timer: Timer | undefined;

  constructor(contact: string, around: AnnouncerSurroundings) {
    this.#contact = contact;
    this.#around = around;
  }

  /** Begins, unless it has begun or there is nothing to tell in this queue. */
  start(caller: string): void {
    // Asked first: it is called at whatever happens to the call, and the place is counted.
    if (this.#timer) return;
    const { clock, announcement, say } = this.#around;
    const every = announcement(this.#contact)?.everyMs;
    if (every === undefined) return;
    this.#timer = clock.at(clock.now() + every, () => {
      this.#timer = undefined;
      const told = announcement(this.#contact);
      if (told && told.texts.length > 0) say(this.#contact, caller, told);
      this.start(caller);
    });
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
