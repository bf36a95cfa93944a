import { ChangeSignal, type Clock } from '@caruso/core';

/** Nobody waits longer than this for a process to take a change over; it may be held up, or dead. */
const PATIENCE_MS = 1_000;

/** Which changes the processes have taken over. */
export class Confirmations {
  readonly #seen = new Map<string, number>();
  readonly #news = new ChangeSignal();

  constructor(
    private readonly clock: Clock,
    /** Whether a process is there. */
    private readonly isThere: (node: string) => boolean,
  ) {}

  /** A process has taken over all changes up to a number. */
  seen(node: string, number: number): void {
    if ((this.#seen.get(node) ?? 0) >= number) return;
    this.#seen.set(node, number);
    this.#news.raise();
  }

  forget(node: string): void {
    this.#seen.delete(node);
    this.#news.raise();
  }

  /** Resolves when each process has taken over the change of its number, or is not heard of. */
  async of(changes: readonly (readonly [string, number])[]): Promise<void> {
    const waits = ([node, number]: readonly [string, number]) =>
      this.isThere(node) && (this.#seen.get(node) ?? 0) < number;
    const over = new AbortController();
    const timer = this.clock.at(this.clock.now() + PATIENCE_MS, () => over.abort());
    for (let seen = this.#news.count; !over.signal.aborted && changes.some(waits); seen = this.#news.count) {
      await this.#news.after(seen, over.signal);
    }
    timer.cancel();
  }
}
