const MOST = 500;

/** The dialogs this process had to do with lately, and the order in which it attends to what is asked of each. */
export class DialogCache<T> {
  readonly #values = new Map<string, T>();
  readonly #queues = new Map<string, Promise<unknown>>();

  get(dialog: string): T | undefined {
    return this.#values.get(dialog);
  }

  set(dialog: string, value: T): void {
    this.#values.delete(dialog);
    this.#values.set(dialog, value);
    const oldest = this.#values.keys().next();
    if (this.#values.size > MOST && !oldest.done) this.#values.delete(oldest.value);
  }

  delete(dialog: string): void {
    this.#values.delete(dialog);
  }

  /** Runs an action when all earlier ones of the same dialog have ended. */
  exclusively<R>(dialog: string, action: () => Promise<R>): Promise<R> {
    const before = this.#queues.get(dialog) ?? Promise.resolve();
    const running = before.then(action, action);
    const settled = running.then(
      () => undefined,
      () => undefined,
    );
    this.#queues.set(dialog, settled);
    void settled.then(() => {
      if (this.#queues.get(dialog) === settled) this.#queues.delete(dialog);
    });
    return running;
  }
}
