/**
 * The producer's end of a stream: takes values from a handler's generator only while the consumer has credit for them, so
 * that a slow consumer slows the handler down.
 */
export class OutgoingStream {
  #credit: number;
  #returned = false;
  #wake: (() => void) | undefined;

  constructor(credit: number) {
    this.#credit = credit;
  }

  addCredit(count: number): void {
    this.#credit += count;
    this.#wake?.();
  }

  /** The consumer wants no more values. */
  return(): void {
    this.#returned = true;
    this.#wake?.();
  }

  /** Sends values until there are no more or none are wanted; the handler's generator has ended then. */
  async pump(values: AsyncIterable<unknown>, send: (value: unknown) => void): Promise<void> {
    const iterator = values[Symbol.asyncIterator]();
    let open = false;
    try {
      while (await this.#mayGoOn()) {
        open = false;
        const next = await this.#next(iterator);
        if (next.done) return;
        open = true;
        this.#credit -= 1;
        if (!this.#returned) send(next.value);
      }
    } finally {
      if (open) await iterator.return?.();
    }
  }

  /** The next value. What a handler throws when it is told to end is its way of ending. */
  async #next(iterator: AsyncIterator<unknown>): Promise<IteratorResult<unknown>> {
    try {
      return await iterator.next();
    } catch (thrown) {
      if (this.#returned) return { done: true, value: undefined };
      throw thrown;
    }
  }

  async #mayGoOn(): Promise<boolean> {
    while (this.#credit === 0 && !this.#returned) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return !this.#returned;
  }
}
