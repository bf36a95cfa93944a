import type { Clock, Timer } from '@caruso/core';
import type { Log } from '../log.js';
import { deliver } from './deliver.js';
import type { Receiver } from './receiver.js';

/** The events that wait for one consumer, in their order, and who takes them. */
export class LocalConsumer {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #texts: string[] = [];
  readonly #receivers: Receiver[] = [];
  #delivery: { readonly by: Receiver; readonly ended: Promise<void> } | undefined;
  #turn = 0;
  /** Of the first event. */
  #attempt = 1;
  /** When the first event may be delivered. */
  #due = 0;
  #timer: Timer | undefined;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** How many events it has not done with. */
  get waiting(): number {
    return this.#texts.length;
  }

  keep(text: string): void {
    this.#texts.push(text);
    this.#next();
  }

  join(receiver: Receiver): void {
    this.#receivers.push(receiver);
    this.#next();
  }

  /** Resolves when the receiver is not handling an event any more. */
  async leave(receiver: Receiver): Promise<void> {
    const index = this.#receivers.indexOf(receiver);
    if (index >= 0) this.#receivers.splice(index, 1);
    if (this.#receivers.length === 0) this.#stopWaiting();
    if (this.#delivery?.by === receiver) await this.#delivery.ended;
  }

  #next(): void {
    const [text] = this.#texts;
    const receiver = this.#receivers[this.#turn % this.#receivers.length];
    if (text === undefined || !receiver || this.#delivery || this.#timer) return;
    if (this.#due > this.#clock.now()) {
      this.#timer = this.#clock.at(this.#due, () => {
        this.#stopWaiting();
        this.#next();
      });
      return;
    }
    this.#turn += 1;
    // Later, so that a handler never runs inside of `publish`.
    this.#delivery = { by: receiver, ended: Promise.resolve().then(() => this.#deliver(receiver, text)) };
  }

  async #deliver(receiver: Receiver, text: string): Promise<void> {
    const outcome = await deliver(receiver, text, this.#attempt, this.#log);
    if (outcome === 'settled') {
      this.#texts.shift();
      this.#attempt = 1;
    } else {
      this.#attempt += 1;
      this.#due = this.#clock.now() + outcome.repeatAfterMs;
    }
    this.#delivery = undefined;
    this.#next();
  }

  #stopWaiting(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
