import type { CarusoError } from '@caruso/core';

/** How many values of a stream may be on the way or waiting for their consumer. */
export const STREAM_WINDOW = 32;

/** What a consumer gets from a stream at a time; `done` when there is nothing more. */
export type Taken = { readonly done: false; readonly value: unknown } | { readonly done: true };

/**
 * The consumer's end of a stream: values wait here, at most {@link STREAM_WINDOW} of them, until they are taken. Taking them
 * gives credit for as many more, half a window at a time.
 */
export class IncomingStream {
  #values: unknown[] = [];
  #end: { readonly problem?: CarusoError } | undefined;
  #wake: (() => void) | undefined;
  /** How many values the other side may still send. */
  #credit = STREAM_WINDOW;
  #returned = false;

  constructor(private readonly giveCredit: (count: number) => void) {}

  /** Whether the other side has sent its last message. */
  get ended(): boolean {
    return this.#end !== undefined;
  }

  /** Whether a value was within the credit; once the consumer has returned, values are thrown away. */
  push(value: unknown): boolean {
    if (this.#credit === 0) return false;
    this.#credit -= 1;
    if (!this.#returned) this.#values.push(value);
    this.#wake?.();
    return true;
  }

  end(problem?: CarusoError): void {
    this.#end = problem ? { problem } : {};
    this.#wake?.();
  }

  /** Ends it because the channel has closed: no harm to a consumer that wanted no more. */
  fail(reason: CarusoError): void {
    this.end(this.#returned ? undefined : reason);
  }

  /** The next value; rejects when the stream has failed, after the values before. */
  async take(): Promise<Taken> {
    if (this.#values.length === 0 && !this.#end) await this.#change();
    if (this.#values.length > 0) {
      const value = this.#values.shift();
      this.#refill();
      return { done: false, value };
    }
    if (this.#end?.problem) throw this.#end.problem;
    return { done: true };
  }

  /** Throws away what is left, and resolves when the other side has ended; rejects when it fails at that. */
  async return(): Promise<void> {
    this.#returned = true;
    this.#values = [];
    while (!this.#end) await this.#change();
    if (this.#end.problem) throw this.#end.problem;
  }

  #refill(): void {
    const used = STREAM_WINDOW - this.#credit - this.#values.length;
    if (this.#end || used < STREAM_WINDOW / 2) return;
    this.#credit += used;
    this.giveCredit(used);
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
