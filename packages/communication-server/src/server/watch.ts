import type { Clock, Timer } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { WriterLease } from '../log/writer-lease.js';

const LOOK_EVERY_MS = 1_000;
const RENEW_EVERY_MS = 2_000;

/** What a process does that may or may not write the log. */
export interface Duty {
  /** The process has the lease: it makes its state from the log and goes to work. */
  begin(): Promise<void>;
  /** Whether the log can be gone on with; not when another process has written in spite of the lease. */
  isAtWork(): boolean;
  /** Another process is still at work, and may have stored more. */
  wait(): void;
  /** Another process has the log: what belongs to it is let go. */
  end(): Promise<void>;
}

/** Keeps the lease while this process has it, and watches for it while another one has. */
export class Watch {
  readonly #lease: WriterLease;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #duty: Duty;
  #timer: Timer | undefined;
  #working: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(lease: WriterLease, clock: Clock, log: Log, duty: Duty) {
    this.#lease = lease;
    this.#clock = clock;
    this.#log = log;
    this.#duty = duty;
  }

  /** Goes to work, or stands by if another process is at work. */
  async start(): Promise<void> {
    if (await this.#lease.acquire()) {
      await this.#begin();
    } else {
      this.#log.info('Another process writes the event log; this one stands by', {});
      this.#later(LOOK_EVERY_MS, () => this.#look());
    }
  }

  /** Gives the lease back if this process has it. */
  async stop(): Promise<void> {
    this.#closed = true;
    this.#timer?.cancel();
    await this.#working;
    try {
      await this.#lease.release();
    } catch (thrown) {
      this.#log.warn('The lease of the event log could not be given back; the next start waits for it', {
        reason: String(thrown),
      });
    }
  }

  async #look(): Promise<void> {
    if (!(await this.#lease.acquire())) {
      this.#duty.wait();
      this.#later(LOOK_EVERY_MS, () => this.#look());
      return;
    }
    this.#log.warn('The process that wrote the event log is gone; this one takes over', {});
    await this.#begin();
  }

  /** Who cannot go to work leaves it to others, and to the next try. */
  async #begin(): Promise<void> {
    try {
      await this.#duty.begin();
    } catch (thrown) {
      await this.#lease.release();
      throw thrown;
    }
    this.#later(RENEW_EVERY_MS, () => this.#renew());
  }

  async #renew(): Promise<void> {
    if (this.#duty.isAtWork() && (await this.#lease.renew())) {
      this.#later(RENEW_EVERY_MS, () => this.#renew());
      return;
    }
    this.#log.warn('Another process has written the event log; this one stands by', {});
    await this.#duty.end();
    // Who has it without being able to work keeps everybody from working.
    await this.#lease.release();
    this.#later(LOOK_EVERY_MS, () => this.#look());
  }

  #later(ms: number, work: () => Promise<void>): void {
    if (this.#closed) return;
    this.#timer = this.#clock.at(this.#clock.now() + ms, () => {
      this.#working = work().catch((thrown: unknown) => {
        this.#log.warn('The lease of the event log could not be looked at; it is tried again', {
          reason: String(thrown),
        });
        this.#later(LOOK_EVERY_MS, work);
      });
    });
  }
}
