/** Lets pieces of work have something to themselves, one after the other in the order they came. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #taken = false;

  get taken(): boolean {
    return this.#taken;
  }

  async take<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.#taken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#taken = true;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // The turn is handed over while it is still taken, so that nobody who comes now can get in between.
      if (next) next();
      else this.#taken = false;
    }
  }
}
