/**
 * Lets many wait for the next change of something. Changes are counted, so that none is missed between two waits: note the
 * count, look at what may have changed, then wait for more than was noted.
 *
 * @example
 * ```ts
 * for (let seen = -1; !signal.aborted; await changed.after(seen, signal)) {
 *   seen = changed.count;
 *   show(await look());
 * }
 * ```
 */
export class ChangeSignal {
  #count = 0;
  #waiting: (() => void)[] = [];

  /** How many changes there were so far. */
  get count(): number {
    return this.#count;
  }

  /** Something has changed: all who wait go on. */
  raise(): void {
    this.#count += 1;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** Resolves as soon as there were more changes than `seen`, or when `abort` is. */
  async after(seen: number, abort: AbortSignal): Promise<void> {
    if (this.#count > seen || abort.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        abort.removeEventListener('abort', stop);
        resolve();
      };
      const stop = () => {
        this.#waiting = this.#waiting.filter((other) => other !== done);
        resolve();
      };
      abort.addEventListener('abort', stop, { once: true });
      this.#waiting.push(done);
    });
  }
}
