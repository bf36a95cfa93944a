import { randomBytes } from 'node:crypto';
import type { Clock } from '@caruso/core';
import type { SentFile } from './sent-file.js';

const VALID_MS = 60_000;
/** Before more are given out, the oldest are void. */
const MOST = 10_000;

/** A file that may be fetched, and its chat. */
export interface Download {
  readonly chat: string;
  readonly file: SentFile;
}

/**
 * Who has the token of a chat is given a path by which one file can be fetched, once and for a minute: the token itself stands in no
 * address, and what is left of an address in a log or a history leads nowhere.
 */
export class DownloadTickets {
  readonly #clock: Clock;
  readonly #open = new Map<string, Download & { readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(download: Download): string {
    const ticket = randomBytes(32).toString('base64url');
    const now = this.#clock.now();
    for (const [old, { until }] of this.#open) {
      if (until > now && this.#open.size < MOST) break;
      this.#open.delete(old);
    }
    this.#open.set(ticket, { ...download, until: now + VALID_MS });
    return ticket;
  }

  redeem(ticket: string): Download | undefined {
    const found = this.#open.get(ticket);
    this.#open.delete(ticket);
    return found && found.until > this.#clock.now() ? found : undefined;
  }
}
