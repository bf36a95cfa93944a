/** Lets many wait for the next change of something. Changes are counted, so that none is missed between two waits. */
export class ChangeSignal {
  #count = 0;
  #waiting: (() => void)[] = [];

  get count(): number {
    return this.#count;
  }

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
