/** Lets what is asked of one thing at the same time happen in turn. Different things do not wait for each other. */
export class OneAtATime {
  readonly #ends = new Map<string, Promise<void>>();

  /** Runs an action when all earlier ones under the same key have ended, well or not. */
  run<T>(key: string, action: () => Promise<T>): Promise<T> {
    const before = this.#ends.get(key) ?? Promise.resolve();
    const running = before.then(action);
    const end: Promise<void> = running.then(
      () => this.#forget(key, end),
      () => this.#forget(key, end),
    );
    this.#ends.set(key, end);
    return running;
  }

  #forget(key: string, end: Promise<unknown>): void {
    if (this.#ends.get(key) === end) this.#ends.delete(key);
  }
}
