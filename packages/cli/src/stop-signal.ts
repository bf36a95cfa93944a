const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Waits for Ctrl+C or SIGTERM, until it is disposed of. */
export class StopSignal {
  /** Resolves with the name of the signal. */
  readonly received: Promise<NodeJS.Signals>;
  readonly #told = new AbortController();
  readonly #listeners = new Map<NodeJS.Signals, () => void>();

  constructor() {
    this.received = new Promise((resolve) => {
      for (const name of SIGNALS) {
        const listener = () => {
          this.#told.abort();
          resolve(name);
        };
        this.#listeners.set(name, listener);
        process.once(name, listener);
      }
    });
  }

  /** Aborted as soon as the signal has come. */
  get signal(): AbortSignal {
    return this.#told.signal;
  }

  dispose(): void {
    for (const [name, listener] of this.#listeners) process.off(name, listener);
  }
}
