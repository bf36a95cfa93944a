import type { Clock, Timer } from '@caruso/core';

/** Who is away for less has only turned a page. */
const AWAY_MS = 10_000;
/** After a restart every visitor gets so long to be back, however long he was away before. */
const RETURN_MS = 30_000;
/** How long before the end a visitor is asked whether he is still there. */
export const WARNED_MS = 60_000;
const ABSENCE_MS = 120_000;

/** What is watched, and who is told. */
export interface PresenceParts {
  readonly clock: Clock;
  readonly limits: () => { readonly silenceMs?: number; readonly absenceMs?: number };
  /** Whether the visitor is with a bot or waits: only then is silence no answer to somebody. */
  readonly isAlone: () => boolean;
  /** The visitor is at a browser again, or at none. */
  readonly present: (isPresent: boolean) => void;
  /** The visitor is to be asked whether he is still there. */
  readonly ask: () => void;
  /** He has been gone, or silent, for too long. */
  readonly over: (because: 'absence' | 'silence') => void;
}

/** Whether the visitor of a chat is there, and says something. */
export class VisitorPresence {
  readonly #parts: PresenceParts;
  /** When he last showed that he is there. */
  #sign = 0;
  #isThere = false;
  #isAway = false;
  #wasAlone = false;
  #isClosed = false;
  #absence: Timer | undefined;
  #away: Timer | undefined;
  #silence: Timer | undefined;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
  }

  /**
   * Goes on after a restart, at which nobody is connected.
   *
   * @param sign - when the visitor last wrote
   * @param awaySince - since when he was known to be away
   */
  resume(sign: number, awaySince: number | undefined): void {
    const now = this.#parts.clock.now();
    this.#sign = sign;
    this.#isAway = awaySince !== undefined;
    this.#wasAlone = this.#parts.isAlone();
    const left = awaySince === undefined ? now : awaySince - AWAY_MS;
    this.#goneSince(left, now + Math.min(RETURN_MS, this.#absenceMs));
  }

  came(): void {
    this.#isThere = true;
    this.#absence?.cancel();
    this.#away?.cancel();
    if (this.#isAway) this.#parts.present(true);
    this.#isAway = false;
    this.#watchSilence();
  }

  went(): void {
    this.#isThere = false;
    const now = this.#parts.clock.now();
    this.#silence?.cancel();
    this.#goneSince(now, now);
  }

  /** The visitor writes, or says that he is there. */
  signed(): void {
    this.#sign = this.#parts.clock.now();
    this.#watchSilence();
  }

  /** The contact stands otherwise: who was with somebody has not been silent. */
  changed(): void {
    const isAlone = this.#parts.isAlone();
    if (isAlone === this.#wasAlone) return;
    this.#wasAlone = isAlone;
    this.signed();
  }

  /** Watches no more, whoever comes or goes. */
  close(): void {
    this.#isClosed = true;
    for (const timer of [this.#absence, this.#away, this.#silence]) timer?.cancel();
  }

  get #absenceMs(): number {
    return this.#parts.limits().absenceMs ?? ABSENCE_MS;
  }

  #goneSince(left: number, earliest: number): void {
    const { clock, present, over } = this.#parts;
    this.#absence?.cancel();
    this.#away?.cancel();
    if (this.#isClosed) return;
    this.#absence = clock.at(Math.max(left + this.#absenceMs, earliest), () => over('absence'));
    if (this.#isAway) return;
    this.#away = clock.at(left + AWAY_MS, () => {
      this.#isAway = true;
      present(false);
    });
  }

  #watchSilence(): void {
    const { clock, limits, isAlone, ask, over } = this.#parts;
    const { silenceMs } = limits();
    this.#silence?.cancel();
    if (this.#isClosed || silenceMs === undefined || !this.#isThere || !isAlone()) return;
    const asked = Math.max(clock.now(), this.#sign + silenceMs);
    this.#silence = clock.at(asked, () => {
      ask();
      this.#silence = clock.at(clock.now() + WARNED_MS, () => over('silence'));
    });
  }
}
