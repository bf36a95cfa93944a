import type { Terminal } from '../terminal.js';

/** Asks one thing after the other on a terminal. */
export class Answers {
  readonly #terminal: Terminal;
  readonly #lines: AsyncIterator<string>;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#lines = terminal.lines()[Symbol.asyncIterator]();
  }

  /** What was typed; undefined when nothing more comes. */
  async ask(question: string): Promise<string | undefined> {
    this.#terminal.err(question);
    const { value, done } = await this.#lines.next();
    return done === true ? undefined : value.trim();
  }

  async end(): Promise<void> {
    await this.#lines.return?.();
  }
}
