import { ContactCentreErrors } from '../../errors.js';
import type { DialRequest, DialResult, GatewayHost } from '../gateway.js';
import type { AriClient } from './ari/ari-client.js';
import { inTime } from './ari/in-time.js';
import { unanswered } from './hangup-cause.js';
import type { Names } from './names.js';

const NORMAL = 16;

interface Attempt {
  readonly startedAt: number;
  readonly resolve: (result: DialResult) => void;
  answered: boolean;
}

/** Calls numbers on their own, as campaigns do, and says what came of it. */
export class Dialler {
  readonly #client: AriClient;
  readonly #host: GatewayHost;
  readonly #names: Names;
  readonly #attempts = new Map<string, Attempt>();

  constructor(client: AriClient, host: GatewayHost, names: Names) {
    this.#client = client;
    this.#host = host;
    this.#names = names;
  }

  /** Calls a number through an endpoint of Asterisk, and resolves when it is answered or is not going to be. */
  dial(endpoint: string, { id, from, ringSeconds }: DialRequest): Promise<DialResult> {
    const channel = this.#names.dial(id);
    const startedAt = this.#host.clock.now();
    return new Promise((resolve, reject) => {
      this.#attempts.set(channel, { startedAt, resolve, answered: false });
      this.#client.originate({ channel, endpoint, callerId: from, timeout: ringSeconds }).catch((thrown: unknown) => {
        this.#attempts.delete(channel);
        if (!ContactCentreErrors.AriRequestFailed.is(thrown)) reject(thrown);
        else resolve({ outcome: 'failed', ringMs: 0, reason: thrown.data.answer });
      });
    });
  }

  /** Whether a call was answered and goes on. */
  isUp(channel: string): boolean {
    return this.#attempts.get(channel)?.answered ?? false;
  }

  knows(channel: string): boolean {
    return this.#attempts.has(channel);
  }

  answered(channel: string): void {
    const attempt = this.#attempts.get(channel);
    if (!attempt) return;
    attempt.answered = true;
    attempt.resolve({ outcome: 'answered', ringMs: this.#since(attempt), call: channel, joins: true });
  }

  /** A call has ended: one that was not answered, or one that was. */
  gone(channel: string, cause: number): void {
    const attempt = this.#attempts.get(channel);
    this.#attempts.delete(channel);
    if (!attempt || attempt.answered) return;
    // Asterisk itself stops ringing when the time is over, with the cause of a normal end.
    const outcome = cause === NORMAL ? 'no-answer' : unanswered(cause);
    attempt.resolve({ outcome, ringMs: this.#since(attempt), reason: `cause ${cause}` });
  }

  /** Ends an answered call. */
  async hangUp(channel: string): Promise<void> {
    await inTime(this.#client.hangUp(channel));
  }

  /** Nobody is told any more what becomes of calls that were under way. */
  lose(): void {
    for (const attempt of this.#attempts.values())
      attempt.resolve({
        outcome: 'failed',
        ringMs: this.#since(attempt),
        reason: 'the connection to Asterisk was lost',
        interrupted: true,
      });
    this.#attempts.clear();
  }

  #since({ startedAt }: Attempt): number {
    return this.#host.clock.now() - startedAt;
  }
}
