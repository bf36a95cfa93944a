import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const launcher = fileURLToPath(new URL('./run-source.mjs', import.meta.url));

/** A program of the tests in a process of its own, from its source; it is killed when the test is over at the latest. */
export class Program {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #exited: Promise<unknown>;

  /**
   * @param through - a program that starts it, with its arguments
   */
  constructor(source: URL, args: readonly string[], through: readonly string[] = []) {
    const [command = '', ...all] = [...through, process.execPath, launcher, fileURLToPath(source), ...args];
    this.#child = spawn(command, all, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.stderr.pipe(process.stderr, { end: false });
    this.#exited = once(this.#child, 'exit');
    onTestFinished(() => this.kill());
  }

  get id(): number {
    return this.#child.pid ?? 0;
  }

  /** What it says on its standard output, line by line, until it is gone: its output ends before the process does. */
  async *lines(): AsyncGenerator<string> {
    yield* createInterface({ input: this.#child.stdout });
    await this.#exited;
  }

  /** The next thing it says. */
  async line(): Promise<string> {
    for await (const line of this.lines()) return line;
    throw new Error('The program has ended.');
  }

  /** Waits until it complains so. */
  async complains(of: string): Promise<void> {
    for await (const [chunk] of on(this.#child.stderr, 'data')) if (String(chunk).includes(of)) return;
  }

  /** Lets it do nothing more, while others still think that it is there. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  /** Ends it without a word; resolves when it is gone. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }
}
