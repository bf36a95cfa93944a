const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The longest time a timer can run; it only keeps the process alive. */
const LONGEST_MS = 2 ** 31 - 1;

/** Waits for Ctrl+C or SIGTERM, and keeps the process alive for it, until it is disposed of. */
export class StopSignal {
  /** Resolves with the name of the signal. */
  readonly received: Promise<NodeJS.Signals>;
  readonly #told = new AbortController();
  readonly #alive = setInterval(() => {}, LONGEST_MS);
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
    clearInterval(this.#alive);
    for (const [name, listener] of this.#listeners) process.off(name, listener);
  }
}
